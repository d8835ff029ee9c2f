#include "kiosk/issuing/certificate_request.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/digest.hpp"

#include <openssl/pem.h>

namespace kiosk::issuing {

using drivers::Bytes;
using drivers::KeyAlgorithm;

std::optional<CertificateRequest> CertificateRequest::make(const Bytes& public_key,
                                                           const Subject& subject) {
    const auto algorithm = algorithm_of(public_key);
    const std::uint8_t* at = public_key.data();
    const OwnedKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
    const auto name = name_of(subject);
    OwnedRequest request(X509_REQ_new());
    if (!algorithm || !key || !name || !request) return {};
    if (X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        X509_REQ_set_subject_name(request.get(), name.get()) != 1 ||
        X509_REQ_set_pubkey(request.get(), key.get()) != 1)
        return {};
    if (*algorithm == KeyAlgorithm::sm2) {
        ASN1_OCTET_STRING* identity = ASN1_OCTET_STRING_new();
        ASN1_OCTET_STRING_set(identity, reinterpret_cast<const unsigned char*>(sm2_identity.data()),
                              static_cast<int>(sm2_identity.size()));
        X509_REQ_set0_distinguishing_id(request.get(), identity);
    }
    return CertificateRequest(std::move(request), *algorithm, public_key);
}

Bytes CertificateRequest::digest() const {
    std::uint8_t* der = nullptr;
    const int size = i2d_re_X509_REQ_tbs(request_.get(), &der);
    if (size <= 0) return {};
    const Bytes text(der, der + size);
    OPENSSL_free(der);
    return signed_digest(public_key_, text);
}

std::optional<std::string> CertificateRequest::finish(const Bytes& signature) {
    // ECDSA and SM2 have no parameters at all, RSA has NULL (RFC 5758, 3.2; RFC 4055, 5).
    const std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>> kind(X509_ALGOR_new());
    if (algorithm_ == KeyAlgorithm::rsa_2048)
        X509_ALGOR_set0(kind.get(), OBJ_nid2obj(NID_sha256WithRSAEncryption), V_ASN1_NULL, nullptr);
    else
        X509_ALGOR_set0(
            kind.get(),
            OBJ_nid2obj(algorithm_ == KeyAlgorithm::sm2 ? NID_SM2_with_SM3 : NID_ecdsa_with_SHA256),
            V_ASN1_UNDEF, nullptr);
    ASN1_BIT_STRING* bits = ASN1_BIT_STRING_new();
    if (X509_REQ_set1_signature_algo(request_.get(), kind.get()) != 1 ||
        ASN1_BIT_STRING_set(bits, const_cast<std::uint8_t*>(signature.data()),
                            static_cast<int>(signature.size())) != 1) {
        ASN1_BIT_STRING_free(bits);
        return {};
    }
    // Else trailing zero bits of the signature would be cut off.
    bits->flags &= ~(ASN1_STRING_FLAG_BITS_LEFT | 0x07);
    bits->flags |= ASN1_STRING_FLAG_BITS_LEFT;
    X509_REQ_set0_signature(request_.get(), bits);
    if (X509_REQ_verify(request_.get(), X509_REQ_get0_pubkey(request_.get())) != 1) return {};
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509_REQ(bio.get(), request_.get()) != 1) return {};
    const char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace kiosk::issuing
