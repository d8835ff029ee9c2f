#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/slip_paper.hpp"
#include "kiosk/text.hpp"

namespace kiosk {

/// What a slip says besides the order.
struct Hall {
    std::string name, terminal;
    std::string printed_at;  ///< Local time, "2026-11-22 10:42".
};

/// Puts a slip on the paper (R25, R90, R5, R32): `slip.kind` is receipt, continue, checklist or
/// cancelled. Names and numbers are masked (R33).
void compose(SlipPaper& paper, const flow::PrintSlip& slip, const flow::Draft& draft,
             const Hall& hall, const Text& text);

/// 张三丰 → 张**; keeps the first character (R33).
std::string masked_name(std::string_view name);
/// Keeps `front` and `back` characters.
std::string masked_number(std::string_view number, std::size_t front, std::size_t back);

}  // namespace kiosk
