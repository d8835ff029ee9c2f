#include "deploy/sandbox/working_days.hpp"

#include <gtest/gtest.h>

namespace sandbox {
namespace {

constexpr Milliseconds friday_noon = 1'772'769'600'000;  // 2026-03-06T12:00+08:00

TEST(WorkingDays, SkipTheWeekend) {  // R25
    EXPECT_EQ(rfc3339(friday_noon), "2026-03-06T12:00:00+08:00");
    EXPECT_EQ(rfc3339(working_days_later(friday_noon, 1)), "2026-03-09T17:00:00+08:00");
}

TEST(WorkingDays, KnowHolidaysAndTheWeekendsWorkedForThem) {
    EXPECT_FALSE(is_working_day("2026-02-18"));
    EXPECT_TRUE(is_working_day("2026-02-28"));
    EXPECT_FALSE(is_working_day("2026-10-07"));
    EXPECT_TRUE(is_working_day("2026-10-10"));
    EXPECT_FALSE(is_working_day("2027-02-08"));
}

TEST(Clock, RoundsWaitsUp) {
    EXPECT_EQ(seconds_until(1001, 0), 2);
    EXPECT_EQ(seconds_until(0, 1000), 0);
}

}  // namespace
}  // namespace sandbox
