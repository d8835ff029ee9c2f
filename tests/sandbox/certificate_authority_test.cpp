#include "deploy/sandbox/certificate_authority.hpp"

#include "deploy/sandbox/x509_pieces.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace sandbox {
namespace {

const Subject company{"CN", "样本科技有限公司", "91110000MA00A001XR", "样本科技有限公司"};

class Authority : public testing::Test {
protected:
    void SetUp() override { std::filesystem::remove_all(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static std::string request(EVP_PKEY* key, EVP_PKEY* signer) {
        const OwnedRequest csr(X509_REQ_new());
        X509_REQ_set_pubkey(csr.get(), key);
        X509_REQ_sign(csr.get(), signer, EVP_sha256());
        const OwnedBio bio(BIO_new(BIO_s_mem()));
        PEM_write_bio_X509_REQ(bio.get(), csr.get());
        return text_of(bio.get());
    }

    const std::string folder_ = testing::TempDir() + "authority-" + std::to_string(::getpid());
};

TEST_F(Authority, SignsAGoodRequestForItsOwnSubject) {  // R51
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    const auto issued =
        authority.issue(request(key.get(), key.get()), "ec_p256", company, 1, "https://x/crl");
    ASSERT_TRUE(issued) << issued.error();
    const auto certificate = certificate_from(issued->pem);
    const auto issuing = certificate_from(authority.chain().front());
    EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(issuing.get())), 1);
    EXPECT_EQ(issued->sha256, fingerprint(certificate.get()));
}

TEST_F(Authority, RefusesARequestSignedByAnotherKey) {
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    const auto other = new_p256_key();
    EXPECT_FALSE(
        authority.issue(request(key.get(), other.get()), "ec_p256", company, 1, "https://x/crl"));
}

TEST_F(Authority, RefusesAKeyOfAnotherKind) {
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    EXPECT_FALSE(
        authority.issue(request(key.get(), key.get()), "rsa_2048", company, 1, "https://x/crl"));
    EXPECT_FALSE(authority.issue("no request", "ec_p256", company, 1, "https://x/crl"));
}

TEST_F(Authority, IsTheSameAfterARestart) {
    const auto before = CertificateAuthority(folder_).chain();
    EXPECT_EQ(CertificateAuthority(folder_).chain(), before);
}

}  // namespace
}  // namespace sandbox
