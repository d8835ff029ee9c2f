#pragma once

#include "ui/canvas.hpp"

#include <string>

namespace ui {

/// Six boxes for the digits of an SMS code, the next one marked; what is wrong stands below in red.
struct CodeBoxes {
    std::string id;  ///< Registered with the digits typed as text.
    std::string label, digits;
    bool focused = false;
    std::string error = {};
    int length = 6;
};
/// True when the boxes were touched.
bool code_boxes(Canvas& canvas, const CodeBoxes& boxes);

}  // namespace ui
