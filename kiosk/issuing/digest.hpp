#pragma once

#include "drivers/device.hpp"

#include <string_view>

namespace kiosk::issuing {

/// The signer's id where nobody agreed on another (GB/T 32918.2, as GM/T 0009, 10 has it).
constexpr std::string_view sm2_identity = "1234567812345678";

[[nodiscard]] drivers::Bytes sha256(const drivers::Bytes& data);

/// What a key signs for this message: SHA-256 of it, or for SM2 the SM3 of Z and the message, where
/// Z covers sm2_identity, curve and public key (GB/T 32918.2, 5.5). `public_key`: DER
/// SubjectPublicKeyInfo; empty when it is none.
[[nodiscard]] drivers::Bytes signed_digest(const drivers::Bytes& public_key,
                                           const drivers::Bytes& message);

/// Whether `signature` is one over this digest: DER (r, s), or RSA PKCS#1 v1.5 with SHA-256.
[[nodiscard]] bool is_signature(const drivers::Bytes& public_key, const drivers::Bytes& digest,
                                const drivers::Bytes& signature);

}  // namespace kiosk::issuing
