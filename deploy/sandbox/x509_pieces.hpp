#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>

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

/// SHA-256 of the DER, hex.
[[nodiscard]] std::string fingerprint(X509* certificate);

/// Adds an extension in OpenSSL's configuration words; throws std::runtime_error when it will not.
void extend(X509* certificate, X509* issuer, int nid, const std::string& value);

/// Twenty random octets, positive (RFC 5280, 4.1.2.2).
void set_random_serial(X509* certificate);
[[nodiscard]] std::string serial_of(X509* certificate);
void add_name(X509_NAME* name, const char* type, const std::string& value);

}  // namespace sandbox
