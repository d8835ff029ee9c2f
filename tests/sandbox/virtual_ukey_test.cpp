// The whole way from a token down to a virtual UKEY: PC/SC-lite's client, a real pcscd, vpcd, TCP.

#include "deploy/sandbox/processes.hpp"
#include "tests/drivers/test_certificate.hpp"
#include "tests/sandbox/stand_test.hpp"

#include <future>
#include <thread>
#include <time.h>

namespace sandbox {
namespace {

using namespace std::chrono_literals;
using namespace drivers;
const FactorySecrets factory;
constexpr const char* new_pin = "908172";

class VirtualUkeyStand : public StandTest {
protected:
    /// New PIN, pair, certificate; returns the public key.
    Bytes personalise(Token& token, KeyAlgorithm algorithm) {
        EXPECT_TRUE(token.change_pin(factory.pin, new_pin));
        EXPECT_TRUE(token.authenticate(factory.management_key));
        Bytes key = token.generate(Place::first, algorithm).value();
        EXPECT_TRUE(token.write_certificate({}, certificate_for(key)));
        return key;
    }
};

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

TEST_F(VirtualUkeyStand, IsPersonalisedByStrangers) {  // R54
    ASSERT_TRUE(put_in("theirs"));
    reader_->release();
    const std::string tool = "yubico-piv-tool -r '' ";
    const std::string key = " --key=010203040506070801020304050607080102030405060708";
    for (const std::string& command : {
             tool + "-a generate -s 9a -A ECCP256 -o key.pem" + key,
             std::string(
                 "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.pem"),
             std::string("openssl x509 -new -force_pubkey key.pem -subj /CN=theirs -key ca.pem "
                         "-out certificate.pem"),
             tool + "-a import-certificate -s 9a -i certificate.pem" + key,
             tool + "-a verify-pin -P 123456 -a test-signature -s 9a -i certificate.pem",
             tool + "-a set-mgm-key --new-key=424242424242424242424242424242424242424242424242" +
                 key,
             tool + "-a change-pin -P 123456 -N 908172",
             tool + "-a change-puk -P 12345678 -N 87651234",
         })
        ASSERT_EQ(run(command), 0) << command << '\n' << output();
    const auto token = open();
    EXPECT_EQ(token->info()->certificates.size(), 1U);
    EXPECT_TRUE(token->verify_pin(new_pin));
    EXPECT_TRUE(token->change_puk("87651234", factory.puk));
    EXPECT_TRUE(token->authenticate(Bytes(24, 0x42)));
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

TEST_F(VirtualUkeyStand, IsTakenFromWhicheverReaderHasAUsableOne) {  // R50
    ASSERT_TRUE(put_in("in-the-first"));
    auto beside = spawn({BINARY_DIR "/deploy/sandbox/virtual-ukey", "--port",
                         std::to_string(stand_->second_port()), "--state",
                         (stand_->folder() / "beside").string()});
    ASSERT_TRUE(await([] { return exists(stand_->folder() / "beside/present"); }, patience));
    write_whole(stand_->folder() / "beside/inserted", "in-the-second");
    const auto other = open_card_reader("pcsc:");
    ASSERT_TRUE(other->wait_for_card(patience, {}));  // the first is held
    const auto token = std::move(*open_piv_token(*other));
    EXPECT_NE(*token->serial(), serial_);
    stand_->remove();
    EXPECT_TRUE(reader_->wait_for_removal(patience, {}));
    EXPECT_TRUE(token->serial());
    end(beside);
    EXPECT_TRUE(other->wait_for_removal(patience, {}));
}

TEST_F(VirtualUkeyStand, MayTakeEightSecondsForACommand) {  // R53
    const auto token = put_in("slow");
    ASSERT_TRUE(token);
    EXPECT_TRUE(token->authenticate(factory.management_key));
    stand_->set_fault("delay_ins 47 8000");
    const auto before = std::chrono::steady_clock::now();
    EXPECT_TRUE(token->generate(Place::first, KeyAlgorithm::ec_p256));
    EXPECT_GE(std::chrono::steady_clock::now() - before, 8s);
    EXPECT_EQ(*token->serial(), serial_);
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
