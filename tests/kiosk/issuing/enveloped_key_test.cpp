#include "kiosk/issuing/enveloped_key.hpp"

#include "deploy/sandbox/key_centre.hpp"
#include "drivers/public_key.hpp"
#include "drivers/sm2_envelope.hpp"
#include "drivers/virtual_ukey_pairs.hpp"

#include <gtest/gtest.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using sandbox::EnvelopePadding;

constexpr std::uint8_t sm2 = 0x54;

class Envelope : public testing::Test {
protected:
    Bytes seal(EnvelopePadding padding) {
        const std::string der = sandbox::envelop_pair(pair_.get(), signing_.get(), padding);
        return {der.begin(), der.end()};
    }
    static bool opens(const drivers::EnvelopedKey& envelope, EVP_PKEY* key) {
        Bytes point{0x04};
        point.insert(point.end(), envelope.cipher_point.begin(), envelope.cipher_point.end());
        return drivers::open_envelope(envelope, *drivers::virtual_agreement(sm2, key, point))
            .has_value();
    }
    drivers::OwnedKey pair_ = drivers::make_virtual_pair(sm2);
    drivers::OwnedKey signing_ = drivers::make_virtual_pair(sm2);
};

TEST_F(Envelope, OpensByTheSigningKeysAgreementWithEitherPadding) {  // R53
    for (const auto padding : {EnvelopePadding::inside, EnvelopePadding::outside}) {
        const auto envelope = read_enveloped_key(seal(padding), padding == EnvelopePadding::inside);
        ASSERT_TRUE(envelope);
        EXPECT_TRUE(opens(*envelope, signing_.get()));
    }
}

TEST_F(Envelope, StaysShutToAnotherKeyAndToTheWrongPadding) {
    const auto envelope = read_enveloped_key(seal(EnvelopePadding::inside), true);
    EXPECT_FALSE(opens(*envelope, pair_.get()));
    auto wrong = *envelope;
    wrong.padded_inside = false;
    EXPECT_FALSE(opens(wrong, signing_.get()));
}

TEST_F(Envelope, StaysShutWhenItsPublicKeyIsNotThePairs) {
    auto envelope = *read_enveloped_key(seal(EnvelopePadding::outside), false);
    envelope.public_key = envelope.cipher_point;
    EXPECT_FALSE(opens(envelope, signing_.get()));
}

TEST_F(Envelope, IsRefusedWhenCutOffAnywhere) {
    const Bytes whole = seal(EnvelopePadding::outside);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_enveloped_key(
            Bytes(whole.begin(), whole.begin() + static_cast<long>(size)), false));
}

TEST_F(Envelope, HoldsAPairThatProvesItselfByAgreement) {  // R53
    const auto challenge = drivers::agreement_challenge(*drivers::sm2_point([&] {
        const Bytes parts = drivers::virtual_public_parts(sm2, pair_.get());
        return *drivers::ec_public_key(drivers::KeyAlgorithm::sm2, std::span(parts).last(64));
    }()));
    EXPECT_EQ(*drivers::virtual_agreement(sm2, pair_.get(), challenge->point),
              challenge->expected_x);
    EXPECT_NE(*drivers::virtual_agreement(sm2, signing_.get(), challenge->point),
              challenge->expected_x);
}

}  // namespace
}  // namespace kiosk::issuing
