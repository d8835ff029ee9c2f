#include "kiosk/issuing/key_services.hpp"

#include "deploy/sandbox/certificate_authority.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/issued_key.hpp"
#include "kiosk/issuing/certificate_seen.hpp"
#include "tests/drivers/ukey_reader.hpp"
#include "tests/kiosk/issuing/fake_backend.hpp"

#include <gtest/gtest.h>

namespace kiosk::issuing {
namespace {

constexpr const char* puk = "87654321";
const std::string management_key(48, 'a');
const std::string challenge(64, '7');

/// Knows one key: its certificate and its PUK.
class KeyBackend final : public NoBackend {
public:
    explicit KeyBackend(sandbox::Certificate certificate) : certificate_(std::move(certificate)) {}

    Reply<KeyChallenge> challenge_key(Text, Text) override {
        ++challenges;
        return KeyChallenge{"challenge-1", challenge, certificate_.sha256};
    }
    Reply<ProvenKey> answer_challenge(Text serial, Text,
                                      std::span<const std::uint8_t> signature) override {
        if (!proves(signature)) return tl::unexpected(nothing());
        ProvenKey proven;
        proven.holder.serial = serial;
        return proven;
    }
    Reply<Unblocking> unblock_key(Text, Text) override {
        return Unblocking{flow::Secret(known_puk), {{}, challenge, certificate_.sha256}};
    }
    Reply<flow::Order> confirm_unblocked(Text, Text order,
                                         std::span<const std::uint8_t> signature) override {
        if (!proves(signature)) return tl::unexpected(nothing());
        flow::Order done;
        done.id = order;
        return done;
    }

    int challenges = 0;
    std::string known_puk = puk;

private:
    bool proves(std::span<const std::uint8_t> signature) const {
        return sandbox::proves_key(
            certificate_.pem, sandbox::bytes_of_hex(challenge),
            {reinterpret_cast<const char*>(signature.data()), signature.size()});
    }
    sandbox::Certificate certificate_;
};

struct KeyServices : testing::Test {
    KeyServices() {
        sandbox::CertificateAuthority authority((reader.file().parent_path() / "ca").string());
        sandbox::IssuedKey made;
        serial = made.serial();
        auto certificate = *authority.issue(made.request(), "ec_p256",
                                            {"CN", "样本单位", "91310115MA1K000003", "样本单位"},
                                            sandbox::Validity::years(1), "https://x/crl");
        const auto state = made.finish({certificate.pem, puk, management_key}, "147258");
        EXPECT_TRUE(drivers::save_virtual_ukey(state, reader.file()));
        reader.plug_in_again();
        backend = std::make_unique<KeyBackend>(std::move(certificate));
        token = std::move(*drivers::open_piv_token(reader));
    }
    std::string code_of_proof(const char* pin, const std::string& key) {
        const auto proven = prove_key(*token, *backend, "gov", key, flow::Secret(pin));
        return proven ? "proven" : proven.error().code;
    }
    std::string code_of_change(const char* old_pin, const char* new_pin) {
        const auto changed =
            change_pin(*token, serial, flow::Secret(old_pin), flow::Secret(new_pin));
        return changed ? "changed" : changed.error().code;
    }
    std::string code_of_unblocking(const char* pin) {
        const auto order = unblock_key(*token, *backend, "order-1", serial, flow::Secret(pin));
        return order ? order->id : order.error().code;
    }

    drivers::UkeyReader reader;
    std::string serial;
    std::unique_ptr<KeyBackend> backend;
    std::unique_ptr<drivers::Token> token;
};

TEST_F(KeyServices, TheHolderIsProvenBySignature) {  // R30 R35
    const auto proven = prove_key(*token, *backend, "gov", serial, flow::Secret("147258"));
    ASSERT_TRUE(proven) << proven.error().code;
    EXPECT_EQ(proven->holder.certificate.subject, "样本单位");
    EXPECT_FALSE(proven->holder.certificate.valid_until.empty());
}

TEST_F(KeyServices, AWrongPinAsksNobodyElse) {  // R50
    const auto refused = prove_key(*token, *backend, "gov", serial, flow::Secret("604937"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "wrong-pin");
    EXPECT_EQ(refused.error().tries_left, 2);
    EXPECT_EQ(backend->challenges, 0);
}

TEST_F(KeyServices, AnotherKeyIsNotAskedForItsPin) {  // R50
    EXPECT_EQ(code_of_proof("604937", "4711"), "key-changed");
    EXPECT_EQ(token->info()->pin_tries_left, 3);
}

TEST_F(KeyServices, ThePinIsChangedByItsOwner) {  // R39
    EXPECT_EQ(code_of_change("604937", "903172"), "wrong-pin");
    EXPECT_EQ(code_of_change("147258", "903172"), "changed");
    EXPECT_EQ(code_of_proof("903172", serial), "proven");
}

TEST_F(KeyServices, ALockedKeyIsUnblockedAndProven) {  // R38
    for (int i = 0; i < 3; ++i) code_of_proof("604937", serial);
    EXPECT_EQ(token->info()->pin_tries_left, 0);
    EXPECT_EQ(code_of_proof("147258", serial), "key-locked");
    EXPECT_EQ(code_of_unblocking("903172"), "order-1");
    EXPECT_EQ(token->info()->pin_tries_left, 3);
}

TEST_F(KeyServices, APukThatIsRefusedIsNotTheCustomersMistake) {  // R38
    backend->known_puk = "00000000";
    EXPECT_EQ(code_of_unblocking("903172"), "puk-refused");
}

TEST_F(KeyServices, AKeyPulledMeanwhileIsSaidToBeGone) {  // R52
    drivers::VirtualUkeyFaults faults;
    faults.die_before_ins = 0x2C;  // RESET RETRY COUNTER
    reader.key().set_faults(faults);
    EXPECT_EQ(code_of_unblocking("903172"), "key-removed");
    reader.plug_in_again();
    token = std::move(*drivers::open_piv_token(reader));
    EXPECT_EQ(code_of_unblocking("903172"), "order-1");
}

TEST(CertificateSeen, SaysNothingOfWhatIsNone) {  // R39
    EXPECT_EQ(read_certificate({0x30, 0x00}), flow::CertificateSeen{});
}

}  // namespace
}  // namespace kiosk::issuing
