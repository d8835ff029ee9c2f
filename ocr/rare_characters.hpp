// Characters people are named with that readers of lines do not know or take for commoner ones.

#pragma once

#include <string_view>

namespace ocr {

/// Each once.
[[nodiscard]] std::u32string_view rare_characters();

}  // namespace ocr
