#include "drivers/piv_token.hpp"

#include "drivers/tlv.hpp"
#include "tests/drivers/test_certificate.hpp"
#include "tests/drivers/ukey_reader.hpp"

#include <gmock/gmock.h>
#include <random>

namespace drivers {
namespace {

const FactorySecrets factory;
const Bytes digest(32, 0x5A);

class PivTokenTest : public testing::Test {
protected:
    PivTokenTest() { open(); }
    void open() {
        reader_.release();
        token_ = std::move(*open_piv_token(reader_));
    }
    void fail(const char* how) { reader_.key().set_faults(*parse_virtual_ukey_faults(how)); }
    void open_again_after_power_cut() {
        reader_.plug_in_again();
        open();
    }
    /// A pair and its certificate, as after an issue.
    Bytes personalise(KeyAlgorithm algorithm) {
        EXPECT_TRUE(token_->authenticate(factory.management_key));
        Bytes key = token_->generate(Place::first, algorithm).value();
        EXPECT_TRUE(token_->write_certificate({}, certificate_for(key)));
        return key;
    }

    UkeyReader reader_;
    std::unique_ptr<Token> token_;
};

TEST_F(PivTokenTest, KnowsABlankKey) {  // R50
    const auto info = token_->info();
    EXPECT_EQ(info->state, TokenInfo::State::blank);
    EXPECT_EQ(info->pin_tries_left, 3);
    EXPECT_EQ(info->type, "PIV");
    EXPECT_EQ(info->serial, reader_.key().serial());
}

TEST_F(PivTokenTest, ShowsTheCertificateOfAUsedKey) {  // R50
    personalise(KeyAlgorithm::ec_p256);
    const auto info = token_->info();
    EXPECT_EQ(info->state, TokenInfo::State::used);
    ASSERT_EQ(info->certificates.size(), 1U);
    EXPECT_EQ(info->certificates[0].der, *token_->read_certificate({}));
}

TEST_F(PivTokenTest, KnowsALockedKey) {  // R50
    for (const int left : {2, 1, 0}) {
        const auto verified = token_->verify_pin("654321");
        EXPECT_EQ(verified.error().failure, Failure::user_error);
        EXPECT_EQ(verified.error().tries_left, left);
    }
    EXPECT_EQ(token_->info()->state, TokenInfo::State::locked);
}

TEST_F(PivTokenTest, TellsTheTriesLeftOfAnOpenSession) {
    EXPECT_TRUE(token_->verify_pin(factory.pin));
    EXPECT_EQ(token_->info()->pin_tries_left, 3);
}

TEST_F(PivTokenTest, CallsAKeyBrokenThatAnswersAgainstTheStandard) {  // R50
    fail("status CB 6F00");
    EXPECT_EQ(token_->info()->state, TokenInfo::State::broken);
}

TEST_F(PivTokenTest, SignsWithAllAlgorithms) {  // R53
    for (const auto algorithm :
         {KeyAlgorithm::ec_p256, KeyAlgorithm::rsa_2048, KeyAlgorithm::sm2}) {
        const Bytes key = personalise(algorithm);
        EXPECT_TRUE(token_->verify_pin(factory.pin));
        const auto signature = token_->sign(Place::first, algorithm, digest);
        ASSERT_TRUE(signature) << signature.error().detail;
        EXPECT_TRUE(verifies(key, digest, *signature));
    }
}

TEST_F(PivTokenTest, KeepsItsPairsAcrossPowerCuts) {  // R53
    const Bytes key = personalise(KeyAlgorithm::sm2);
    open_again_after_power_cut();
    EXPECT_TRUE(token_->verify_pin(factory.pin));
    const auto signature = token_->sign(Place::first, KeyAlgorithm::sm2, digest);
    ASSERT_TRUE(signature) << signature.error().detail;
    EXPECT_TRUE(verifies(key, digest, *signature));
}

TEST_F(PivTokenTest, SignsNothingWithoutThePin) {  // R53
    personalise(KeyAlgorithm::ec_p256);
    EXPECT_EQ(token_->sign(Place::first, KeyAlgorithm::ec_p256, digest).error().failure,
              Failure::not_ready);
}

TEST_F(PivTokenTest, SaysWhatAlgorithmsTheKeyDoesNotHave) {  // R53
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    fail("status 47 6A80");
    EXPECT_TRUE(token_->generate(Place::first, KeyAlgorithm::sm2).error().unsupported);
}

TEST_F(PivTokenTest, ReplacesPinPukAndManagementKey) {  // R51
    const Bytes key(24, 0x42);
    EXPECT_TRUE(token_->change_pin(factory.pin, "908172"));
    EXPECT_TRUE(token_->change_puk(factory.puk, "87651234"));
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    EXPECT_TRUE(token_->set_management_key(key, ManagementCipher::triple_des));
    open();
    EXPECT_TRUE(token_->verify_pin("908172"));
    EXPECT_TRUE(token_->authenticate(key));
    EXPECT_TRUE(token_->reset_pin("87651234", "112358"));
    EXPECT_TRUE(token_->verify_pin("112358"));
}

TEST_F(PivTokenTest, SpeaksAesToAKeyThatDoes) {  // R54
    const Bytes key(32, 0x24);
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    EXPECT_TRUE(token_->set_management_key(key, ManagementCipher::aes_256));
    open();
    EXPECT_TRUE(token_->authenticate(key));
}

TEST_F(PivTokenTest, TakesTheManagementKeysCipherFromTheKey) {  // R54
    const Bytes key(24, 0x42);
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    EXPECT_TRUE(token_->set_management_key(key, ManagementCipher::triple_des));
    open();
    EXPECT_TRUE(token_->authenticate(key));
    fail("status F7 6D00");  // and without metadata it is the standard's Triple DES
    EXPECT_TRUE(token_->authenticate(key));
}

TEST_F(PivTokenTest, NoticesAnotherKeyInItsPlace) {  // R50
    const auto before = token_->serial();
    fail("swap_identity 1");
    EXPECT_NE(*token_->serial(), *before);
}

TEST_F(PivTokenTest, KnowsAWornOutPin) {  // R50
    fail("wear_out_pin");
    EXPECT_EQ(token_->verify_pin(factory.pin).error().tries_left, 0);
    EXPECT_EQ(token_->info()->state, TokenInfo::State::locked);
    EXPECT_TRUE(token_->reset_pin(factory.puk, "112358"));
    EXPECT_TRUE(token_->verify_pin("112358"));
}

TEST_F(PivTokenTest, SaysThatTheManagementKeyIsNotThisKeys) {
    const auto refused = token_->authenticate(Bytes(24, 0x77));
    EXPECT_EQ(refused.error().failure, Failure::bad_data);
    EXPECT_EQ(token_->generate(Place::first, KeyAlgorithm::ec_p256).error().failure,
              Failure::not_ready);
}

TEST_F(PivTokenTest, CountsWrongPuks) {
    EXPECT_EQ(token_->reset_pin("11111111", "112358").error().tries_left, 2);
    EXPECT_EQ(token_->change_puk("11111111", "22222222").error().tries_left, 1);
}

TEST_F(PivTokenTest, SpendsNoTryOnAPinThatCannotBeOne) {
    EXPECT_EQ(token_->verify_pin("1").error().failure, Failure::bad_data);
    EXPECT_EQ(token_->change_pin(factory.pin, "abcdef").error().failure, Failure::bad_data);
    EXPECT_EQ(token_->info()->pin_tries_left, 3);
}

TEST_F(PivTokenTest, WorksWithAKeyThatKnowsOnlyTheStandard) {  // R54
    fail("status F7 6D00\nstatus F8 6D00\nstatus FF 6D00\nstatus FD 6D00");
    const Bytes key = personalise(KeyAlgorithm::ec_p256);
    EXPECT_EQ(token_->info()->serial.size(), 32U);
    EXPECT_TRUE(token_->verify_pin(factory.pin));
    EXPECT_TRUE(verifies(key, digest, *token_->sign(Place::first, KeyAlgorithm::ec_p256, digest)));
    EXPECT_TRUE(token_->set_management_key(Bytes(24, 0x42), ManagementCipher::triple_des)
                    .error()
                    .unsupported);
}

TEST_F(PivTokenTest, RefusesAnswersThatAreNoPublicKey) {
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    fail("status 47 9000");
    EXPECT_EQ(token_->generate(Place::first, KeyAlgorithm::ec_p256).error().breach,
              Breach::malformed);
}

TEST_F(PivTokenTest, WritesOnlyCertificates) {
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    EXPECT_EQ(token_->write_certificate({}, {1, 2, 3}).error().failure, Failure::bad_data);
    EXPECT_EQ(token_->read_certificate({}).error().failure, Failure::bad_data);
}

TEST_F(PivTokenTest, KeepsTwoCertificatesSideBySide) {  // R35
    personalise(KeyAlgorithm::ec_p256);
    const Bytes key = token_->generate(Place::second, KeyAlgorithm::ec_p256).value();
    const KeySlot second{Place::second, Use::signing};
    EXPECT_TRUE(token_->write_certificate(second, certificate_for(key)));
    EXPECT_EQ(token_->info()->certificates.size(), 2U);
    EXPECT_TRUE(token_->erase_certificate({}));
    EXPECT_TRUE(token_->erase_certificate({}));
    EXPECT_EQ(token_->info()->certificates.at(0).place, Place::second);
}

TEST_F(PivTokenTest, WantsThePinForEachSignatureInTheSecondPlace) {  // R35
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    const Bytes key = token_->generate(Place::second, KeyAlgorithm::ec_p256).value();
    EXPECT_TRUE(token_->wants_pin_each_time(Place::second));
    EXPECT_TRUE(token_->verify_pin(factory.pin));
    EXPECT_TRUE(token_->sign(Place::second, KeyAlgorithm::ec_p256, digest));
    EXPECT_EQ(token_->sign(Place::second, KeyAlgorithm::ec_p256, digest).error().failure,
              Failure::not_ready);
}

TEST_F(PivTokenTest, BlamesThePersonForAWithdrawnKey) {  // R52
    fail("die_before_ins 47");
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    EXPECT_EQ(token_->generate(Place::first, KeyAlgorithm::ec_p256).error().failure,
              Failure::user_error);
    EXPECT_EQ(token_->info().error().failure, Failure::user_error);
}

TEST_F(PivTokenTest, CountsAKeyWithHalfACertificateAsUsed) {  // R52
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    const Bytes key = token_->generate(Place::first, KeyAlgorithm::ec_p256).value();
    fail("truncate_put 100");
    EXPECT_EQ(token_->write_certificate({}, certificate_for(key)).error().failure,
              Failure::user_error);
    open_again_after_power_cut();
    EXPECT_EQ(token_->info()->state, TokenInfo::State::used);
    EXPECT_TRUE(token_->info()->certificates.empty());
    personalise(KeyAlgorithm::ec_p256);
    EXPECT_EQ(token_->info()->certificates.size(), 1U);
}

TEST_F(PivTokenTest, GoesOnWithAPairMadeJustBeforeThePowerWent) {  // R52
    EXPECT_TRUE(token_->authenticate(factory.management_key));
    fail("die_after_ins 47");
    EXPECT_EQ(token_->generate(Place::first, KeyAlgorithm::ec_p256).error().failure,
              Failure::user_error);
    open_again_after_power_cut();
    EXPECT_EQ(token_->info()->state, TokenInfo::State::blank);
    personalise(KeyAlgorithm::ec_p256);
}

/// A card that answers whatever comes to its mind.
class NoiseReader final : public CardReader {
public:
    Status status() override { return Status::online; }
    Result<Bytes> wait_for_card(std::chrono::milliseconds, std::stop_token) override {
        return Bytes{};
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return false; }
    void release() override {}
    Result<Bytes> transmit(std::span<const std::uint8_t>) override {
        constexpr std::uint8_t tags[] = {0x61, 0x53, 0x7C, 0x7F, 0x49, 0x81, 0x86, 0x70};
        constexpr std::uint8_t status[][2] = {
            {0x90, 0x00}, {0x90, 0x00}, {0x61, 0x10}, {0x63, 0xC2}};
        Bytes noise(random_() % 64);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(random_());
        if (noise.size() > 2) {
            noise[0] = tags[random_() % std::size(tags)];
            noise[1] = static_cast<std::uint8_t>(noise.size() - 2);
        }
        if (random_() % 50 == 0) return Bytes{0x90};
        const auto& sw = status[random_() % std::size(status)];
        noise.insert(noise.end(), std::begin(sw), std::end(sw));
        return noise;
    }

private:
    std::mt19937 random_{3};
};

TEST(PivToken, SurvivesACardThatAnswersNoise) {
    NoiseReader reader;
    int opened = 0;
    for (int round = 0; round < 1000; ++round) {
        const auto token = open_piv_token(reader);
        if (!token) continue;
        ++opened;
        EXPECT_FALSE((*token)->authenticate(factory.management_key));
        EXPECT_FALSE((*token)->generate(Place::first, KeyAlgorithm::ec_p256));
        EXPECT_FALSE((*token)->generate(Place::first, KeyAlgorithm::rsa_2048));
        EXPECT_FALSE((*token)->read_certificate({}));
        (void)(*token)->info();
        (void)(*token)->sign(Place::first, KeyAlgorithm::ec_p256, digest);
    }
    EXPECT_GT(opened, 0);
}

/// A card that answers what it was told, and then nothing any more.
class ScriptedCard final : public CardReader {
public:
    explicit ScriptedCard(std::vector<Bytes> answers) : answers_(std::move(answers)) {}
    Status status() override { return Status::online; }
    Result<Bytes> wait_for_card(std::chrono::milliseconds, std::stop_token) override {
        return Bytes{};
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return false; }
    void release() override {}
    Result<Bytes> transmit(std::span<const std::uint8_t>) override {
        if (next_ == answers_.size()) return tl::unexpected(Fault{Failure::user_error, "gone"});
        return answers_[next_++];
    }

private:
    std::vector<Bytes> answers_;
    std::size_t next_ = 0;
};

template <class Ask>
std::optional<Breach> breach_of(std::vector<Bytes> answers, Ask ask) {
    ScriptedCard card(std::move(answers));
    PivToken token(card);
    const auto answer = ask(token);
    return answer ? std::nullopt : answer.error().breach;
}

Bytes point_answer(const Bytes& point) {
    Bytes answer = make_tlv(0x7F49, make_tlv(0x86, point));
    answer.insert(answer.end(), {0x90, 0x00});
    return answer;
}

TEST(PivToken, NamesHowAHostileCardBreaksTheStandard) {  // R50
    const auto generate = [](PivToken& token) {
        return token.generate(Place::first, KeyAlgorithm::sm2);
    };
    Bytes off_curve(65, 0x11);
    off_curve.front() = 0x04;
    EXPECT_EQ(breach_of({{0x90}}, generate), Breach::framing);
    EXPECT_EQ(breach_of({{0x61, 0x00}, {0x61, 0x00}}, generate), Breach::framing);
    EXPECT_EQ(breach_of({{0x53, 0x05, 0x00, 0x90, 0x00}}, generate), Breach::malformed);
    EXPECT_EQ(breach_of({point_answer(off_curve)}, generate), Breach::bad_public_key);
    EXPECT_EQ(breach_of({point_answer(Bytes(65, 0x00))}, generate), Breach::bad_public_key);
}

TEST(PivToken, NamesACardThatDoesNotKnowTheManagementKey) {  // R50
    Bytes witness{0x7C, 0x0A, 0x80, 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00};
    Bytes response = witness;
    response[2] = 0x82;
    const auto authenticate = [](PivToken& token) {
        return token.authenticate(factory.management_key);
    };
    EXPECT_EQ(breach_of({{0x6D, 0x00}, witness, response}, authenticate), Breach::unproven);
}

TEST(PivToken, StopsACardThatPromisesBytesForEver) {
    const std::vector<Bytes> endless(5000, Bytes{0x00, 0x61, 0x01});
    const auto serial = [](PivToken& token) { return token.serial(); };
    EXPECT_EQ(breach_of(endless, serial), Breach::framing);
}

TEST(PivToken, RefusesACardThatIsNone) {
    UkeyReader reader;
    reader.key().set_faults(*parse_virtual_ukey_faults("status A4 6A82"));
    EXPECT_EQ(open_piv_token(reader).error().failure, Failure::bad_data);
}

}  // namespace
}  // namespace drivers
