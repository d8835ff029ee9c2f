// Public keys as cards tell them, made into what everybody else reads.

#pragma once

#include "drivers/token.hpp"

#include <optional>
#include <span>

namespace drivers {

constexpr std::size_t coordinate_bytes = 32;  ///< Of a point on P-256 or SM2.
constexpr std::size_t digest_bytes = 32;      ///< SHA-256 and SM3.
constexpr std::size_t rsa_2048_bytes = 256;

/// DER SubjectPublicKeyInfo of a point X ‖ Y (64 bytes) on P-256 or SM2; nothing when it is not on
/// the curve.
[[nodiscard]] std::optional<Bytes> ec_public_key(KeyAlgorithm curve,
                                                 std::span<const std::uint8_t> point);
/// The same of an RSA key, big-endian; nothing unless the modulus has 2048 bits and the exponent is
/// odd, above 1 and of at most 8 bytes.
[[nodiscard]] std::optional<Bytes> rsa_public_key(std::span<const std::uint8_t> modulus,
                                                  std::span<const std::uint8_t> exponent);
/// X ‖ Y of a DER SubjectPublicKeyInfo on SM2; nothing for any other key.
[[nodiscard]] std::optional<Bytes> sm2_point(const Bytes& public_key);

}  // namespace drivers
