#include "kiosk/issuing/key_seen.hpp"

#include <gtest/gtest.h>

namespace kiosk::issuing {
namespace {

using Found = drivers::TokenInfo::State;
using State = flow::KeySeen::State;

State seen(Found found, const char* record, bool begun = false) {
    drivers::TokenInfo info;
    info.state = found;
    return describe(info, {record, ""}, begun).state;
}

TEST(KeySeen, IsBlankOnlyWhenTheHallHasItInStock) {  // R28 R50
    EXPECT_EQ(seen(Found::blank, "in_stock"), State::blank);
    EXPECT_EQ(seen(Found::blank, "unknown"), State::foreign);
    EXPECT_EQ(seen(Found::blank, "voided"), State::foreign);
}

TEST(KeySeen, IsForeignWithSomebodysCertificate) {  // R50
    EXPECT_EQ(seen(Found::used, "issued"), State::foreign);
    EXPECT_EQ(seen(Found::used, "in_stock"), State::foreign);
}

TEST(KeySeen, IsOwnWhenItsIssueWasBegunHere) {  // R50 R52
    EXPECT_EQ(seen(Found::used, "in_stock", true), State::own);
    EXPECT_EQ(seen(Found::blank, "in_stock", true), State::own);
}

TEST(KeySeen, SaysLockedAndBroken) {  // R50
    EXPECT_EQ(seen(Found::locked, "in_stock"), State::locked);
    EXPECT_EQ(seen(Found::broken, "in_stock"), State::broken);
}

TEST(KeySeen, WasBegunByItsJournal) {  // R52
    store::Database database(":memory:");
    store::IssueJournal journal(database);
    EXPECT_FALSE(was_begun(journal, "order-1", "4711"));
    ASSERT_TRUE(journal.append({"order-1", "4711", "pin", store::IssueEntry::Phase::intent, ""}));
    EXPECT_TRUE(was_begun(journal, "order-1", "4711"));
    EXPECT_FALSE(was_begun(journal, "order-2", "4711"));
}

}  // namespace
}  // namespace kiosk::issuing
