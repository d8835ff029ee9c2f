#include "kiosk/issuing/recovery.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/digest.hpp"
#include "tests/kiosk/issuing/fake_backend.hpp"

#include <gtest/gtest.h>

namespace kiosk::issuing {
namespace {

using Phase = store::IssueEntry::Phase;

/// Answers what became of an issue, and remembers what it was told.
class SettlingBackend final : public NoBackend {
public:
    Reply<std::string> settle_issuance(Text id,
                                       const std::optional<backend::IssueProof>& proof) override {
        asked.push_back(id + (proof ? " proven" : " interrupted"));
        if (proof && refuse_proof) return tl::unexpected(failure("proof-invalid"));
        if (!code.empty()) return tl::unexpected(failure(code));
        return state;
    }
    std::vector<std::string> asked;
    std::string state = "confirmed";
    std::string code;
    bool refuse_proof = false;

private:
    static flow::Problem failure(const std::string& code) {
        flow::Problem problem;
        problem.code = code;
        return problem;
    }
};

class Recovery : public testing::Test {
protected:
    void note(const char* step, Phase phase, const char* detail = "") {
        ASSERT_TRUE(journal_.append({"order-1", "4711", step, phase, detail}));
    }
    void begin(const char* reserved = "issuance-1") {
        note("reserve", Phase::intent);
        note("reserve", Phase::done, reserved);
        note("pin", Phase::intent);
    }
    store::Database database_{":memory:"};
    store::IssueJournal journal_{database_};
    SettlingBackend backend_;
};

TEST_F(Recovery, AsksNothingWhenNothingIsOpen) {  // R52
    begin();
    note("confirm", Phase::done);
    EXPECT_EQ(settle_issues(journal_, backend_)->ended, 0);
    EXPECT_TRUE(backend_.asked.empty());
}

TEST_F(Recovery, ConfirmsByTheProofInTheJournal) {  // R52
    begin();
    note("prove", Phase::done, "aabb 3045");
    EXPECT_EQ(settle_issues(journal_, backend_)->ended, 1);
    EXPECT_EQ(backend_.asked, std::vector<std::string>{"issuance-1 proven"});
    EXPECT_TRUE(journal_.unfinished()->empty());
}

TEST_F(Recovery, TellsAnInterruptedIssueAndKeepsItOpen) {  // R52
    begin();
    backend_.state = "certified";
    EXPECT_EQ(settle_issues(journal_, backend_)->ended, 0);
    EXPECT_EQ(backend_.asked, std::vector<std::string>{"issuance-1 interrupted"});
    EXPECT_EQ(journal_.unfinished()->size(), 1U);
}

TEST_F(Recovery, TakesAProofThatIsRefusedForAnInterruption) {  // R52
    begin();
    note("prove", Phase::done, "aabb 3045");
    backend_.refuse_proof = true;
    backend_.state = "certified";
    EXPECT_EQ(settle_issues(journal_, backend_)->ended, 0);
    EXPECT_EQ(backend_.asked.size(), 2U);
}

TEST_F(Recovery, EndsWhatTheBackendGaveUpOrForgot) {  // R52
    begin();
    backend_.code = "not-found";
    EXPECT_EQ(settle_issues(journal_, backend_)->ended, 1);
    EXPECT_TRUE(journal_.unfinished()->empty());
    begin("issuance-2");
    EXPECT_EQ(journal_.unfinished()->size(), 1U);
}

TEST_F(Recovery, LeavesItForLaterWhileNobodyAnswers) {  // R52
    begin();
    backend_.code = "offline";
    EXPECT_EQ(settle_issues(journal_, backend_)->unanswered, 1);
    EXPECT_EQ(journal_.unfinished()->size(), 1U);
}

TEST_F(Recovery, AsksOnlyForTheKeyThatWasPutIn) {  // R52
    begin();
    drivers::TokenInfo other;
    other.serial = "4712";
    EXPECT_EQ(settle_issues(journal_, backend_, &other)->ended, 0);
    EXPECT_TRUE(backend_.asked.empty());
}

TEST_F(Recovery, ConfirmsAKeyThatIsInOnlyWhileItHoldsWhatItProved) {  // R52
    const drivers::Bytes certificate{1, 2, 3};
    begin();
    note("prove", Phase::done, (hex(sha256(certificate)) + " 3045").c_str());
    drivers::TokenInfo key;
    key.serial = "4711";
    backend_.state = "certified";
    EXPECT_TRUE(settle_issues(journal_, backend_, &key));
    key.certificates = {{drivers::Place::first, certificate}};
    EXPECT_TRUE(settle_issues(journal_, backend_, &key));
    EXPECT_EQ(backend_.asked,
              (std::vector<std::string>{"issuance-1 interrupted", "issuance-1 proven"}));
}

}  // namespace
}  // namespace kiosk::issuing
