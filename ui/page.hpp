#pragma once

#include "ui/buttons.hpp"
#include "ui/canvas.hpp"
#include "ui/cards.hpp"
#include "ui/keyboard.hpp"
#include "ui/status.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui {

struct Header {
    std::string title, place;  ///< "数字证书自助服务终端", "样例服务大厅 · 终端 A-017".
    std::string clock = {}, date = {};
    std::string mark = "证";
};

struct StepMark {
    std::string label;
    enum class Kind { done, current, todo, not_needed } kind = Kind::todo;
};

/// Everything of a page but its content. The same places on every page.
struct Page {
    std::string id;  ///< Registered as `page.ID`, so a script can await the page.
    Header header;
    std::vector<StepMark> steps = {};  ///< Registered `step.1` …; empty: no bar.
    std::vector<Button> buttons = {};  ///< Back first, the primary one last.
    std::vector<Pill> pills = {};
    std::optional<Keyboard> keyboard = {};  ///< Above the buttons while a field is in focus.
    std::optional<Banner> banner = {};      ///< Below the header: the channel.
};

struct PageTouch {
    std::string pressed;  ///< Id of the button or pill pressed; empty when none.
    std::optional<KeyAction> key = {};
};

/// Draws the page: header, steps, content (scrolls where it does not fit), keyboard, buttons and
/// pills. `content` fills `canvas.column()`.
PageTouch page(Canvas& canvas, const Page& page, Scroll& scroll, KeyboardState& keyboard,
               const std::function<void()>& content);

/// Over everything; what is below cannot be touched and is registered as covered.
struct Dialogue {
    std::string id;  ///< Registered, with the title as text.
    Icon icon = Icon::none;
    Mood mood = Mood::info;
    std::string title, text = {};
    std::vector<Button> buttons = {};  ///< Up to three.
    std::optional<Countdown> countdown = {};
};
/// The id of the button pressed. Call after `page`. `extra` adds widgets below the text.
std::optional<std::string> dialogue(Canvas& canvas, const Dialogue& dialogue,
                                    const std::function<void()>& extra = {});

}  // namespace ui
