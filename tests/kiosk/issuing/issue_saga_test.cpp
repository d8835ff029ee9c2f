#include "kiosk/issuing/issue_saga.hpp"

#include "kiosk/issuing/key_seen.hpp"
#include "kiosk/issuing/verify_key.hpp"
#include "tests/drivers/ukey_reader.hpp"
#include "tests/kiosk/issuing/fake_authority.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::issuing {
namespace {

using flow::IssueStep;
using testing::ElementsAre;

class IssueSagaTest : public testing::Test {
protected:
    tl::expected<IssuedKey, flow::Problem> issue(const char* pin = "271828") {
        reader.plug_in_again();
        auto opened = drivers::open_piv_token(reader);
        if (!opened) return tl::unexpected(IssuingBackend::nothing());
        token = std::move(*opened);
        steps.clear();
        IssueSaga saga(*token, backend, journal, {});
        return saga.run("order-1", reader.key().serial(), flow::Secret(pin),
                        [this](IssueStep step) { steps.push_back(step); });
    }
    std::string failure(const tl::expected<IssuedKey, flow::Problem>& issued) {
        return issued ? "issued" : issued.error().code;
    }
    /// The key as a stranger finds it.
    std::string proof(const IssuedKey& issued) {
        const auto proven = verify_key(*token, "271828", *certificate_der(issued.certificate_pem),
                                       issued.chain_pem);
        return proven ? "works" : proven.error().code;
    }

