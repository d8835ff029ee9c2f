// Evidence leaves the terminal only so that the backend alone can open it and knows whose it is.
// Source: RFC 5652 (CMS): SignedData by the terminal around EnvelopedData (AES-256) for the
// backend.

#pragma once

#include "kiosk/face/wiped.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::face {

/// PEM.
struct SealKeys {
    std::string backend_certificate;  ///< RSA or elliptic curve; may encipher keys.
    std::string terminal_certificate;
    std::string terminal_key;
};

/// What is wrong with the keys; a technician can act. `detail` is for the log.
struct SealFault {
    enum class Error { backend_certificate, terminal_identity, sealing } error;
    std::string detail;
};

/// DER. The signature is over the ciphertext, so that no library copies the plain text; the content
/// names terminal and nonce, so it cannot be passed off as another's. Any thread.
[[nodiscard]] tl::expected<std::vector<std::uint8_t>, SealFault> seal(
    std::span<const std::uint8_t> content, const SealKeys& keys);

}  // namespace kiosk::face
