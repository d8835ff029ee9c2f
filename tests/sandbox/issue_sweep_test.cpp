// The short sweep: the process is abandoned where the long one (tests/bench/issue_sweep) kills it.

#include "tests/kiosk/issuing/issue_trial.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace kiosk::issuing {
namespace {

namespace fs = std::filesystem;

struct Killed {};

/// Memory is disk enough for a process that is only abandoned.
fs::path scratch() {
    const fs::path memory = "/dev/shm";
    const auto root = fs::is_directory(memory) ? memory : fs::temp_directory_path();
    return root / ("issue-sweep-" + std::to_string(::getpid()));
}

class IssueSweep : public testing::Test {
protected:
    ~IssueSweep() override { fs::remove_all(folder_); }

    void use(const std::string& algorithm, const std::string& padding = "outside") {
        sandbox::Settings settings;
        settings.state = (folder_ / "sandbox").string();
        settings.key_algorithm = algorithm;
        settings.envelope_padding = padding;
        world_ = std::make_unique<sandbox::World>(settings);
        world_->phone_url = "https://127.0.0.1:1";
    }
    /// False when there was nothing left to cut.
    bool survives(Cut cut, int at, Ending ending, bool renewal) {
        Trial trial(*world_, folder_ / "trial", renewal);
        Scissors scissors(cut, at, [] { throw Killed(); });
        try {
            (void)trial.attempt(&scissors);
        } catch (const Killed&) {}
        if (!scissors.happened()) return false;
        EXPECT_EQ(trial.ending(ending), "") << name_of(cut) << ' ' << at;
        return true;
    }
    /// Each cut at every `stride`-th of its points; how many points there are.
    int sweep(Ending ending, int stride, bool renewal = false) {
        int points = 0;
        for (const Cut cut : all_cuts) {
            // An exception may not pass through SQLite: the commands and calls on either side of a
            // line stand for it here.
            if (cut == Cut::journal_before || cut == Cut::journal_after) continue;
            for (int at = 1; survives(cut, at, ending, renewal); at += stride) ++points;
        }
        return points;
    }

    const fs::path folder_ = scratch();
    std::unique_ptr<sandbox::World> world_;
};

TEST_F(IssueSweep, NeverLosesAP256Key) {  // R52
    use("ec_p256");
    EXPECT_GT(sweep(Ending::same_key, 1), 130);
}

TEST_F(IssueSweep, NeverHasTwoLiveCertificatesWhenAnotherKeyIsPutIn) {  // R52
    use("ec_p256");
    EXPECT_GT(sweep(Ending::another_key, 3), 50);
}

TEST_F(IssueSweep, LeavesNoCertificateWithoutAnOwnerWhenNobodyReturns) {  // R52
    use("ec_p256");
    EXPECT_GT(sweep(Ending::nobody_returns, 2), 70);
}

TEST_F(IssueSweep, LeavesTheFormerCertificateWorkingWhenARenewalIsGivenUp) {  // R35 R52
    use("ec_p256");
    EXPECT_GT(sweep(Ending::nobody_returns, 5, true), 30);
}

TEST_F(IssueSweep, NeverLosesAnSm2KeyWithTwoCertificates) {  // R52 R53
    use("sm2", "inside");
    EXPECT_GT(sweep(Ending::same_key, 3), 60);
}

TEST_F(IssueSweep, NeverLosesAnRsaKey) {  // R52 R53
    use("rsa_2048");
    EXPECT_GT(sweep(Ending::same_key, 17), 10);
}

TEST_F(IssueSweep, KeepsTheFormerCertificateUntilTheRenewedOneWorks) {  // R35 R52
    use("ec_p256");
    EXPECT_GT(sweep(Ending::same_key, 5, true), 30);
}

}  // namespace
}  // namespace kiosk::issuing
