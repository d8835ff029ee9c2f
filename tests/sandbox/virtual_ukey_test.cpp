// The whole way from a token down to a virtual UKEY: PC/SC-lite's client, a real pcscd, vpcd, TCP.

#include "deploy/sandbox/key_stand.hpp"
#include "drivers/card_reader.hpp"
#include "drivers/token.hpp"
#include "tests/drivers/test_certificate.hpp"

#include <cstdlib>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <openssl/sha.h>
#include <thread>
#include <time.h>

namespace sandbox {
namespace {

using namespace std::chrono_literals;
using namespace drivers;
namespace fs = std::filesystem;

const FactorySecrets factory;
constexpr const char* new_pin = "908172";
constexpr auto patience = 10s;

fs::path stand_folder() {
    std::string name = (fs::temp_directory_path() / "stand-XXXXXX").string();
    return ::mkdtemp(name.data());
}

class VirtualUkeyStand : public testing::Test {
protected:
    static void SetUpTestSuite() {
        stand_ = std::make_unique<KeyStand>(
            stand_folder(), KeyStandPrograms{SOURCE_DIR "/deploy/sandbox/pcscd",
                                             BINARY_DIR "/deploy/sandbox/virtual-ukey"});
    }
    static void TearDownTestSuite() {
        const fs::path folder = stand_->folder();
        stand_.reset();
        fs::remove_all(folder);
    }
    void SetUp() override {
        stand_->remove();
        ASSERT_TRUE(reader_->wait_for_removal(patience, {}));
    }
    void TearDown() override { fs::remove(stand_->folder() / "fault"); }

