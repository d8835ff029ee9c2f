#include "kiosk/issuing/certificate.hpp"

#include "kiosk/issuing/digest.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;

struct StackFreed {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using OwnedStack = std::unique_ptr<STACK_OF(X509), StackFreed>;
using OwnedStore = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using OwnedCheck = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

/// OpenSSL takes the signer's id of an SM2 signature from the certificate object, and none without.
OwnedCertificate identified(OwnedCertificate certificate) {
    if (!certificate || X509_get_signature_nid(certificate.get()) != NID_SM2_with_SM3)
        return certificate;
    ASN1_OCTET_STRING* identity = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(identity, reinterpret_cast<const unsigned char*>(sm2_identity.data()),
                          static_cast<int>(sm2_identity.size()));
    X509_set0_distinguishing_id(certificate.get(), identity);
    return certificate;
}

OwnedCertificate parse(const Bytes& der) {
    const std::uint8_t* at = der.data();
    OwnedCertificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (at != der.data() + der.size()) return nullptr;
    return identified(std::move(certificate));
}

OwnedCertificate parse_pem(const std::string& pem) {
    const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return identified(OwnedCertificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)));
}

/// `encode` is an i2d function that allocates.
template <class T, class Encode>
std::optional<Bytes> encoded(const T* object, Encode encode) {
    std::uint8_t* der = nullptr;
    const int size = object ? encode(object, &der) : -1;
    if (size <= 0) return {};
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

OwnedKey parse_key(const Bytes& info) {
    const std::uint8_t* at = info.data();
    return OwnedKey(d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size())));
}

std::string beijing_day(const ASN1_TIME* time) {
    std::tm utc{};
    if (ASN1_TIME_to_tm(time, &utc) != 1) return {};
    const auto there = std::chrono::system_clock::from_time_t(timegm(&utc)) + std::chrono::hours(8);
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(there));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text.data();
}

tl::expected<void, Refused> refused(std::string detail) {
    return tl::unexpected(Refused{std::move(detail)});
}

}  // namespace

std::optional<Bytes> certificate_der(const std::string& pem) {
    return encoded(parse_pem(pem).get(), i2d_X509);
}

std::string certificate_pem(const Bytes& der) {
    const auto certificate = parse(der);
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    if (!certificate || PEM_write_bio_X509(bio.get(), certificate.get()) != 1) return {};
    const char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::optional<Bytes> public_key_of(const Bytes& der) {
    const auto certificate = parse(der);
    if (!certificate) return {};
    return encoded(X509_get0_pubkey(certificate.get()), i2d_PUBKEY);
}

bool same_issuer(const Bytes& der, const Bytes& other) {
    const auto first = parse(der);
    const auto second = parse(other);
    return first && second &&
           X509_NAME_cmp(X509_get_issuer_name(first.get()), X509_get_issuer_name(second.get())) ==
               0;
}

std::string first_day(const Bytes& der) {
    const auto certificate = parse(der);
    return certificate ? beijing_day(X509_get0_notBefore(certificate.get())) : std::string();
}

std::string last_day(const Bytes& der) {
    const auto certificate = parse(der);
    return certificate ? beijing_day(X509_get0_notAfter(certificate.get())) : std::string();
}

tl::expected<void, Refused> check_chain(const Bytes& der,
                                        const std::vector<std::string>& chain_pem) {
    const auto certificate = parse(der);
    if (!certificate) return refused("not a certificate");
    if (chain_pem.empty()) return refused("no chain");
    const OwnedStore store(X509_STORE_new());
    const OwnedStack between(sk_X509_new_null());
    for (std::size_t i = 0; i < chain_pem.size(); ++i) {
        auto authority = parse_pem(chain_pem[i]);
        if (!authority) return refused("the chain holds something else");
        if (i + 1 == chain_pem.size())
            X509_STORE_add_cert(store.get(), authority.get());
        else
            sk_X509_push(between.get(), authority.release());
    }
    const OwnedCheck check(X509_STORE_CTX_new());
    X509_STORE_CTX_init(check.get(), store.get(), certificate.get(), between.get());
    if (X509_verify_cert(check.get()) == 1) return {};
    return refused(X509_verify_cert_error_string(X509_STORE_CTX_get_error(check.get())));
}

tl::expected<void, Refused> check_certificate(const Bytes& der,
                                              const std::vector<std::string>& chain_pem,
                                              const Bytes& public_key, const Subject& subject) {
    if (public_key_of(der) != public_key) return refused("for another key pair");
    const auto certificate = parse(der);
    const auto wanted = name_of(subject);
    if (!certificate || !wanted ||
        X509_NAME_cmp(X509_get_subject_name(certificate.get()), wanted.get()) != 0)
        return refused("names another subject");
    return check_chain(der, chain_pem);
}

std::optional<drivers::KeyAlgorithm> algorithm_of(const Bytes& public_key) {
    const auto key = parse_key(public_key);
    if (!key) return {};
    if (EVP_PKEY_is_a(key.get(), "RSA") == 1) return drivers::KeyAlgorithm::rsa_2048;
    if (EVP_PKEY_is_a(key.get(), "SM2") == 1) return drivers::KeyAlgorithm::sm2;
    std::array<char, 32> group{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &size) != 1) return {};
    if (std::string_view(group.data(), size) == "prime256v1") return drivers::KeyAlgorithm::ec_p256;
    return {};
}

std::string hex(const Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<Bytes> bytes_of_hex(std::string_view text) {
    const auto value = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    if (text.size() % 2 != 0) return {};
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = value(text[i]);
        const int low = value(text[i + 1]);
        if (high < 0 || low < 0) return {};
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

}  // namespace kiosk::issuing
