#pragma once

#include "ui/canvas.hpp"
#include "ui/cards.hpp"

#include <string>
#include <vector>

namespace ui {

/// The question of the page and what to expect. `accent` follows the headline in blue (an amount).
struct Headline {
    std::string text;
    std::string lead = {};
    std::string accent = {};
    bool centred = false;
    std::string id = "headline";  ///< `ID` and `ID.lead` are registered.
};
void headline(Canvas& canvas, const Headline& headline);

void section(Canvas& canvas, const std::string& id, const std::string& text);
/// Running text, wrapped as Chinese is.
void paragraph(Canvas& canvas, const std::string& id, const std::string& text,
               Mood mood = Mood::neutral, bool centred = false);

/// Time left as a ring with the number in it; redraws itself once a second while time is left.
struct Countdown {
    std::string id;
    double seconds_left = 0, seconds_total = 1;
    std::string caption = {};
};
void countdown(Canvas& canvas, const Countdown& countdown);

/// Something is going on. Turns at eight steps a second and only while it is on the screen.
void spinner(Canvas& canvas, const std::string& id, const std::string& caption);

/// A QR code (ISO/IEC 18004, level M) with modules of whole pixels and the quiet zone of four.
struct QrBox {
    std::string id, payload;
    std::string caption = {}, strong = {};  ///< Below: "二维码有效时间" and "1 分 48 秒".
    bool expired = false;                   ///< Veiled; the caption says what to do.
    double most_mm = 150;
};
void qr_box(Canvas& canvas, const QrBox& qr);

/// A picture with an outline on it: the camera's preview, a captured page.
struct Photo {
    std::string id;
    std::optional<Image> image = {};
    std::vector<Point> outline = {};  ///< Corners in parts (0–1) of the picture.
    Mood outline_mood = Mood::success;
    bool guide = false;           ///< Corner marks that show where to put the document.
    double guide_aspect = 1.4;    ///< Of those marks, width : height.
    std::string hint = {};        ///< On a dark pill at the lower edge.
    std::string empty_text = {};  ///< In place of a missing picture.
    float height = 0;             ///< Pixels; 0 takes what is in view.
};
void photo(Canvas& canvas, const Photo& photo);

/// A long text to be read in a box of its own: touch drag, and buttons `ID.up` and `ID.down`.
struct LongText {
    std::string id, text;
    float height = 0;  ///< Pixels; 0 takes what is in view.
};
void long_text(Canvas& canvas, const LongText& text, Scroll& scroll);

}  // namespace ui
