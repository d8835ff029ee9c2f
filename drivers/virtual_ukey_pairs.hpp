// What the virtual UKEY computes with its pairs. Algorithms: 0x07 RSA-2048, 0x11 P-256, 0x54 SM2.

#pragma once

#include "drivers/device.hpp"
#include "drivers/openssl_freed.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace drivers {

/// Nothing for an algorithm that is none of these.
[[nodiscard]] OwnedKey make_virtual_pair(std::uint8_t algorithm);
/// From the private key of a curve, 32 bytes.
[[nodiscard]] OwnedKey import_virtual_pair(std::uint8_t algorithm,
                                           std::span<const std::uint8_t> secret);
/// PKCS#8 DER, and back.
[[nodiscard]] Bytes virtual_private_bytes(EVP_PKEY* key);
[[nodiscard]] OwnedKey load_virtual_pair(const Bytes& der);
/// What GENERATE and the metadata show: 81 modulus and 82 exponent, or 86 point.
[[nodiscard]] Bytes virtual_public_parts(std::uint8_t algorithm, EVP_PKEY* key);
/// Raw RSA on the padded block, ECDSA and SM2 on the digest.
[[nodiscard]] std::optional<Bytes> virtual_private_operation(std::uint8_t algorithm, EVP_PKEY* key,
                                                             std::span<const std::uint8_t> input);
/// First coordinate of the multiplied point.
[[nodiscard]] std::optional<Bytes> virtual_agreement(std::uint8_t algorithm, EVP_PKEY* key,
                                                     std::span<const std::uint8_t> point);

}  // namespace drivers
