#pragma once

#include <openssl/types.h>
#include <string>

namespace sandbox {

/// CAs differ in how a private key of 32 bytes comes to fill a field of 64: zeros before it are
/// enciphered with it, or stand before the ciphertext.
enum class EnvelopePadding : bool { outside, inside };

/// The key centre's answer to an SM2 subscriber: its pair for encryption, locked for its signing
/// key. DER SM2EnvelopedKey (GM/T 0009, 7.4), SM4 in ECB mode; 64 bytes of ciphertext with padding
/// inside, else 32. Throws std::runtime_error for keys that are not on SM2.
[[nodiscard]] std::string envelop_pair(EVP_PKEY* pair, EVP_PKEY* signing_key,
                                       EnvelopePadding padding);

}  // namespace sandbox
