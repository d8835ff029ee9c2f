// Certificates and signatures around a key that others hold: for tests.

#pragma once

#include "drivers/device.hpp"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace drivers {

inline EVP_PKEY* public_key(const Bytes& info) {
    const std::uint8_t* at = info.data();
    return d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size()));
}

/// A certificate over this public key for 样本, from an issuer made for the moment; DER.
inline Bytes certificate_for(const Bytes& public_key_info) {
    EVP_PKEY* issuer = EVP_EC_gen("P-256");
    EVP_PKEY* subject = public_key(public_key_info);
    X509* x509 = X509_new();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), 86400);
    const auto* name = reinterpret_cast<const unsigned char*>("样本");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8, name, -1, -1, 0);
    X509_NAME_add_entry_by_txt(X509_get_issuer_name(x509), "CN", MBSTRING_UTF8, name, -1, -1, 0);
    X509_set_pubkey(x509, subject);
    X509_EXTENSION* usage =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, "critical,digitalSignature");
    X509_add_ext(x509, usage, -1);
    X509_EXTENSION_free(usage);
    X509_sign(x509, issuer, EVP_sha256());
    std::uint8_t* der = nullptr;
    const int size = i2d_X509(x509, &der);
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    X509_free(x509);
    EVP_PKEY_free(subject);
    EVP_PKEY_free(issuer);
    return bytes;
}

/// Whether `signature` is one over this digest: ECDSA, SM2, or RSA with PKCS#1 v1.5 and SHA-256.
inline bool verifies(const Bytes& public_key_info, const Bytes& digest, const Bytes& signature) {
    EVP_PKEY* key = public_key(public_key_info);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key, nullptr);
    EVP_PKEY_verify_init(context);
    if (EVP_PKEY_is_a(key, "RSA")) EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING);
    EVP_PKEY_CTX_set_signature_md(context, EVP_PKEY_is_a(key, "SM2") ? EVP_sm3() : EVP_sha256());
    const int verdict =
        EVP_PKEY_verify(context, signature.data(), signature.size(), digest.data(), digest.size());
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return verdict == 1;
}

}  // namespace drivers
