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
    /// request.
    [[nodiscard]] static std::optional<CertificateRequest> make(const drivers::Bytes& public_key,
                                                                const Subject& subject);

    drivers::KeyAlgorithm algorithm() const { return algorithm_; }
    /// What the key is to sign: signed_digest() of the request's text.
    drivers::Bytes digest() const;
    /// The finished PEM; nothing when the signature is not this key's.
    [[nodiscard]] std::optional<std::string> finish(const drivers::Bytes& signature);

private:
    CertificateRequest(OwnedRequest request, drivers::KeyAlgorithm algorithm,
                       drivers::Bytes public_key)
        : request_(std::move(request)), algorithm_(algorithm), public_key_(std::move(public_key)) {}

    OwnedRequest request_;
    drivers::KeyAlgorithm algorithm_;
    drivers::Bytes public_key_;
};

}  // namespace kiosk::issuing
