#include "kiosk/store/audit_log.hpp"

#include "kiosk/store/statement.hpp"

#include <gtest/gtest.h>

namespace kiosk::store {
namespace {

struct Audit : testing::Test {
    Database database{":memory:"};
    AuditLog log{database};
};

TEST_F(Audit, KeepsWhatHappenedInOrder) {  // R45
    ASSERT_TRUE(log.record("face-evidence-deleted", "acknowledged, sha256 aa, 9 bytes"));
    ASSERT_TRUE(log.record("face-evidence-deleted", "not sent, sha256 bb, 8 bytes"));
    const auto rows = log.rows().value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].detail, "acknowledged, sha256 aa, 9 bytes");
    EXPECT_TRUE(log.is_whole().value());
}

TEST_F(Audit, CannotBeChangedOrThinnedOut) {  // R80
    ASSERT_TRUE(log.record("a", "b"));
    EXPECT_FALSE(Statement(database.handle(), "DELETE FROM audit_log").run());
    EXPECT_FALSE(Statement(database.handle(), "UPDATE audit_log SET detail = 'c'").run());
}

TEST_F(Audit, ShowsARowThatSomebodyElseWrote) {  // R80
    ASSERT_TRUE(log.record("a", "b"));
    ASSERT_TRUE(
        Statement(database.handle(),
                  "INSERT INTO audit_log (time, event, detail, hash) VALUES (1, 'x', 'y', 'z')")
            .run());
    EXPECT_FALSE(log.is_whole().value());
}

}  // namespace
}  // namespace kiosk::store
