#pragma once

#include "drivers/token.hpp"
#include "kiosk/issuing/subject.hpp"

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::issuing {

/// Why a certificate is refused, for the log.
struct Refused {
    std::string detail;
};

/// The DER of a PEM certificate; nothing when it is none.
[[nodiscard]] std::optional<drivers::Bytes> certificate_der(const std::string& pem);
[[nodiscard]] std::string certificate_pem(const drivers::Bytes& der);
/// DER SubjectPublicKeyInfo; nothing when `der` is no certificate.
[[nodiscard]] std::optional<drivers::Bytes> public_key_of(const drivers::Bytes& der);
/// Whether both were issued by the authority of the same name.
[[nodiscard]] bool same_issuer(const drivers::Bytes& der, const drivers::Bytes& other);
/// The first and the last day it is valid on, "2027-11-22", by Beijing's clock; empty for no
/// certificate.
[[nodiscard]] std::string first_day(const drivers::Bytes& der);
[[nodiscard]] std::string last_day(const drivers::Bytes& der);

/// Whether the certificate is valid now and leads through `chain_pem` (issuing authority first,
/// root last) to its root (RFC 5280, 6.1).
[[nodiscard]] tl::expected<void, Refused> check_chain(const drivers::Bytes& der,
                                                      const std::vector<std::string>& chain_pem);
/// check_chain(), and that it is for this key pair and names exactly this subject.
[[nodiscard]] tl::expected<void, Refused> check_certificate(
    const drivers::Bytes& der, const std::vector<std::string>& chain_pem,
    const drivers::Bytes& public_key, const Subject& subject);

/// What the pair is; nothing for kinds a key cannot hold.
[[nodiscard]] std::optional<drivers::KeyAlgorithm> algorithm_of(const drivers::Bytes& public_key);

[[nodiscard]] std::string hex(const drivers::Bytes& bytes);
/// Nothing unless pairs of hexadecimal digits.
[[nodiscard]] std::optional<drivers::Bytes> bytes_of_hex(std::string_view text);

}  // namespace kiosk::issuing
