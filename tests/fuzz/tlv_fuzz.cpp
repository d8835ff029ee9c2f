// Whatever a card sends, taking it apart stays within it, and what we would write reads back.

#include "drivers/tlv.hpp"

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
        const auto found = drivers::find_tlv(data, tag);
        require(found && lies_within(*found, data));
        drivers::append_tlv(again, tag, value);
        if (depth > 0) take_apart(value, depth - 1);
    }
    const auto reread = drivers::parse_tlvs(again);
    require(reread && reread->size() == level->size() && again.size() <= data.size());
    for (std::size_t i = 0; i < level->size(); ++i)
        require((*reread)[i].tag == (*level)[i].tag &&
                std::equal((*reread)[i].value.begin(), (*reread)[i].value.end(),
                           (*level)[i].value.begin(), (*level)[i].value.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    take_apart({data, size}, 3);
    return 0;
}
