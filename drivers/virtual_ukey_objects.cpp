// The data objects of the virtual UKEY, and what it tells about itself.

#include "drivers/tlv.hpp"
#include "drivers/virtual_ukey.hpp"

#include <array>

namespace drivers {
namespace {

constexpr std::size_t longest_object = 4096;
constexpr std::uint32_t discovery = 0x7E;

/// SP 800-73-4 part 1, 3.3.2: the application, and that its own PIN is the only one.
Bytes discovery_object() {
    constexpr std::array<std::uint8_t, 11> name{0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0};
    Bytes content = make_tlv(0x4F, name);
    append_tlv(content, 0x5F2F, Bytes{0x40, 0x00});
    return make_tlv(discovery, content);
}

std::optional<std::uint32_t> named_object(const Bytes& data) {
    const auto name = find_tlv(data, 0x5C);
    if (!name || name->empty() || name->size() > 3) return {};
    std::uint32_t tag = 0;
    for (const auto byte : *name) tag = tag << 8 | byte;
    return tag;
}

/// Fingerprints, printed information and the portrait show only to the holder (SP 800-73-4 part 1,
/// table 2).
bool wants_pin(std::uint32_t tag) { return tag == 0x5FC103 || tag == 0x5FC108 || tag == 0x5FC109; }

}  // namespace

VirtualUkey::Answer VirtualUkey::get_data(const Command& command) {
    if (command.p1 != 0x3F || command.p2 != 0xFF) return {0x6A86};
    const auto tag = named_object(command.data);
    if (!tag) return {0x6A80};
    if (*tag == discovery) return {0x9000, discovery_object()};
    if (wants_pin(*tag) && !session_.pin_open) return {0x6982};
    const auto object = state_.objects.find(*tag);
    if (object == state_.objects.end() || object->second.empty()) return {0x6A82};
    return {0x9000, make_tlv(0x53, object->second)};
}

VirtualUkey::Answer VirtualUkey::put_data(const Command& command) {
    if (command.p1 != 0x3F || command.p2 != 0xFF) return {0x6A86};
    if (!session_.managed) return {0x6982};
    const auto tag = named_object(command.data);
    const auto content = find_tlv(command.data, 0x53);
    if (!tag || *tag >> 16 != 0x5F || !content) return {0x6A80};
    if (content->size() > longest_object) return {0x6A84};
    auto& object = state_.objects[*tag];
    object.assign(content->begin(), content->end());
    if (faults_.truncate_put && *faults_.truncate_put < object.size()) {
        object.resize(*faults_.truncate_put);
        dead_ = true;
    }
    return keep() ? Answer{} : Answer{0x6581};
}

VirtualUkey::Answer VirtualUkey::factory_reset() {
    if (state_.pin_tries != 0 || state_.puk_tries != 0) return {0x6985};
    VirtualUkeyState fresh = blank_virtual_ukey();
    fresh.serial = state_.serial;
    state_ = std::move(fresh);
    session_.pin_open = session_.managed = false;
    return keep() ? Answer{} : Answer{0x6581};
}

}  // namespace drivers
