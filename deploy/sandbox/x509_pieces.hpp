#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>
#include <string_view>

namespace sandbox {

/// OpenSSL's objects with owners, and their texts.
template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};
using OwnedKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using OwnedCertificate = std::unique_ptr<X509, Release<X509_free>>;
using OwnedRequest = std::unique_ptr<X509_REQ, Release<X509_REQ_free>>;
using OwnedList = std::unique_ptr<X509_CRL, Release<X509_CRL_free>>;
using OwnedBio = std::unique_ptr<BIO, Release<BIO_free_all>>;

[[nodiscard]] std::string text_of(BIO* bio);
[[nodiscard]] OwnedBio reading(const std::string& text);

[[nodiscard]] std::string pem_of(X509* certificate);
[[nodiscard]] std::string pem_of(EVP_PKEY* key);
[[nodiscard]] OwnedCertificate certificate_from(const std::string& pem);
[[nodiscard]] OwnedRequest request_from(const std::string& pem);
[[nodiscard]] OwnedKey key_from(const std::string& pem);
[[nodiscard]] OwnedKey new_p256_key();
[[nodiscard]] OwnedKey new_sm2_key();

/// The signer's id of SM2 signatures where nobody agreed on another (GM/T 0009, 10).
constexpr std::string_view sm2_identity = "1234567812345678";
/// For set0 functions, which take it over.
[[nodiscard]] ASN1_OCTET_STRING* new_sm2_identity();
/// A context that signs or verifies with this key, with the id where it is an SM2 key.
struct SigningContext {
    explicit SigningContext(EVP_PKEY* key);
    EVP_MD_CTX* get() const { return digest_.get(); }
    const EVP_MD* kind() const { return kind_; }

private:
    std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>> key_;
    std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> digest_;  // freed first: borrows key_
    const EVP_MD* kind_;
};

/// SHA-256 of the DER, hex.
[[nodiscard]] std::string fingerprint(X509* certificate);

/// SHA-256, or SM3 with the id for an SM2 signer.
void sign_certificate(X509* certificate, EVP_PKEY* signer);

/// Adds an extension in OpenSSL's configuration words; throws std::runtime_error when it will not.
void extend(X509* certificate, X509* issuer, int nid, const std::string& value);

/// Twenty random octets, positive (RFC 5280, 4.1.2.2).
void set_random_serial(X509* certificate);
[[nodiscard]] std::string serial_of(X509* certificate);
void add_name(X509_NAME* name, const char* type, const std::string& value);

}  // namespace sandbox
