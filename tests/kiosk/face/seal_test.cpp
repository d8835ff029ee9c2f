#include "kiosk/face/seal.hpp"

#include "tests/kiosk/face/identities.hpp"

#include <gtest/gtest.h>
#include <openssl/cms.h>

namespace {

using kiosk::face::SealFault;
using kiosk::face::SealKeys;
using made::Identity;

using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;
using Message = std::unique_ptr<CMS_ContentInfo, void (*)(CMS_ContentInfo*)>;

Bio memory(std::span<const std::uint8_t> bytes) {
    return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), BIO_free};
}
std::vector<std::uint8_t> contents(const Bio& bio) {
    const unsigned char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, data + size};
}

const std::vector<std::uint8_t> content(100000, 0x5A);

/// What the backend does: checks the terminal's signature, then opens.
std::vector<std::uint8_t> open(const std::vector<std::uint8_t>& sealed, const Identity& backend,
                               const Identity& terminal) {
    const Message outer(d2i_CMS_bio(memory(sealed).get(), nullptr), CMS_ContentInfo_free);
    std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> trust(X509_STORE_new(), X509_STORE_free);
    X509_STORE_add_cert(trust.get(), terminal.certificate.get());
    const Bio inner(BIO_new(BIO_s_mem()), BIO_free);
    if (!outer || CMS_verify(outer.get(), nullptr, trust.get(), nullptr, inner.get(),
                             CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1)
        return {};
    const Message enveloped(d2i_CMS_bio(inner.get(), nullptr), CMS_ContentInfo_free);
    const Bio plain(BIO_new(BIO_s_mem()), BIO_free);
    if (!enveloped || CMS_decrypt(enveloped.get(), backend.key.get(), backend.certificate.get(),
                                  nullptr, plain.get(), CMS_BINARY) != 1)
        return {};
    return contents(plain);
}

SealKeys keys(const Identity& backend, const Identity& terminal) {
    return {backend.certificate_pem(), terminal.certificate_pem(), terminal.key_pem()};
}

TEST(Seal, IsOpenedByTheBackend) {  // R45
    for (const bool rsa : {true, false}) {
        const Identity backend(rsa);
        const Identity terminal(!rsa);
        const auto sealed = kiosk::face::seal(content, keys(backend, terminal));
        ASSERT_TRUE(sealed) << sealed.error().detail;
        EXPECT_EQ(open(*sealed, backend, terminal), content);
    }
}

TEST(Seal, IsOpenedByNobodyElse) {  // R45
    const Identity backend(true);
    const Identity terminal(false);
    const auto sealed = kiosk::face::seal(content, keys(backend, terminal)).value();
    EXPECT_NE(open(sealed, Identity(true), terminal), content);
}

TEST(Seal, BreaksWhenAByteIsChanged) {  // R45
    const Identity backend(true);
    const Identity terminal(false);
    auto sealed = kiosk::face::seal(content, keys(backend, terminal)).value();
    sealed[sealed.size() / 2] ^= 1;
    EXPECT_TRUE(open(sealed, backend, terminal).empty());
}

TEST(Seal, NamesTheKeyThatIsWrong) {  // R45
    const Identity backend(true);
    const Identity terminal(false);
    auto wrong = keys(backend, terminal);
    wrong.backend_certificate = "nothing";
    EXPECT_EQ(kiosk::face::seal(content, wrong).error().error,
              SealFault::Error::backend_certificate);
    wrong = keys(backend, terminal);
    wrong.terminal_key = Identity(false).key_pem();
    EXPECT_EQ(kiosk::face::seal(content, wrong).error().error, SealFault::Error::terminal_identity);
}

}  // namespace
