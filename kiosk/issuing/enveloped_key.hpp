#pragma once

#include "drivers/token.hpp"

#include <optional>

namespace kiosk::issuing {

/// Reads the key centre's DER (GM/T 0009, 7.4):
///   SM2EnvelopedKey ::= SEQUENCE { symAlgID AlgorithmIdentifier, symEncryptedKey SM2Cipher,
///                                  sm2PublicKey BIT STRING, sm2EncryptedPrivateKey BIT STRING }
///   SM2Cipher ::= SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING, cipherText OCTET STRING }
/// `padded_inside` is the CA's; see drivers::EnvelopedKey. Nothing when it is something else or
/// enciphered by another cipher than SM4.
[[nodiscard]] std::optional<drivers::EnvelopedKey> read_enveloped_key(const drivers::Bytes& der,
                                                                      bool padded_inside);

}  // namespace kiosk::issuing
