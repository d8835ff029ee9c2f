#include "deploy/sandbox/issued_key.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/x509_pieces.hpp"

#include <stdexcept>

namespace sandbox {

namespace {

using drivers::Bytes;

constexpr std::uint8_t authentication_slot = 0x9A;
constexpr std::uint32_t authentication_certificate = 0x5FC105;
constexpr std::uint8_t ecc_p256 = 0x11;  // SP 800-78-4, table 6-2
constexpr std::uint8_t aes_192 = 0x0A;

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// PINs and PUKs are eight bytes, filled with FF (SP 800-73-4 part 2, 2.4.3).
Bytes padded(const std::string& digits) {
    auto bytes = bytes_of(digits);
    bytes.resize(8, 0xFF);
    return bytes;
}

template <class Object, class Encode>
Bytes der_of(Object* object, Encode encode) {
    std::uint8_t* der = nullptr;
    const int size = object != nullptr ? encode(object, &der) : -1;
    if (size <= 0) throw std::runtime_error("issued key: cannot be encoded");
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

/// SP 800-73-4 part 1, table 10: certificate, not compressed, no error detection code.
Bytes certificate_object(const Bytes& der) {
    Bytes object{0x70, 0x82, static_cast<std::uint8_t>(der.size() >> 8U),
                 static_cast<std::uint8_t>(der.size() & 0xFFU)};
    object.insert(object.end(), der.begin(), der.end());
    object.insert(object.end(), {0x71, 0x01, 0x00, 0xFE, 0x00});
    return object;
}

Bytes private_key_info(EVP_PKEY* key) {
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, Release<PKCS8_PRIV_KEY_INFO_free>> info(
        EVP_PKEY2PKCS8(key));
    return der_of(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
}

}  // namespace

IssuedKey::IssuedKey()
    : state_(drivers::blank_virtual_ukey()), key_pem_(pem_of(new_p256_key().get())) {
    state_.keys[authentication_slot] = {ecc_p256, private_key_info(key_from(key_pem_).get())};
}

std::string IssuedKey::request() const {
    const auto key = key_from(key_pem_);
    const OwnedRequest request(X509_REQ_new());
    X509_REQ_set_pubkey(request.get(), key.get());
    if (X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0)
        throw std::runtime_error("issued key: request cannot be signed");
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_REQ(bio.get(), request.get());
    return text_of(bio.get());
}

drivers::VirtualUkeyState IssuedKey::finish(const Papers& papers, const std::string& pin) {
    state_.pin = padded(pin);
    state_.puk = padded(papers.puk);
    state_.management_algorithm = aes_192;
    state_.management_key = bytes_of(bytes_of_hex(papers.management_key));
    const auto certificate = certificate_from(papers.certificate_pem);
    state_.objects[authentication_certificate] =
        certificate_object(der_of(certificate.get(), i2d_X509));
    return state_;
}

}  // namespace sandbox
