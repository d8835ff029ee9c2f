#pragma once

#include "drivers/token.hpp"
#include "kiosk/issuing/subject.hpp"

#include <optional>
#include <string>

namespace kiosk::issuing {

/// A PKCS#10 request (RFC 2986) whose signature is made elsewhere: in the key.
class CertificateRequest {
public:
    /// `public_key`: DER SubjectPublicKeyInfo. Nothing when key or subject cannot stand in a
    /// request, or for SM2, whose digest takes more than the text.
    [[nodiscard]] static std::optional<CertificateRequest> make(const drivers::Bytes& public_key,
                                                                const Subject& subject);

    drivers::KeyAlgorithm algorithm() const { return algorithm_; }
    /// SHA-256 of what is signed.
    drivers::Bytes digest() const;
    /// The finished PEM; nothing when the signature is not this key's.
    [[nodiscard]] std::optional<std::string> finish(const drivers::Bytes& signature);

private:
    CertificateRequest(OwnedRequest request, drivers::KeyAlgorithm algorithm)
        : request_(std::move(request)), algorithm_(algorithm) {}

    OwnedRequest request_;
    drivers::KeyAlgorithm algorithm_;
};

}  // namespace kiosk::issuing
