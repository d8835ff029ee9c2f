// PIV cards of other makers, spoken to by the standard alone.

#include "tests/drivers/strangers_card.hpp"

#include "drivers/piv_token.hpp"
#include "tests/drivers/test_certificate.hpp"

#include <gmock/gmock.h>

namespace drivers {
namespace {

const FactorySecrets as_shipped;
const Bytes signed_digest(32, 0x5A);

struct Cipher {
    ManagementCipher cipher;
    std::size_t key_size;
};
constexpr Cipher ciphers[] = {{ManagementCipher::triple_des, 24},
                              {ManagementCipher::aes_128, 16},
                              {ManagementCipher::aes_192, 24},
                              {ManagementCipher::aes_256, 32}};

class StrangersCardTest : public testing::Test {
protected:
    std::unique_ptr<Token> open(Habits habits = {}) {
        card_ = std::make_unique<StrangersCard>(inside_, std::move(habits));
        card_->release();
        return std::move(*open_piv_token(*card_));
    }
    /// As the maker delivers it.
    void deliver_with(const Cipher& cipher) {
        const auto token = std::move(*open_piv_token(inside_));
        ASSERT_TRUE(token->authenticate(as_shipped.management_key));
        ASSERT_TRUE(token->set_management_key(key_for(cipher), cipher.cipher));
    }
    static Bytes key_for(const Cipher& cipher) { return Bytes(cipher.key_size, 0x42); }
    /// Takes an object away from the card's memory.
    void keep_without(std::uint32_t object) {
        auto state = *load_virtual_ukey(inside_.file());
        state.objects.erase(object);
        ASSERT_TRUE(save_virtual_ukey(state, inside_.file()));
        inside_.plug_in_again();
    }
    auto count_of(std::uint8_t instruction) {
        return std::ranges::count(card_->instructions, instruction);
    }

    UkeyReader inside_;
    std::unique_ptr<StrangersCard> card_;
};

TEST_F(StrangersCardTest, OpensToEveryCipherThatItsMetadataName) {  // R54
    for (const Cipher& cipher : ciphers) {
        inside_.key() =
            *VirtualUkey::open(inside_.file().string() + std::to_string(&cipher - ciphers));
        deliver_with(cipher);
        const auto token = open({.lacks = {}});
        EXPECT_TRUE(token->authenticate(key_for(cipher)));
        EXPECT_EQ(count_of(0x87), 2);  // the witness of no other cipher was asked for
        EXPECT_FALSE(token->authenticate(Bytes(cipher.key_size, 0x24)));
    }
}

TEST_F(StrangersCardTest, OpensToEveryCipherWithoutMetadata) {  // R54
    for (const Cipher& cipher : ciphers) {
        inside_.key() =
            *VirtualUkey::open(inside_.file().string() + std::to_string(&cipher - ciphers));
        deliver_with(cipher);
        EXPECT_TRUE(open()->authenticate(key_for(cipher)));
        EXPECT_EQ(open()->authenticate(Bytes(cipher.key_size, 0x24)).error().failure,
                  Failure::bad_data);
    }
}

TEST_F(StrangersCardTest, IsAskedNothingForAKeyThatCannotBeItsOwn) {
    EXPECT_EQ(open({.lacks = {}})->authenticate(Bytes(16, 1)).error().failure, Failure::bad_data);
    EXPECT_EQ(count_of(0x87), 0);
}

TEST_F(StrangersCardTest, MayCountTheTriesOfItsManagementKey) {
    constexpr std::uint16_t refusals[] = {0x63C2, 0x6983, 0x6985, 0x6A80};
    for (const auto status : refusals) {
        const auto refused = open({.wrong_management_key = status})->authenticate(Bytes(24, 0x77));
        EXPECT_EQ(refused.error().failure, Failure::bad_data) << status;
        EXPECT_FALSE(refused.error().tries_left);  // they are not the PIN's
    }
}

TEST_F(StrangersCardTest, KeepsItsCipherWhereItLacksTheIssuers) {  // R51
    const auto token = open({.lacks = {}});
    EXPECT_TRUE(token->authenticate(as_shipped.management_key));
    EXPECT_TRUE(token->set_management_key(Bytes(24, 7), ManagementCipher::aes_192));
    EXPECT_EQ(load_virtual_ukey(inside_.file())->management_algorithm, 0x0A);
    EXPECT_TRUE(token->authenticate(Bytes(24, 7)));
}

TEST_F(StrangersCardTest, SaysWhatItHasNoCommandFor) {  // R54
    constexpr std::uint16_t unknown[] = {0x6D00, 0x6E00, 0x6A81, 0x6A86};
    for (const auto status : unknown) {
        const auto token = open({.unknown_command = status});
        EXPECT_TRUE(token->authenticate(as_shipped.management_key)) << status;
        const auto set = token->set_management_key(Bytes(24, 7), ManagementCipher::triple_des);
        EXPECT_TRUE(set.error().unsupported) << status;
    }
}

TEST_F(StrangersCardTest, MayHandOutItsAnswersInSmallPieces) {  // R54
    for (const bool names_le : {false, true})
        for (const std::size_t piece : {1U, 64U, 255U, 256U}) {
            const auto token = open({.piece = piece, .names_le = names_le});
            ASSERT_TRUE(token->authenticate(as_shipped.management_key)) << piece << names_le;
            const auto key = token->generate(Place::first, KeyAlgorithm::rsa_2048);
            ASSERT_TRUE(key) << key.error().detail;
            const Bytes der = certificate_for(*key);
            EXPECT_TRUE(token->write_certificate({}, der));
            EXPECT_EQ(*token->read_certificate({}), der);
            EXPECT_TRUE(token->verify_pin(as_shipped.pin));
            EXPECT_TRUE(
                verifies(*key, signed_digest,
                         *token->sign(Place::first, KeyAlgorithm::rsa_2048, signed_digest)));
        }
}

TEST_F(StrangersCardTest, IsKnownByWhatTheStandardHasAndAskedForNothingElseTwice) {  // R50
    const auto token = open();
    EXPECT_EQ(token->serial()->size(), 32U);  // GUID
    EXPECT_EQ(*token->serial(), *token->serial());
    EXPECT_EQ(count_of(0xF8), 1);
    keep_without(0x5FC102);
    EXPECT_EQ(open()->serial()->size(), 42U);  // card identifier of the capability container
    keep_without(0x5FC107);
    EXPECT_EQ(open()->serial().error().failure, Failure::bad_data);
    EXPECT_EQ(open()->info()->state, TokenInfo::State::broken);
}

TEST_F(StrangersCardTest, MaySayOfAnObjectItLacksThatItIsEmpty) {  // R50
    const auto token = open({.empty_objects_succeed = true});
    EXPECT_EQ(token->info()->state, TokenInfo::State::blank);
    EXPECT_EQ(token->read_certificate({}).error().failure, Failure::bad_data);
}

TEST_F(StrangersCardTest, MayRefuseToAgreeInASlotForSigning) {  // R53
    const auto token = open({.lacks = {}, .refuses_agreement = true});
    ASSERT_TRUE(token->authenticate(as_shipped.management_key));
    ASSERT_TRUE(token->generate(Place::first, KeyAlgorithm::sm2));
    ASSERT_TRUE(token->verify_pin(as_shipped.pin));
    const EnvelopedKey envelope{Bytes(64, 1), Bytes(32, 2), false,
                                Bytes(64, 3), Bytes(32, 4), Bytes(16, 5)};
    EXPECT_TRUE(token->import_encryption_pair(Place::first, envelope).error().unsupported);
}

}  // namespace
}  // namespace drivers
