#pragma once

#include "deploy/sandbox/x509_pieces.hpp"

#include <string>
#include <tl/expected.hpp>

namespace sandbox {

/// For whom terminals seal the evidence of a face, and who opens it: a P-256 key made in a folder
/// at first start. Throws std::runtime_error when the folder cannot be used. Any thread.
class EvidenceSeal {
public:
    explicit EvidenceSeal(const std::string& folder);

    /// PEM.
    [[nodiscard]] const std::string& certificate() const { return pem_; }

    struct Opened {
        std::string content;
        std::string signer;  ///< Common name of the terminal's certificate.
    };
    /// `sealed`: DER, CMS SignedData around EnvelopedData (RFC 5652). The signer's certificate must
    /// be one of the devices' authority (PEM). The error is a word for the developer.
    [[nodiscard]] tl::expected<Opened, std::string> open(const std::string& sealed,
                                                         const std::string& device_ca) const;

private:
    OwnedKey key_;
    OwnedCertificate own_;
    std::string pem_;
};

}  // namespace sandbox
