// Where PIV keeps pairs and certificates, and how a certificate is wrapped (NIST SP 800-73-4 part
// 1, tables 3 and 4; part 2, appendix A for the slots).

#pragma once

#include "drivers/token.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace drivers {

constexpr std::uint8_t ins_get_data = 0xCB;          ///< SP 800-73-4 part 2, 3.1.2.
constexpr std::uint8_t management_reference = 0x9B;  ///< Part 1, table 4b.

/// Key reference: 9A, 9C, 9D, 82.
[[nodiscard]] constexpr std::uint8_t piv_reference(KeySlot slot) {
    const bool first = slot.place == Place::first;
    if (slot.use == Use::signing) return first ? 0x9A : 0x9C;
    return first ? 0x9D : 0x82;
}

/// The object of that slot's certificate.
[[nodiscard]] constexpr std::uint32_t piv_object(KeySlot slot) {
    const bool first = slot.place == Place::first;
    if (slot.use == Use::signing) return first ? 0x5FC105 : 0x5FC10A;
    return first ? 0x5FC10B : 0x5FC10D;
}

/// The DER certificate in an object's content; nothing when it holds none, or a compressed one.
[[nodiscard]] std::optional<Bytes> piv_certificate(std::span<const std::uint8_t> object);

}  // namespace drivers
