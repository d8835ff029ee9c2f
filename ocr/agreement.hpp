// Two readings of the same line made one.

#pragma once

#include "ocr/line.hpp"

namespace ocr {

/// Stands in a Line where something is written that its reader has no character for.
inline constexpr char32_t unread = U'\uFFFD';

/// `first` is the reader to be believed; what `second` reads alike gains confidence, what it reads
/// otherwise loses it, and where `first` is at a loss `second` helps out. Wide and narrow forms of
/// a sign are alike. Holds no `unread` sign. Pure.
[[nodiscard]] Line agreed(const Line& first, const Line& second);

}  // namespace ocr
