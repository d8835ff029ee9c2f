#include "kiosk/issuing/certificate_request.hpp"

#include "drivers/token.hpp"
#include "tests/drivers/ukey_reader.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace kiosk::issuing {
namespace {

using drivers::KeyAlgorithm;
using drivers::Place;

const Subject company{"CN", "样本科技有限公司", "91110000MA00A001XR", "样本科技有限公司"};

class CertificateRequestTest : public testing::Test {
protected:
    CertificateRequestTest() : token_(std::move(*drivers::open_piv_token(reader_))) {
        const drivers::FactorySecrets factory;
        EXPECT_TRUE(token_->verify_pin(factory.pin));
        EXPECT_TRUE(token_->authenticate(factory.management_key));
    }
    std::string make(KeyAlgorithm algorithm) {
        const auto key = token_->generate(Place::first, algorithm);
        auto request = CertificateRequest::make(*key, company);
        const auto signature = token_->sign(Place::first, algorithm, request->digest());
        return request->finish(*signature).value_or("");
    }
    /// What OpenSSL's own program says to it.
    bool openssl_verifies(const std::string& pem, const std::string& options) {
        const auto file = reader_.file().parent_path() / "request.pem";
        std::ofstream(file) << pem;
        const std::string command = "openssl req -verify -noout " + options + " -in " +
                                    file.string() + " 2>&1 | grep -q 'verify OK'";
        return std::system(command.c_str()) == 0;
    }

    drivers::UkeyReader reader_;
    std::unique_ptr<drivers::Token> token_;
};

TEST_F(CertificateRequestTest, IsSignedInTheKeyForP256AndRsa) {  // R51 R53
    EXPECT_TRUE(openssl_verifies(make(KeyAlgorithm::ec_p256), ""));
    EXPECT_TRUE(openssl_verifies(make(KeyAlgorithm::rsa_2048), ""));
}

TEST_F(CertificateRequestTest, IsSignedInTheKeyForSm2WithTheUsualId) {  // R51 R53
    const std::string pem = make(KeyAlgorithm::sm2);
    EXPECT_TRUE(openssl_verifies(pem, "-vfyopt distid:1234567812345678"));
    EXPECT_FALSE(openssl_verifies(pem, "-vfyopt distid:somebody"));
}

TEST_F(CertificateRequestTest, IsNotFinishedByAnotherSignature) {
    const auto key = token_->generate(Place::first, KeyAlgorithm::sm2);
    auto request = CertificateRequest::make(*key, company);
    const auto other = token_->sign(Place::first, KeyAlgorithm::sm2, drivers::Bytes(32, 7));
    EXPECT_FALSE(request->finish(*other));
}

}  // namespace
}  // namespace kiosk::issuing
