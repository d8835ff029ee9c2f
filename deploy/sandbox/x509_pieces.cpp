#include "deploy/sandbox/x509_pieces.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/randoms.hpp"

#include <openssl/bn.h>
#include <stdexcept>

namespace sandbox {

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

OwnedBio reading(const std::string& text) {
    return OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string pem_of(X509* certificate) {
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(bio.get());
}

OwnedCertificate certificate_from(const std::string& pem) {
    return OwnedCertificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

OwnedRequest request_from(const std::string& pem) {
    return OwnedRequest(PEM_read_bio_X509_REQ(reading(pem).get(), nullptr, nullptr, nullptr));
}

OwnedKey key_from(const std::string& pem) {
    return OwnedKey(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, nullptr, nullptr));
}

OwnedKey new_p256_key() { return OwnedKey(EVP_EC_gen("P-256")); }

OwnedKey new_sm2_key() { return OwnedKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")); }

ASN1_OCTET_STRING* new_sm2_identity() {
    ASN1_OCTET_STRING* identity = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(identity, reinterpret_cast<const unsigned char*>(sm2_identity.data()),
                          static_cast<int>(sm2_identity.size()));
    return identity;
}

SigningContext::SigningContext(EVP_PKEY* key)
    : key_(EVP_PKEY_CTX_new(key, nullptr)), digest_(EVP_MD_CTX_new()), kind_(EVP_sha256()) {
    if (EVP_PKEY_is_a(key, "SM2") == 0) return;
    kind_ = EVP_sm3();
    EVP_PKEY_CTX_set1_id(key_.get(), sm2_identity.data(), static_cast<int>(sm2_identity.size()));
    EVP_MD_CTX_set_pkey_ctx(digest_.get(), key_.get());
}

void sign_certificate(X509* certificate, EVP_PKEY* signer) {
    // X509_sign() of OpenSSL 3.0 leaves the id out, whatever the certificate has been given.
    const SigningContext context(signer);
    if (EVP_DigestSignInit(context.get(), nullptr, context.kind(), nullptr, signer) != 1 ||
        X509_sign_ctx(certificate, context.get()) == 0)
        throw std::runtime_error("signing failed");
}

std::string fingerprint(X509* certificate) {
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    i2d_X509_bio(bio.get(), certificate);
    return sha256_hex(text_of(bio.get()));
}

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    if (extension == nullptr) throw std::runtime_error("extension " + value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void set_random_serial(X509* certificate) {
    // The leading 4 keeps it positive and of full length.
    BIGNUM* number = nullptr;
    BN_hex2bn(&number, ("4" + random_hex(20).substr(1)).c_str());
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
}

std::string serial_of(X509* certificate) {
    BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
    char* digits = BN_bn2hex(number);
    std::string serial = digits;
    OPENSSL_free(digits);
    BN_free(number);
    return serial;
}

void add_name(X509_NAME* name, const char* type, const std::string& value) {
    if (value.empty()) return;
    X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0);
}

}  // namespace sandbox
