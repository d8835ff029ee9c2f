#include "deploy/sandbox/certificate_authority.hpp"

#include "deploy/sandbox/x509_pieces.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
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
        const SigningContext context(signer);
        EVP_DigestSignInit(context.get(), nullptr, context.kind(), nullptr, signer);
        X509_REQ_sign_ctx(csr.get(), context.get());
        const OwnedBio bio(BIO_new(BIO_s_mem()));
        PEM_write_bio_X509_REQ(bio.get(), csr.get());
        return text_of(bio.get());
    }

    const std::string folder_ = testing::TempDir() + "authority-" + std::to_string(::getpid());
};

TEST_F(Authority, SignsAGoodRequestForItsOwnSubject) {  // R51
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    const auto issued = authority.issue(request(key.get(), key.get()), "ec_p256", company,
                                        Validity::years(1), "https://x/crl");
    ASSERT_TRUE(issued) << issued.error();
    const auto certificate = certificate_from(issued->pem);
    const auto issuing = certificate_from(authority.chain("ec_p256").front());
    EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(issuing.get())), 1);
    EXPECT_EQ(issued->sha256, fingerprint(certificate.get()));
}

/// As strangers check it: OpenSSL's program gives the id to the certificate it is asked about only,
/// so each step of the chain is a question of its own.
bool openssl_verifies(const std::string& folder, const std::string& authority,
                      const std::string& pem) {
    std::ofstream(folder + "/asked.pem") << pem;
    const std::string command =
        "openssl verify -partial_chain -vfyopt distid:1234567812345678 -trusted " + folder + "/" +
        authority + " " + folder + "/asked.pem >" + folder + "/said 2>&1";
    return std::system(command.c_str()) == 0;
}

TEST_F(Authority, IssuesTwoSm2CertificatesThatStrangersVerify) {  // R53
    CertificateAuthority authority(folder_);
    const auto key = new_sm2_key();
    const auto issued =
        authority.issue_dual(request(key.get(), key.get()), EnvelopePadding::outside, company,
                             Validity::years(1), "https://x/crl");
    ASSERT_TRUE(issued) << issued.error();
    EXPECT_TRUE(openssl_verifies(folder_, "sm2-issuing.pem", issued->signing.pem));
    EXPECT_TRUE(openssl_verifies(folder_, "sm2-issuing.pem", issued->encryption.pem));
    EXPECT_TRUE(openssl_verifies(folder_, "sm2-root.pem", authority.chain("sm2").front()));
    EXPECT_FALSE(openssl_verifies(folder_, "root.pem", authority.chain("sm2").front()));
    EXPECT_NE(issued->signing.serial, issued->encryption.serial);
}

TEST_F(Authority, ChecksAnSm2SignatureWithTheId) {  // R53
    const auto key = new_sm2_key();
    CertificateAuthority authority(folder_);
    const auto issued = authority.issue(request(key.get(), key.get()), "sm2", company,
                                        Validity::years(1), "https://x/crl");
    ASSERT_TRUE(issued) << issued.error();
    const SigningContext context(key.get());
    EVP_DigestSignInit(context.get(), nullptr, context.kind(), nullptr, key.get());
    std::string signature(128, '\0');
    auto size = signature.size();
    const auto* text = reinterpret_cast<const unsigned char*>("challenge");
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, text,
                   9);
    signature.resize(size);
    EXPECT_TRUE(proves_key(issued->pem, "challenge", signature));
    EXPECT_FALSE(proves_key(issued->pem, "another one", signature));
}

TEST_F(Authority, RefusesARequestSignedByAnotherKey) {
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    const auto other = new_p256_key();
    EXPECT_FALSE(authority.issue(request(key.get(), other.get()), "ec_p256", company,
                                 Validity::years(1), "https://x/crl"));
}

TEST_F(Authority, RefusesAKeyOfAnotherKind) {
    CertificateAuthority authority(folder_);
    const auto key = new_p256_key();
    EXPECT_FALSE(authority.issue(request(key.get(), key.get()), "rsa_2048", company,
                                 Validity::years(1), "https://x/crl"));
    EXPECT_FALSE(
        authority.issue("no request", "ec_p256", company, Validity::years(1), "https://x/crl"));
}

TEST_F(Authority, IsTheSameAfterARestart) {
    const auto before = CertificateAuthority(folder_).chain("sm2");
    EXPECT_EQ(CertificateAuthority(folder_).chain("sm2"), before);
}

}  // namespace
}  // namespace sandbox
