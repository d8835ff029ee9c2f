#include "deploy/sandbox/records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandbox {
namespace {

TEST(Records, GiveBackWhatWasPut) {
    Records records(":memory:");
    records.put("order", "1", {{"a", "样本"}});
    EXPECT_EQ(records.get("order", "1"), (Json{{"a", "样本"}}));
    EXPECT_FALSE(records.get("payment", "1"));
}

TEST(Records, KeepTheOrderOfFirstPuts) {
    Records records(":memory:");
    records.put("sms", "b", 1, "138");
    records.put("sms", "a", 2, "138");
    records.put("sms", "b", 3, "138");
    EXPECT_THAT(records.children("sms", "138"), testing::ElementsAre(Json(3), Json(2)));
}

TEST(Records, ForgetWhatWasRolledBack) {
    Records records(":memory:");
    records.begin();
    records.append_bytes("upload", "abc");
    records.roll_back();
    EXPECT_FALSE(records.bytes("upload"));
}

TEST(Records, AppendBytes) {
    Records records(":memory:");
    records.append_bytes("upload", "ab");
    records.append_bytes("upload", std::string("\0c", 2));
    EXPECT_EQ(records.bytes("upload"), std::string("ab\0c", 4));
}

}  // namespace
}  // namespace sandbox
