#pragma once

#include "deploy/sandbox/key_centre.hpp"

#include <memory>
#include <openssl/types.h>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace sandbox {

/// Whom a certificate names; the request's own subject is ignored.
struct Subject {
    std::string country;
    std::string organisation;
    std::string unit;
    std::string common_name;
};

struct Certificate {
    std::string pem;
    std::string serial;  ///< Hex, as on the revocation list.
    std::string sha256;  ///< Of the DER, hex.
};

/// What an SM2 channel issues: the pair for signing is the subscriber's own, that for encryption
/// comes from the key centre.
struct DualCertificate {
    Certificate signing;
    Certificate encryption;
    std::string enveloped_key;  ///< DER, for the signing key; see key_centre.hpp.
};

/// From now on, in seconds.
struct Validity {
    long begins_s = -300;  ///< Clocks of those who check may be a little slow.
    long ends_s = 0;
    [[nodiscard]] static Validity years(int count) { return {-300, count * 365L * 24 * 3600}; }
};

struct Revoked {
    std::string serial;
    long long at_ms = 0;
};

/// Roots and issuing authorities (P-256 with SHA-256 for RSA and P-256 subscribers; SM2 with SM3),
/// made in a folder at first start. X.509 v3 by RFC 5280. Throws std::runtime_error when the folder
/// cannot be used. One owner at a time.
class CertificateAuthority {
public:
    explicit CertificateAuthority(const std::string& folder);
    ~CertificateAuthority();
    CertificateAuthority(CertificateAuthority&&) noexcept;
    CertificateAuthority& operator=(CertificateAuthority&&) noexcept;

    /// Signs the public key of a PKCS#10 request whose own signature holds and whose key is of
    /// `algorithm` (ec_p256, rsa_2048, sm2). The error is a word for the developer.
    [[nodiscard]] tl::expected<Certificate, std::string> issue(const std::string& csr_pem,
                                                               std::string_view algorithm,
                                                               const Subject& subject,
                                                               Validity valid,
                                                               const std::string& crl_url);

    /// The same for an SM2 request, with a pair for encryption from the key centre.
    [[nodiscard]] tl::expected<DualCertificate, std::string> issue_dual(const std::string& csr_pem,
                                                                        EnvelopePadding padding,
                                                                        const Subject& subject,
                                                                        Validity valid,
                                                                        const std::string& crl_url);

    /// Of the authority for this algorithm: issuing authority first, root last.
    [[nodiscard]] std::vector<std::string> chain(std::string_view algorithm) const;
    /// DER; good for a day.
    [[nodiscard]] std::string revocation_list(const std::vector<Revoked>& revoked,
                                              std::string_view algorithm) const;

    struct Branch;

private:
    [[nodiscard]] const Branch& branch_of(std::string_view algorithm) const;

    std::unique_ptr<Branch> international_;
    std::unique_ptr<Branch> national_;
};

/// SHA-256 of the public key in a request or certificate, hex; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> public_key_hash(const std::string& csr_pem);

/// When a certificate ends, in milliseconds since 1970; 0 for none.
[[nodiscard]] long long end_of(const std::string& certificate_pem);

/// Whether `signature` is the certificate's key's over SHA-256 of `bytes` (ECDSA in DER, RSA as
/// PKCS #1 v1.5), or SM2's over SM3 of Z and `bytes`.
[[nodiscard]] bool proves_key(const std::string& certificate_pem, std::string_view bytes,
                              std::string_view signature);

}  // namespace sandbox
