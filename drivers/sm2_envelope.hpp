// What a key's own multiplication of a point is good for: opening an envelope, proving a pair.

#pragma once

#include "drivers/token.hpp"
#include "drivers/wiped.hpp"

#include <optional>

namespace drivers {

/// The private key (32 bytes) in the envelope. `shared_x`: first coordinate of the envelope's point
/// multiplied by the signing key; the second is found from the curve and told by the hash
/// (GB/T 32918.4, 7.1). Nothing when the hash does not fit: the envelope is for another signing
/// key; nor when the private key is not that of the envelope's public key.
[[nodiscard]] std::optional<Wiped> open_envelope(const EnvelopedKey& envelope,
                                                 const Bytes& shared_x);

/// A message of 16 bytes enciphered for a pair (X ‖ Y): C1 (X ‖ Y), C3 and C2 of SM2Cipher. Nothing
/// when the point is not on the curve.
struct Sm2Cipher {
    Bytes point, hash, text;
};
[[nodiscard]] std::optional<Sm2Cipher> sm2_encrypt(const Bytes& pair, const Wiped& message);

/// A random point and what its multiplication by the private key of `pair` (X ‖ Y) must have as
/// first coordinate, 32 bytes.
struct AgreementChallenge {
    Bytes point;  ///< 04 ‖ X ‖ Y.
    Bytes expected_x;
};
[[nodiscard]] std::optional<AgreementChallenge> agreement_challenge(const Bytes& pair);

}  // namespace drivers
