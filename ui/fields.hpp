#pragma once

#include "ui/canvas.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

/// A field of a form. The keyboard writes it; here it is shown and touched.
struct TextField {
    std::string id, label = {}, value = {};
    std::string placeholder = {};
    bool focused = false;
    std::size_t caret = std::string::npos;  ///< Byte index in `value`; npos: at the end.
    std::string composition = {};    ///< Being composed at the caret (KeyboardState letters).
    std::optional<Image> crop = {};  ///< The piece of the photo the value was read from.
    std::string doubt = {};          ///< Amber hint below: "please check the last digit".
    bool doubtful = false;           ///< Amber also without a hint.
    std::string error = {};          ///< Red line below.
    std::string note = {};           ///< Grey line below when there is neither.
    bool enabled = true;             ///< False: shown, not to be changed.
    bool optional = false;
    std::string optional_mark = {};  ///< Behind the label ("选填").
    std::vector<int> groups = {};    ///< Digits are shown in groups: {3,4,4} for a phone.
};
/// Place, birth, the rest of a citizen's number (GB 11643), and a 统一社会信用代码.
inline const std::vector<int> id_number_groups{6, 8, 4};
inline const std::vector<int> unified_code_groups{4, 4, 4, 4, 2};
/// As a field shows it, to be compared with it; never broken into two lines.
[[nodiscard]] std::string grouped(const std::string& text, const std::vector<int>& groups);
/// Where the person touched: the byte index in the value nearest to the finger.
std::optional<std::size_t> text_field(Canvas& canvas, const TextField& field);

/// A tick box with a sentence and, behind it, the document it speaks of.
struct Checkbox {
    std::string id, text;
    bool checked = false;
    std::string link = {};  ///< "《数字证书服务协议》"; registers `ID.link`.
    std::string error = {};
};
enum class CheckboxTouch { none, box, link };
CheckboxTouch checkbox(Canvas& canvas, const Checkbox& box);

/// A question with two answers; neither is given beforehand. Registers `ID.yes` and `ID.no`.
struct YesNo {
    std::string id, label, yes, no;
    std::optional<bool> value = {};
    std::string error = {};
    bool enabled = true;
};
std::optional<bool> yes_no(Canvas& canvas, const YesNo& question);

/// One of a few, side by side. Registers `ID.OPTION`.
struct Segments {
    struct Option {
        std::string id, label;
        Icon icon = Icon::none;
        bool enabled = true;
    };
    std::string id;
    std::vector<Option> options;
    std::string selected = {};
    std::string label = {};  ///< Above, like a field's.
    std::string error = {};
};
/// The id of the option touched.
std::optional<std::string> segments(Canvas& canvas, const Segments& segments);
/// The same choice as tabs above a list.
std::optional<std::string> tabs(Canvas& canvas, const Segments& segments);

/// One dot a digit; the digits themselves never come here.
struct PinDots {
    std::string id, label = {};
    int length = 6, filled = 0;
    bool focused = true;
    std::string error = {};
};
bool pin_dots(Canvas& canvas, const PinDots& dots);

}  // namespace ui
