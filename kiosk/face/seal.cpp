#include "kiosk/face/seal.hpp"

#include <memory>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace kiosk::face {
namespace {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};
void free_certificates(STACK_OF(X509) * stack) { sk_X509_free(stack); }

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using Recipients = std::unique_ptr<STACK_OF(X509), Freed<free_certificates>>;

Bio reading(std::span<const std::uint8_t> bytes) {
    return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Certificate certificate_of(const std::string& pem) {
    return Certificate(PEM_read_bio_X509(reading(bytes_of(pem)).get(), nullptr, nullptr, nullptr));
}

tl::unexpected<SealFault> fault(SealFault::Error error) {
    const auto code = ERR_get_error();
    const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    ERR_clear_error();
    return tl::unexpected(SealFault{error, reason == nullptr ? "" : reason});
}

std::vector<std::uint8_t> der(const Message& message) {
    unsigned char* bytes = nullptr;
    const int size = i2d_CMS_ContentInfo(message.get(), &bytes);
    if (size <= 0) return {};
    std::vector<std::uint8_t> out(bytes, bytes + size);
    OPENSSL_free(bytes);
    return out;
}

/// CMS_final would do, but for a buffer of plain text that it gives back as it is.
bool encrypt_into(CMS_ContentInfo* message, std::span<const std::uint8_t> content) {
    const Bio chain(CMS_dataInit(message, nullptr));
    return chain &&
           BIO_write(chain.get(), content.data(), static_cast<int>(content.size())) ==
               static_cast<int>(content.size()) &&
           BIO_flush(chain.get()) == 1 && CMS_dataFinal(message, chain.get()) == 1;
}

}  // namespace

tl::expected<std::vector<std::uint8_t>, SealFault> seal(std::span<const std::uint8_t> content,
                                                        const SealKeys& keys) {
    ERR_clear_error();
    const auto backend = certificate_of(keys.backend_certificate);
    if (!backend) return fault(SealFault::Error::backend_certificate);
    const auto terminal = certificate_of(keys.terminal_certificate);
    const Key key(PEM_read_bio_PrivateKey(reading(bytes_of(keys.terminal_key)).get(), nullptr,
                                          nullptr, nullptr));
    if (!terminal || !key || X509_check_private_key(terminal.get(), key.get()) != 1)
        return fault(SealFault::Error::terminal_identity);

    const Recipients recipients(sk_X509_new_null());
    if (!recipients || sk_X509_push(recipients.get(), backend.get()) == 0)
        return fault(SealFault::Error::sealing);
    const Message enveloped(
        CMS_encrypt(recipients.get(), nullptr, EVP_aes_256_cbc(), CMS_BINARY | CMS_PARTIAL));
    if (!enveloped || !encrypt_into(enveloped.get(), content))
        return fault(SealFault::Error::sealing);
    const auto ciphertext = der(enveloped);
    const Message sealed(CMS_sign(terminal.get(), key.get(), nullptr, reading(ciphertext).get(),
                                  CMS_BINARY | CMS_NOSMIMECAP));
    if (!sealed || ciphertext.empty()) return fault(SealFault::Error::sealing);
    auto out = der(sealed);
    if (out.empty()) return fault(SealFault::Error::sealing);
    return out;
}

}  // namespace kiosk::face
