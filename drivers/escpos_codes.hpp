// Control codes of ESC/POS (ASCII, ECMA-48) and the one command whose whole form matters.

#pragma once

#include <array>
#include <cstdint>

namespace drivers::escpos {

constexpr std::uint8_t eot = 0x04, enq = 0x05, dle = 0x10, dc4 = 0x14;
constexpr std::uint8_t esc = 0x1B, fs = 0x1C, gs = 0x1D;

/// DLE DC4 8: forget everything received, or the rest of a stopped print would come out later.
constexpr std::array<std::uint8_t, 10> clear_buffers{dle, dc4, 8, 1, 3, 20, 1, 6, 2, 8};

}  // namespace drivers::escpos