    std::unique_ptr<Token> put_in(const std::string& name) {
        serial_ = stand_->insert(name);
        return open();
    }
    std::unique_ptr<Token> open() {
        if (const auto atr = reader_->wait_for_card(patience, {}); !atr) {
            ADD_FAILURE() << atr.error().detail;
            return nullptr;
        }
        auto token = open_piv_token(*reader_);
        if (!token) ADD_FAILURE() << token.error().detail;
        return token ? std::move(*token) : nullptr;
    }
    /// New PIN, pair, certificate; returns the public key.
    Bytes personalise(Token& token, KeyAlgorithm algorithm) {
        EXPECT_TRUE(token.change_pin(factory.pin, new_pin));
        EXPECT_TRUE(token.authenticate(factory.management_key));
        Bytes key = token.generate(Place::first, algorithm).value();
        EXPECT_TRUE(token.write_certificate({}, certificate_for(key)));
        return key;
    }
    static int run(const std::string& command) {
        const std::string line =
            "cd " + stand_->folder().string() + " && " + command + " >output 2>&1";
        return std::system(line.c_str());
    }
    static std::string output() {
        std::ifstream in(stand_->folder() / "output");
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static std::unique_ptr<KeyStand> stand_;
    std::string serial_;
    std::unique_ptr<CardReader> reader_ = open_card_reader("pcsc:");
};
std::unique_ptr<KeyStand> VirtualUkeyStand::stand_;

TEST_F(VirtualUkeyStand, IsPersonalisedFromBlankToSigning) {  // R51, R53
    const auto token = put_in("whole");
    ASSERT_TRUE(token);
    EXPECT_EQ(token->info()->state, TokenInfo::State::blank);
    EXPECT_EQ(token->info()->serial, serial_);
    const Bytes management_key(24, 0x42), digest(32, 0x5A);
    const Bytes key = personalise(*token, KeyAlgorithm::ec_p256);
    EXPECT_TRUE(token->change_puk(factory.puk, "87651234"));
    EXPECT_TRUE(token->set_management_key(management_key, ManagementCipher::triple_des));
    EXPECT_TRUE(token->authenticate(management_key));
    EXPECT_TRUE(token->verify_pin(new_pin));
    EXPECT_TRUE(verifies(key, digest, *token->sign(Place::first, KeyAlgorithm::ec_p256, digest)));
    EXPECT_EQ(token->info()->certificates.at(0).der, *token->read_certificate({}));
}

TEST_F(VirtualUkeyStand, SatisfiesStrangersWithBothAlgorithms) {  // R54
    for (const auto algorithm : {KeyAlgorithm::ec_p256, KeyAlgorithm::rsa_2048}) {
        const bool rsa = algorithm == KeyAlgorithm::rsa_2048;
        const auto token = put_in(rsa ? "rsa" : "ec");
        ASSERT_TRUE(token);
        personalise(*token, algorithm);
        reader_->release();
        ASSERT_EQ(run("yubico-piv-tool -r '' -a status"), 0) << output();
        EXPECT_THAT(output(), testing::HasSubstr(rsa ? "RSA2048" : "ECCP256"));
        EXPECT_THAT(output(), testing::HasSubstr("PIN tries left:\t3"));
        ASSERT_EQ(run("pkcs15-tool --read-certificate 01 -o certificate.pem"), 0) << output();
        ASSERT_EQ(run("echo 样本 >message && openssl dgst -sha256 -binary -out digest message && "
                      "openssl x509 -in certificate.pem -pubkey -noout -out key.pem"),
                  0)
            << output();
        const std::string how =
            rsa ? "--mechanism SHA256-RSA-PKCS --input-file message"
                : "--mechanism ECDSA --signature-format openssl --input-file digest";
        ASSERT_EQ(run("pkcs11-tool --sign --id 01 --pin 908172 --output-file signature " + how), 0)
            << output();
        EXPECT_EQ(run("openssl dgst -sha256 -verify key.pem -signature signature message"), 0)
            << output();
    }
}

TEST_F(VirtualUkeyStand, IsFoundWhileTheTerminalWaits) {  // R50
    auto inserted = std::async([&] {
        std::this_thread::yield();
        return stand_->insert("waited");
    });
    EXPECT_TRUE(reader_->wait_for_card(patience, {}));
    EXPECT_FALSE(inserted.get().empty());
    EXPECT_EQ(reader_->status(), Status::online);
}

TEST_F(VirtualUkeyStand, LeavesTheTerminalWaitingWithoutACard) {
    EXPECT_EQ(reader_->wait_for_card(300ms, {}).error().failure, Failure::timed_out);
}

TEST_F(VirtualUkeyStand, LetsAWaitBeStoppedAtOnce) {
    std::jthread waiting([this](std::stop_token stop) {
        EXPECT_EQ(reader_->wait_for_card(1h, stop).error().failure, Failure::cancelled);
    });
    const auto before = std::chrono::steady_clock::now();
    waiting.request_stop();
    waiting.join();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 500ms);
}

TEST_F(VirtualUkeyStand, CostsLittleToWaitFor) {
    const auto before = std::clock();
    EXPECT_FALSE(reader_->wait_for_card(2s, {}));
    EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC / 20);
}

TEST_F(VirtualUkeyStand, IsMissedWhenPulledDuringACommand) {  // R52
    const auto token = put_in("pulled");
    stand_->set_fault("delay_ms 5000");
    ASSERT_TRUE(token);
    auto made = std::async([&] {
        while (token->authenticate(factory.management_key)) {}
        return token->info().error().failure;
    });
    EXPECT_EQ(made.wait_for(500ms), std::future_status::timeout);
    stand_->remove();
    EXPECT_EQ(made.get(), Failure::user_error);
    EXPECT_TRUE(reader_->wait_for_removal(patience, {}));
}

TEST_F(VirtualUkeyStand, IsMissedWhenItLosesPower) {  // R52
    const auto token = put_in("powerless");
    ASSERT_TRUE(token);
    stand_->set_fault("die_after_ins 47");
    EXPECT_TRUE(token->authenticate(factory.management_key));
    EXPECT_EQ(token->generate(Place::first, KeyAlgorithm::ec_p256).error().failure,
              Failure::user_error);
    EXPECT_TRUE(reader_->wait_for_removal(patience, {}));
    EXPECT_TRUE(put_in("powerless"));
}

TEST_F(VirtualUkeyStand, IsNotTakenForAnotherPutInItsPlace) {  // R52
    const auto token = put_in("first");
    ASSERT_TRUE(token);
    EXPECT_TRUE(token->verify_pin(factory.pin));
    ASSERT_FALSE(stand_->insert("second").empty());
    ASSERT_TRUE(reader_->wait_for_removal(patience, {}));
    EXPECT_EQ(token->info().error().failure, Failure::user_error);
    EXPECT_EQ(open()->info()->serial, stand_->insert("second"));
}

TEST_F(VirtualUkeyStand, IsNotSharedWithAnotherProgram) {
    ASSERT_TRUE(put_in("shared"));
    const auto other = open_card_reader("pcsc:");
    EXPECT_EQ(other->wait_for_card(200ms, {}).error().failure, Failure::not_ready);
    reader_->release();
    EXPECT_TRUE(other->wait_for_card(patience, {}));
}

TEST_F(VirtualUkeyStand, ComesBackWithALostReader) {  // R52
    const auto token = put_in("lost");
    ASSERT_TRUE(token);
    stand_->stop_pcscd();
    EXPECT_EQ(token->info().error().failure, Failure::user_error);
    EXPECT_EQ(reader_->status(), Status::offline);
    EXPECT_EQ(reader_->wait_for_card(200ms, {}).error().failure, Failure::not_ready);
    stand_->start_pcscd();
    EXPECT_EQ(open()->info()->serial, serial_);
}

TEST_F(VirtualUkeyStand, HasReadersThatAreNamed) {
    ASSERT_TRUE(put_in("named"));
    reader_->release();
    EXPECT_TRUE(open_card_reader("pcsc:Virtual PCD 00 00")->wait_for_card(patience, {}));
    const auto none = open_card_reader("pcsc:No such reader");
    EXPECT_EQ(none->status(), Status::absent);
    EXPECT_EQ(none->wait_for_card(200ms, {}).error().failure, Failure::not_ready);
}

}  // namespace
}  // namespace sandbox
