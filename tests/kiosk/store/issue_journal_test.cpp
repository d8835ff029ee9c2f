#include "kiosk/store/issue_journal.hpp"

#include "tests/kiosk/store/temporary_file.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kiosk::store {
namespace {

using Phase = IssueEntry::Phase;

IssueEntry entry(std::string order, std::string step, Phase phase = Phase::intent) {
    return {std::move(order), "5550001", std::move(step), phase, "", 1'000};
}

void execute(Database& database, const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(database.handle(), sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
}

TEST(IssueJournal, ReadsBackAnOrderInTheOrderOfWriting) {  // R51
    Database database(":memory:");
    IssueJournal journal(database);
    ASSERT_TRUE(journal.append(entry("order-1", "pin")));
    ASSERT_TRUE(journal.append(entry("order-2", "pin")));
    ASSERT_TRUE(journal.append(entry("order-1", "pin", Phase::done)));
    EXPECT_EQ(journal.by_order("order-1").value(),
              (std::vector{entry("order-1", "pin"), entry("order-1", "pin", Phase::done)}));
}

TEST(IssueJournal, TellsWhatWasDoneToAKey) {  // R52
    Database database(":memory:");
    IssueJournal journal(database);
    ASSERT_TRUE(journal.append(entry("order-1", "pin")));
    EXPECT_EQ(journal.by_serial("5550001")->size(), 1U);
    EXPECT_TRUE(journal.by_serial("5550002")->empty());
}

TEST(IssueJournal, KnowsWhichIssuesAreOpen) {  // R52
    Database database(":memory:");
    IssueJournal journal(database);
    ASSERT_TRUE(journal.append(entry("order-1", "reserve")));
    ASSERT_TRUE(journal.append(entry("order-2", "reserve")));
    ASSERT_TRUE(journal.append(entry("order-1", "confirm")));
    EXPECT_EQ(journal.unfinished()->size(), 2U);
    ASSERT_TRUE(journal.append(entry("order-1", "confirm", Phase::done)));
    EXPECT_EQ(journal.unfinished().value(),
              (std::vector<IssueJournal::Unfinished>{{"order-2", "5550001"}}));
    ASSERT_TRUE(journal.append(entry("order-2", "abandon", Phase::done)));
    EXPECT_TRUE(journal.unfinished()->empty());
    ASSERT_TRUE(journal.append(entry("order-2", "reserve")));
    EXPECT_EQ(journal.unfinished()->size(), 1U);
}

TEST(IssueJournal, StampsTheTime) {
    Database database(":memory:");
    IssueJournal journal(database);
    auto line = entry("order-1", "pin");
    line.time = 0;
    ASSERT_TRUE(journal.append(line));
    EXPECT_GT(journal.by_order("order-1")->front().time, 1'600'000'000'000);
}

TEST(IssueJournal, RefusesToForget) {
    Database database(":memory:");
    IssueJournal journal(database);
    ASSERT_TRUE(journal.append(entry("order-1", "pin")));
    EXPECT_NE(
        sqlite3_exec(database.handle(), "DELETE FROM issue_journal", nullptr, nullptr, nullptr),
        SQLITE_OK);
    EXPECT_EQ(journal.by_order("order-1")->size(), 1U);
}

class TamperedJournal : public testing::Test {
protected:
    void SetUp() override {
        for (const char* step : {"reserve", "pin", "puk", "key"})
            ASSERT_TRUE(journal_.append(entry("order-1", step)));
        execute(database_, "DROP TRIGGER issue_journal_kept");
        execute(database_, "DROP TRIGGER issue_journal_fixed");
    }
    Database database_{":memory:"};
    IssueJournal journal_{database_};
};

TEST_F(TamperedJournal, IsWholeWhenNobodyTouchedIt) {
    EXPECT_EQ(journal_.first_broken_line().value(), std::nullopt);
}

TEST_F(TamperedJournal, ShowsAChangedLine) {
    execute(database_, "UPDATE issue_journal SET step = 'confirm' WHERE row = 3");
    EXPECT_EQ(journal_.first_broken_line().value(), 3);
}

TEST_F(TamperedJournal, ShowsAMissingLine) {
    execute(database_, "DELETE FROM issue_journal WHERE row = 2");
    EXPECT_EQ(journal_.first_broken_line().value(), 2);
}

TEST_F(TamperedJournal, HasALastHashThatShowsACutEnd) {
    const auto before = journal_.last_hash().value();
    execute(database_, "DELETE FROM issue_journal WHERE row = 4");
    EXPECT_NE(journal_.last_hash().value(), before);
}

TEST(IssueJournal, KeepsWhatWasWrittenWhenThePowerGoes) {  // R52
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        Database database(folder.file());
        IssueJournal journal(database);
        for (int line = 0; line < 20; ++line)
            if (!journal.append(entry("order-1", std::to_string(line)))) _exit(2);
        _exit(0);  // no destructor, no checkpoint
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 0);
    Database database(folder.file());
    EXPECT_EQ(IssueJournal(database).by_order("order-1")->size(), 20U);
    EXPECT_EQ(IssueJournal(database).first_broken_line().value(), std::nullopt);
}

TEST(IssueJournal, SaysWhenTheDiskIsFull) {
    Database database(":memory:");
    execute(database, "PRAGMA max_page_count = 20");
    IssueJournal journal(database);
    auto line = entry("order-1", "pin");
    line.detail.assign(200'000, 'x');
    const auto written = journal.append(line);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, StoreFault::Kind::full);
}

}  // namespace
}  // namespace kiosk::store
