// BER-TLV data objects as cards speak them (ISO/IEC 7816-4, ITU-T X.690 definite form).

#pragma once

#include "drivers/device.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace drivers {

/// One data object; `value` is borrowed from the parsed bytes. The tag holds its bytes big-endian:
/// 0x53, 0x7F49, 0x5FC105.
struct Tlv {
    std::uint32_t tag;
    std::span<const std::uint8_t> value;
};

/// Takes apart one level. Nothing unless the bytes are data objects from first to last: tags of one
/// to three bytes, definite lengths of at most 65535 (not necessarily the shortest form: cards pad
/// theirs, and BER lets them), no filler.
[[nodiscard]] std::optional<std::vector<Tlv>> parse_tlvs(std::span<const std::uint8_t> data);

/// The value of the first object with this tag; nothing when it is missing or the level is
/// malformed.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> find_tlv(
    std::span<const std::uint8_t> data, std::uint32_t tag);

/// Appends one object in the shortest form. `value` is at most 65535 bytes.
void append_tlv(Bytes& out, std::uint32_t tag, std::span<const std::uint8_t> value);

/// One object by itself.
[[nodiscard]] Bytes make_tlv(std::uint32_t tag, std::span<const std::uint8_t> value);

}  // namespace drivers
