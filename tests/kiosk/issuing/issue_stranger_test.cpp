// The whole issue into PIV cards of other makers.

#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/verify_key.hpp"
#include "tests/drivers/strangers_card.hpp"
#include "tests/kiosk/issuing/fake_authority.hpp"

#include <gmock/gmock.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using drivers::ManagementCipher;
using testing::Contains;
using testing::Not;

constexpr const char* stranger_pin = "271828";

class IssueToStranger : public testing::Test {
protected:
    std::string issue(drivers::Habits habits, const char* algorithm = "ec_p256") {
        card_ = std::make_unique<drivers::StrangersCard>(inside_, std::move(habits));
        backend_.algorithm = algorithm;
        auto token = drivers::open_piv_token(*card_);
        if (!token) return token.error().detail;
        const auto serial = (*token)->serial();
        if (!serial) return serial.error().detail;
        const auto issued = IssueSaga(**token, backend_, journal_, factory_)
                                .run("order-1", *serial, flow::Secret(stranger_pin));
        if (!issued) return issued.error().code;
        const auto proven = verify_key(
            **token, stranger_pin, *certificate_der(issued->certificate_pem), issued->chain_pem);
        return proven ? "works" : proven.error().code;
    }
    /// As the maker delivers it.
    void deliver_with(Bytes management_key, ManagementCipher cipher) {
        auto token = std::move(*drivers::open_piv_token(inside_));
        ASSERT_TRUE(token->authenticate(factory_.management_key));
        ASSERT_TRUE(token->set_management_key(management_key, cipher));
        factory_.management_key = std::move(management_key);
    }

    drivers::UkeyReader inside_;
    std::unique_ptr<drivers::StrangersCard> card_;
    IssuingBackend backend_;
    store::Database database_{":memory:"};
    store::IssueJournal journal_{database_};
    drivers::FactorySecrets factory_;
};

TEST_F(IssueToStranger, WorksByTheStandardAlone) {  // R51 R54
    EXPECT_EQ(issue({}), "works");
    EXPECT_THAT(backend_.reports, Contains("secrets_replaced failed"));
}

TEST_F(IssueToStranger, WorksWithRsaInSmallPieces) {  // R53 R54
    EXPECT_EQ(issue({.piece = 128, .names_le = true}, "rsa_2048"), "works");
}

TEST_F(IssueToStranger, WorksWithAnAesKeyThatNobodyNames) {  // R54
    deliver_with(Bytes(32, 7), ManagementCipher::aes_256);
    EXPECT_EQ(issue({}), "works");
}

TEST_F(IssueToStranger, WorksWhereThePinIsWantedEachTime) {  // R54
    EXPECT_EQ(issue({.pin_each_time = true}), "works");
}

TEST_F(IssueToStranger, GivesTheManagementKeyTheCipherOfTheIssuer) {  // R51
    backend_.management_algorithm = "aes192";
    EXPECT_EQ(issue({.lacks = {}}), "works");
    EXPECT_EQ(drivers::load_virtual_ukey(inside_.file())->management_algorithm, 0x0A);
    EXPECT_THAT(backend_.reports, Contains("secrets_replaced done"));
}

TEST_F(IssueToStranger, SaysThatItIsSomebodysWhenItsSecretsAreOther) {  // R50
    factory_.management_key = Bytes(24, 0x10);
    EXPECT_EQ(issue({.wrong_management_key = 0x63C2}), "key-foreign");
    EXPECT_EQ(backend_.certificates, 0);
}

TEST_F(IssueToStranger, SaysThatItCannotHoldAPairOfThisKind) {  // R53
    inside_.key().set_faults(*drivers::parse_virtual_ukey_faults("status 47 6A80"));
    EXPECT_EQ(issue({}), "key-unsupported");
}

}  // namespace
}  // namespace kiosk::issuing
