#include "kiosk/store/idempotency_keys.hpp"

#include "tests/kiosk/store/temporary_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::store {
namespace {

TEST(IdempotencyKeys, RepeatTheKeyOfAnUnansweredCall) {
    Database database(":memory:");
    IdempotencyKeys keys(database);
    const auto first = keys.key_for("pay order-1").value();
    EXPECT_EQ(keys.key_for("pay order-1").value(), first);
}

TEST(IdempotencyKeys, DrawANewKeyAfterTheAnswer) {
    Database database(":memory:");
    IdempotencyKeys keys(database);
    const auto first = keys.key_for("pay order-1").value();
    ASSERT_TRUE(keys.answered(first));
    EXPECT_NE(keys.key_for("pay order-1").value(), first);
}

TEST(IdempotencyKeys, DifferForDifferentCalls) {
    Database database(":memory:");
    IdempotencyKeys keys(database);
    EXPECT_NE(keys.key_for("pay order-1").value(), keys.key_for("pay order-2").value());
    EXPECT_THAT(keys.key_for("pay order-1").value(), testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST(IdempotencyKeys, SurviveARestart) {
    const TemporaryFolder folder;
    std::string first;
    {
        Database database(folder.file());
        first = IdempotencyKeys(database).key_for("pay order-1").value();
    }
    Database database(folder.file());
    EXPECT_EQ(IdempotencyKeys(database).key_for("pay order-1").value(), first);
}

}  // namespace
}  // namespace kiosk::store
