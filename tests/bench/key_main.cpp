// key-figures PROGRAMS STATE: what the terminal takes to notice a key and to issue into it, through
// a real pcscd and the virtual UKEY (R50, R51). The backend answers in this process; its time is
// not the terminal's.

#include "deploy/sandbox/key_stand.hpp"
#include "drivers/card_reader.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "tests/kiosk/issuing/sandbox_backend.hpp"

#include <algorithm>
#include <cstdio>
#include <future>
#include <iostream>
#include <random>

namespace {

using namespace std::chrono_literals;
using namespace kiosk::issuing;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr auto patience = 10s;
constexpr int rounds = 12;
int missed = 0;

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

void row(const std::string& what, double value, const char* unit, double bound) {
    const bool ok = value <= bound;
    if (!ok) ++missed;
    std::printf("| %-58s | %9.1f %-8s | %9.0f | %s |\n", what.c_str(), value, unit, bound,
                ok ? "ok" : "MISSED");
    std::fflush(stdout);
}

/// Counts what goes to the key.
class CountingReader final : public drivers::CardReader {
public:
    int commands = 0;
    Clock::duration slowest{};

    drivers::Status status() override { return inside_->status(); }
    drivers::Result<drivers::Bytes> wait_for_card(std::chrono::milliseconds time,
                                                  std::stop_token stop) override {
        return inside_->wait_for_card(time, std::move(stop));
    }
    bool wait_for_removal(std::chrono::milliseconds time, std::stop_token stop) override {
        return inside_->wait_for_removal(time, std::move(stop));
    }
    void release() override { inside_->release(); }
    drivers::Result<drivers::Bytes> transmit(std::span<const std::uint8_t> command) override {
        ++commands;
        const auto before = Clock::now();
        auto answer = inside_->transmit(command);
        slowest = std::max(slowest, Clock::now() - before);
        return answer;
    }

private:
    std::unique_ptr<drivers::CardReader> inside_ = drivers::open_card_reader("pcsc:");
};

/// A moment of pcscd's own rhythm that nobody chose.
void let_some_time_pass() {
    static std::mt19937 random(7);
    std::this_thread::sleep_for(std::chrono::milliseconds(1000 + random() % 400));
}

/// The slowest of several keys put in and pulled out.
void notice(sandbox::KeyStand& stand) {
    const auto reader = drivers::open_card_reader("pcsc:");
    std::vector<double> arrivals;
    std::vector<double> departures;
    for (int round = 0; round < rounds; ++round) {
        let_some_time_pass();
        auto before = Clock::now();
        auto hand = std::async(std::launch::async, [&] { return stand.insert("noticed"); });
        if (!reader->wait_for_card(patience, {})) std::printf("no card\n");
        arrivals.push_back(milliseconds(Clock::now() - before));
        hand.wait();
        let_some_time_pass();
        before = Clock::now();
        auto gone = std::async(std::launch::async, [&] { stand.remove(); });
        if (!reader->wait_for_removal(patience, {})) std::printf("not removed\n");
        departures.push_back(milliseconds(Clock::now() - before));
        gone.wait();
    }
    row("insertion noticed, slowest of 12", std::ranges::max(arrivals), "ms", 400);
    row("removal noticed, slowest of 12", std::ranges::max(departures), "ms", 400);
}

void issue(sandbox::KeyStand& stand, const fs::path& folder, const char* algorithm,
           double most_time, double most_commands) {
    sandbox::Settings settings;
    settings.state = (folder / algorithm).string();
    settings.key_algorithm = algorithm;
    sandbox::World world(settings);
    world.phone_url = "https://127.0.0.1:1";
    const std::string order = SandboxBackend::approve_order(world);
    SandboxBackend backend(world, order);
    Clock::time_point asked;
    Clock::duration backends{};
    backend.set_watch([&](SandboxBackend::When when) {
        if (when == SandboxBackend::When::before)
            asked = Clock::now();
        else
            backends += Clock::now() - asked;
        return false;
    });
    kiosk::store::Database database(folder / (std::string(algorithm) + ".sqlite"));
    kiosk::store::IssueJournal journal(database);

    const std::string serial = stand.insert(algorithm);
    CountingReader reader;
    if (!reader.wait_for_card(patience, {})) std::printf("no card\n");
    const auto before = Clock::now();
    auto token = drivers::open_piv_token(reader);
    const auto issued = token ? IssueSaga(**token, backend, journal, {})
                                    .run(order, serial, kiosk::flow::Secret("271828"))
                              : tl::unexpected(kiosk::flow::Problem{});
    const auto own = Clock::now() - before - backends;
    if (!issued) std::printf("not issued: %s\n", issued.error().code.c_str());
    missed += issued ? 0 : 1;
    row(std::string("issue, ") + algorithm + ": the terminal's and the key's part",
        milliseconds(own), "ms", most_time);
    row(std::string("issue, ") + algorithm + ": commands to the key", reader.commands, "",
        most_commands);
    row(std::string("issue, ") + algorithm + ": slowest command", milliseconds(reader.slowest),
        "ms", most_time);
    reader.release();
    stand.remove();
    (void)reader.wait_for_removal(patience, {});
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: key-figures PROGRAMS STATE\n";
        return 2;
    }
    const fs::path folder = fs::absolute(words[2]);
    fs::remove_all(folder);
    fs::create_directories(folder);
    sandbox::KeyStand stand(folder / "stand", {fs::path(SOURCE_DIR) / "deploy/sandbox/pcscd",
                                               fs::absolute(words[1]) / "virtual-ukey"});
    notice(stand);
    issue(stand, folder, "ec_p256", 2000, 33);
    issue(stand, folder, "sm2", 2000, 45);
    issue(stand, folder, "rsa_2048", 10000, 40);
    return missed == 0 ? 0 : 1;
}
