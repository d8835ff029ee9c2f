// Two certificates in a PIV key (GM/T 0034), and a key centre that makes mistakes.

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/verify_key.hpp"
#include "tests/drivers/strangers_card.hpp"
#include "tests/kiosk/issuing/sandbox_backend.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

namespace kiosk::issuing {
namespace {

namespace fs = std::filesystem;
constexpr const char* pin = "271828";

class FaultyBackend final : public SandboxBackend {
public:
    using SandboxBackend::SandboxBackend;
    std::function<void(backend::Issuance&)> spoil;

    Reply<backend::Issuance> submit_request(Text id, Text csr_pem) override {
        auto made = SandboxBackend::submit_request(id, csr_pem);
        if (made && spoil) spoil(*made);
        return made;
    }
};

class DualIssue : public testing::Test {
protected:
    DualIssue() {
        sandbox::Settings settings;
        settings.state = (folder_ / "sandbox").string();
        settings.key_algorithm = "sm2";
        world_ = std::make_unique<sandbox::World>(settings);
        world_->phone_url = "https://127.0.0.1:1";
    }
    ~DualIssue() override { fs::remove_all(folder_); }

    /// Into a new key; the code of what went wrong, empty for nothing.
    std::string issue(const std::function<void(backend::Issuance&)>& spoil = {},
                      drivers::Habits habits = {.lacks = {}}) {
        reader_ = std::make_unique<drivers::UkeyReader>();
        card_ = std::make_unique<drivers::StrangersCard>(*reader_, std::move(habits));
        token_ = std::move(*drivers::open_piv_token(*card_));
        order_ = SandboxBackend::approve_order(*world_);
        backend_ = std::make_unique<FaultyBackend>(*world_, order_);
        backend_->spoil = spoil;
        const auto issued = IssueSaga(*token_, *backend_, journal_, {})
                                .run(order_, reader_->key().serial(), flow::Secret(pin));
        return issued ? "" : issued.error().code;
    }
    backend::Issuance issuance() { return backend_->issuances(order_)->back(); }

    const fs::path folder_ =
        fs::temp_directory_path() / ("dual-issue-" + std::to_string(::getpid()));
    std::unique_ptr<sandbox::World> world_;
    std::unique_ptr<drivers::UkeyReader> reader_;
    std::unique_ptr<drivers::StrangersCard> card_;
    std::unique_ptr<drivers::Token> token_;
    std::unique_ptr<FaultyBackend> backend_;
    std::string order_;
    store::Database database_{":memory:"};
    store::IssueJournal journal_{database_};
};

TEST_F(DualIssue, LeavesBothPairsAndBothCertificatesInTheKey) {  // R51 R53
    ASSERT_EQ(issue(), "");
    const auto made = issuance();
    const auto signing = certificate_der(made.certificate_pem);
    const auto encryption = certificate_der(made.encryption_certificate_pem);
    EXPECT_TRUE(verify_key(*token_, pin, *signing, made.chain_pem));
    EXPECT_EQ(*token_->read_certificate({drivers::Place::first, drivers::Use::encryption}),
              *encryption);
    EXPECT_TRUE(*token_->holds_encryption_pair(drivers::Place::first, *public_key_of(*encryption)));
}

TEST_F(DualIssue, RefusesAnEnvelopeOfAnotherPairThanTheCertificates) {  // R51
    ASSERT_EQ(issue(), "");
    const auto others = issuance().enveloped_key;
    EXPECT_EQ(issue([&](auto& issuance) { issuance.enveloped_key = others; }), "key-mismatch");
    EXPECT_EQ(backend_->live_certificates(), 0);
    EXPECT_EQ(token_->info()->state, drivers::TokenInfo::State::blank);  // nothing was written
}

TEST_F(DualIssue, RefusesAnEnvelopeThatAnotherSigningKeyOpens) {  // R51
    ASSERT_EQ(issue(), "");
    const auto others = issuance();
    EXPECT_EQ(issue([&](auto& issuance) {
                  issuance.enveloped_key = others.enveloped_key;
                  issuance.encryption_certificate_pem = others.encryption_certificate_pem;
              }),
              "key-mismatch");
    EXPECT_EQ(backend_->live_certificates(), 0);
}

TEST_F(DualIssue, RefusesAnotherPaddingThanTheProfileSays) {  // R51
    world_->settings.envelope_padding = "inside";
    EXPECT_EQ(issue(), "");
    EXPECT_EQ(issue([](auto& issuance) { issuance.envelope_padded_inside = false; }),
              "key-mismatch");
}

TEST_F(DualIssue, RefusesADamagedEnvelope) {  // R51
    EXPECT_EQ(issue([](auto& issuance) { issuance.enveloped_key.back() ^= 1; }), "key-mismatch");
    EXPECT_EQ(issue([](auto& issuance) { issuance.enveloped_key.pop_back(); }), "key-mismatch");
}

TEST_F(DualIssue, SaysThatAKeyCannotTakeASecondPair) {  // R53
    EXPECT_EQ(issue({}, {.lacks = {}, .refuses_agreement = true}), "key-unsupported");
    EXPECT_EQ(issue({}, {.lacks = {0xFE}}), "key-unsupported");
}

}  // namespace
}  // namespace kiosk::issuing