    drivers::UkeyReader reader;
    IssuingBackend backend;
    store::Database database{":memory:"};
    store::IssueJournal journal{database};
    std::unique_ptr<drivers::Token> token;
    std::vector<IssueStep> steps;
};

TEST_F(IssueSagaTest, MakesABlankKeyIntoAWorkingOne) {  // R51
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(issued->order.state, "completed");
    EXPECT_EQ(proof(*issued), "works");
    EXPECT_EQ(issued->valid_until.size(), 10U);
}

TEST_F(IssueSagaTest, TellsEachStepAsItBegins) {  // R51
    ASSERT_TRUE(issue());
    EXPECT_THAT(steps, ElementsAre(IssueStep::reserve, IssueStep::pin, IssueStep::secrets,
                                   IssueStep::secrets, IssueStep::key, IssueStep::request,
                                   IssueStep::certificate, IssueStep::write, IssueStep::read_back,
                                   IssueStep::prove, IssueStep::confirm));
}

TEST_F(IssueSagaTest, JournalsEachStepBeforeAndAfterWithoutSecrets) {  // R51
    ASSERT_TRUE(issue());
    const auto lines = journal.by_order("order-1").value();
    ASSERT_EQ(lines.size(), 22U);
    for (std::size_t i = 0; i < lines.size(); i += 2) {
        EXPECT_EQ(lines[i].phase, store::IssueEntry::Phase::intent);
        EXPECT_EQ(lines[i + 1].phase, store::IssueEntry::Phase::done);
        EXPECT_EQ(lines[i].step, lines[i + 1].step);
        for (const char* secret : {"271828", "87654321", "0102030405060708aabb"})
            EXPECT_EQ(lines[i + 1].detail.find(secret), std::string::npos);
    }
}

TEST_F(IssueSagaTest, ReplacesTheFactorysSecrets) {  // R51
    ASSERT_TRUE(issue());
    EXPECT_FALSE(token->verify_pin("123456"));
    EXPECT_TRUE(token->change_puk("87654321", "87654321"));
    EXPECT_TRUE(token->authenticate(*bytes_of_hex(backend.management_key.view())));
}

TEST_F(IssueSagaTest, IssuesRsaToo) {  // R53
    backend.algorithm = "rsa_2048";
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(proof(*issued), "works");
}

/// Issues into a fresh key that fails so, and once more after power came back. Returns whether the
/// first attempt got through.
bool survives(const drivers::VirtualUkeyFaults& faults) {
    drivers::UkeyReader reader;
    IssuingBackend backend;
    store::Database database(":memory:");
    store::IssueJournal journal(database);
    const auto attempt = [&]() -> tl::expected<IssuedKey, flow::Problem> {
        auto opened = drivers::open_piv_token(reader);
        if (!opened) return tl::unexpected(IssuingBackend::nothing());
        return IssueSaga(**opened, backend, journal, {})
            .run("order-1", reader.key().serial(), flow::Secret("271828"));
    };
    reader.key().set_faults(faults);
    const bool first = attempt().has_value();
    reader.plug_in_again();
    const auto issued = attempt();
    EXPECT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(backend.state, "confirmed");
    EXPECT_EQ(backend.certificates, 1);
    return first;
}

TEST(IssueSagaSweep, GoesOnWhereverTheKeyLostPowerBeforeACommand) {  // R52
    drivers::VirtualUkeyFaults faults;
    int command = 1;
    for (faults.die_before = command; !survives(faults); faults.die_before = ++command)
        ASSERT_FALSE(testing::Test::HasFailure()) << "command " << command;
    EXPECT_GT(command, 20);
}

TEST(IssueSagaSweep, GoesOnWhereverTheKeyLostPowerBeforeItAnswered) {  // R52
    drivers::VirtualUkeyFaults faults;
    int command = 1;
    for (faults.die_after = command; !survives(faults); faults.die_after = ++command)
        ASSERT_FALSE(testing::Test::HasFailure()) << "command " << command;
    EXPECT_GT(command, 20);
}

TEST_F(IssueSagaTest, SaysThatTheKeyWasPulled) {  // R52
    drivers::VirtualUkeyFaults faults;
    faults.die_before_ins = 0x47;  // GENERATE
    reader.key().set_faults(faults);
    auto opened = drivers::open_piv_token(reader);
    const auto issued = IssueSaga(**opened, backend, journal, {})
                            .run("order-1", reader.key().serial(), flow::Secret("271828"));
    EXPECT_EQ(failure(issued), "key-removed");
    EXPECT_EQ(issued.error().who, flow::Problem::Who::customer);
}

TEST_F(IssueSagaTest, WritesAnewWhatWasCutOffInTheMiddle) {  // R52
    drivers::VirtualUkeyFaults faults;
    faults.truncate_put = 100;
    reader.key().set_faults(faults);
    auto opened = drivers::open_piv_token(reader);
    ASSERT_FALSE(IssueSaga(**opened, backend, journal, {})
                     .run("order-1", reader.key().serial(), flow::Secret("271828")));
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(proof(*issued), "works");
    EXPECT_EQ(backend.requests, 1);
}

TEST_F(IssueSagaTest, AsksForACertificateWhoseReplyWasLost) {  // R52
    backend.lose_certificate = true;
    ASSERT_TRUE(issue());
    EXPECT_EQ(backend.requests, 1);
}

TEST_F(IssueSagaTest, AsksWhetherAConfirmationArrived) {  // R52
    backend.lose_confirmation = true;
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(issued->order.state, "completed");
}

TEST_F(IssueSagaTest, ProvesAFinishedKeyAgain) {  // R52
    ASSERT_TRUE(issue());
    const auto again = issue();
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(backend.certificates, 1);
}

TEST_F(IssueSagaTest, RefusesACertificateForAnotherKey) {  // R51
    backend.certify_another_key = true;
    EXPECT_EQ(failure(issue()), "key-mismatch");
    EXPECT_EQ(backend.state, "aborted");
    EXPECT_FALSE(token->read_certificate({}));
}

TEST_F(IssueSagaTest, RefusesACertificateForSomebodyElse) {  // R51
    backend.certify_another_subject = true;
    EXPECT_EQ(failure(issue()), "key-mismatch");
    EXPECT_NE(backend.state, "confirmed");
}

TEST_F(IssueSagaTest, StartsAnewAfterARefusedCertificate) {  // R52
    backend.certify_another_key = true;
    ASSERT_FALSE(issue());
    backend.certify_another_key = false;
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(proof(*issued), "works");
}

TEST_F(IssueSagaTest, NeverWritesAForeignKey) {  // R50
    ASSERT_TRUE(issue());
    store::Database elsewhere(":memory:");
    store::IssueJournal empty(elsewhere);
    backend.state = "none";
    const auto issued = IssueSaga(*token, backend, empty, {})
                            .run("order-2", reader.key().serial(), flow::Secret("271828"));
    EXPECT_EQ(failure(issued), "key-foreign");
}

TEST_F(IssueSagaTest, AsksTheOwnersPinOfABegunKeyAndKeepsATry) {  // R50
    ASSERT_TRUE(issue());
    const auto issued = issue("314159");
    EXPECT_EQ(failure(issued), "wrong-pin");
    EXPECT_EQ(issued.error().tries_left, 2);
}

TEST_F(IssueSagaTest, SetsANewPinByThePukWhereTheIssueWasCutOff) {  // R52
    reader.key().set_faults(*drivers::parse_virtual_ukey_faults("die_before_ins 47"));
    auto opened = drivers::open_piv_token(reader);
    ASSERT_FALSE(IssueSaga(**opened, backend, journal, {})
                     .run("order-1", reader.key().serial(), flow::Secret("314159")));
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(proof(*issued), "works");
}

TEST_F(IssueSagaTest, FreesAPinThatWasWornOutBeforeTheKeyWasFinished) {  // R38 R52
    reader.key().set_faults(*drivers::parse_virtual_ukey_faults("die_before_ins 47"));
    auto opened = drivers::open_piv_token(reader);
    ASSERT_FALSE(IssueSaga(**opened, backend, journal, {})
                     .run("order-1", reader.key().serial(), flow::Secret("271828")));
    reader.plug_in_again();
    reader.key().set_faults(*drivers::parse_virtual_ukey_faults("wear_out_pin"));
    ASSERT_TRUE(drivers::open_piv_token(reader));
    const auto issued = issue();
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_EQ(proof(*issued), "works");
}

TEST_F(IssueSagaTest, KeepsTheManagementKeyOfAKeyThatKnowsTheStandardOnly) {  // R51 R54
    reader.key().set_faults(*drivers::parse_virtual_ukey_faults(
        "status F7 6D00\nstatus F8 6D00\nstatus FF 6D00\nstatus FD 6D00"));
    auto opened = drivers::open_piv_token(reader);
    const auto serial = (*opened)->serial();
    const auto issued =
        IssueSaga(**opened, backend, journal, {}).run("order-1", *serial, flow::Secret("271828"));
    ASSERT_TRUE(issued) << issued.error().code;
    EXPECT_TRUE((*opened)->authenticate(drivers::FactorySecrets().management_key));
}

/// An issue in whose middle another key takes the place of the first, unnoticed by the reader; 0:
/// none does. Tells the commands it took when it was finished.
std::optional<int> issue_swapped_at(int command) {
    drivers::UkeyReader reader;
    IssuingBackend backend;
    store::Database database(":memory:");
    store::IssueJournal journal(database);
    if (command > 0)
        reader.key().set_faults(
            *drivers::parse_virtual_ukey_faults("swap_identity " + std::to_string(command)));
    const auto token = std::move(*drivers::open_piv_token(reader));
    const std::string serial = reader.key().serial();
    const auto issued =
        IssueSaga(*token, backend, journal, {}).run("order-1", serial, flow::Secret("271828"));
    if (!issued) EXPECT_NE(backend.state, "confirmed");
    return issued ? std::optional(reader.key().commands()) : std::nullopt;
}

TEST(IssueSagaSweep, NoticesAnotherKeyBetweenAnyTwoSteps) {  // R50 R52
    const int commands = issue_swapped_at(0).value();
    // At the last command, the proof, another key could not sign for the pair; this one has it.
    for (int command = 2; command < commands; ++command)
        EXPECT_FALSE(issue_swapped_at(command)) << "command " << command;
}

TEST(IssueSagaSweep, TakesFewCommands) {
    // Selection, 5 to know the key, 2 for the PIN, 1 for the PUK, 6 for the management key, 1 pair,
    // 1 request, 2 and 2 for a short certificate there and back, 1 proof; and before each of 7
    // steps 1, whether it is still that key.
    EXPECT_LE(issue_swapped_at(0).value(), 29);
}

TEST_F(IssueSagaTest, NoticesAnotherKey) {  // R50
    auto opened = drivers::open_piv_token(reader);
    const auto issued =
        IssueSaga(**opened, backend, journal, {}).run("order-1", "4711", flow::Secret("271828"));
    EXPECT_EQ(failure(issued), "key-changed");
}

}  // namespace
}  // namespace kiosk::issuing
