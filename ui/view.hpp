#pragma once

#include "kiosk/flow/values.hpp"
#include "ui/canvas.hpp"
#include "ui/keyboard.hpp"

#include <optional>
#include <string>

namespace ui {

/// What only the screen knows: focus, caret, composition, scroll. Wiped when the page changes;
/// holds nothing of the customer. UI thread only.
struct View {
    std::string page;  ///< The page this view belongs to (flow::name_of).
    std::optional<kiosk::flow::FieldId> focus;
    std::size_t caret = std::string::npos;
    bool focus_offered = false;  ///< A page with one field focuses it once by itself.
    KeyboardState keyboard;
    Scroll scroll;
    Scroll text_scroll;  ///< Of a long text inside the page.
};

/// Where the terminal stands, and the hall's clock; for the header.
struct Hall {
    std::string name, terminal;
    std::string clock, date;               ///< Already in the language shown.
    std::string pin_order = "1234567890";  ///< How the digits of the PIN pad stand this time.
};

}  // namespace ui
