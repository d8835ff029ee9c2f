// Whatever a card sends, taking it apart stays within it, and what we would write reads back.
// longest input: 256
// needs: drivers/tlv.cpp

#include "drivers/tlv.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool lies_within(std::span<const std::uint8_t> part, std::span<const std::uint8_t> whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

void take_apart(std::span<const std::uint8_t> data, int depth) {
    const auto level = drivers::parse_tlvs(data);
    if (!level) return;
    drivers::Bytes again;
    for (const auto& [tag, value] : *level) {
        require(lies_within(value, data));
        drivers::append_tlv(again, tag, value);
        if (depth > 0) take_apart(value, depth - 1);
    }
    require(again.size() <= data.size());
    const auto reread = drivers::parse_tlvs(again);
    require(reread && std::ranges::equal(*reread, *level, [](const auto& a, const auto& b) {
                return a.tag == b.tag && std::ranges::equal(a.value, b.value);
            }));
    if (level->empty()) return;
    const auto last = drivers::find_tlv(data, level->back().tag);
    require(last && lies_within(*last, data));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    take_apart({data, size}, 3);
    return 0;
}
