// issue_sweep [STATE] [--every N] [--algorithm NAME]: kills a terminal at every journal line, at
// every command to the key and at every call of the backend, pulls the key at every command and
// loses every request and answer once, then goes on with the same key, with another one, or not at
// all. Prints what was tried; exit 1 when any key was lost (R52).

#include "tests/kiosk/issuing/issue_trial.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace kiosk::issuing;
namespace fs = std::filesystem;

struct Kind {
    const char* name;
    const char* algorithm;
    const char* padding;
    bool renewal;
};
constexpr Kind kinds[] = {
    {"P-256", "ec_p256", "outside", false},      {"P-256 renewal", "ec_p256", "outside", true},
    {"SM2 dual", "sm2", "outside", false},       {"SM2 dual, inside", "sm2", "inside", false},
    {"SM2 dual renewal", "sm2", "inside", true}, {"RSA-2048", "rsa_2048", "outside", false},
};

struct Count {
    int points = 0;
    int lost = 0;
};

void kill_self() { ::kill(::getpid(), SIGKILL); }

sandbox::Settings settings_of(const Kind& kind, const fs::path& folder) {
    sandbox::Settings settings;
    settings.state = (folder / "sandbox").string();
    settings.key_algorithm = kind.algorithm;
    settings.envelope_padding = kind.padding;
    return settings;
}

/// How a process ended: with nothing left to cut, or cut (killed, or gone on without its key or an
/// answer).
enum class Run { uncut, cut };

/// The attempt runs in a process that opens everything itself and may be killed.
Run attempt_in_process(const Kind& kind, const fs::path& folder, const std::string& order, Cut cut,
                       int at) {
    const pid_t child = ::fork();
    if (child == 0) {
        Scissors scissors(cut, at, kill_self);
        sandbox::World world(settings_of(kind, folder));
        world.phone_url = "https://127.0.0.1:1";
        Trial trial(world, folder / "trial", order);
        (void)trial.attempt(&scissors);
        ::_exit(scissors.happened() ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return killed || (WIFEXITED(status) && WEXITSTATUS(status) == 1) ? Run::cut : Run::uncut;
}

/// One point; false when there was nothing left to cut.
bool try_point(const Kind& kind, const fs::path& folder, Cut cut, int at, Ending ending,
               Count& count) {
    std::string order;
    std::string former;
    {
        sandbox::World world(settings_of(kind, folder));
        world.phone_url = "https://127.0.0.1:1";
        Trial prepared(world, folder / "trial", kind.renewal);
        order = prepared.order();
        former = prepared.former();
        prepared.keep();
    }
    const Run run = attempt_in_process(kind, folder, order, cut, at);
    sandbox::World world(settings_of(kind, folder));
    world.phone_url = "https://127.0.0.1:1";
    Trial trial(world, folder / "trial", order, former);
    if (run == Run::uncut) return false;
    ++count.points;
    if (const auto wrong = trial.ending(ending); !wrong.empty()) {
        ++count.lost;
        std::printf("LOST  %s, %s %d, %s: %s\n", kind.name, name_of(cut), at, name_of(ending),
                    wrong.c_str());
    }
    return true;
}

/// What an issue costs when nothing happens to it.
void print_cost(const Kind& kind, const fs::path& folder) {
    sandbox::World world(settings_of(kind, folder));
    world.phone_url = "https://127.0.0.1:1";
    Trial trial(world, folder / "trial", kind.renewal);
    const auto begin = std::chrono::steady_clock::now();
    const auto code = trial.attempt();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    std::printf("%-17s %d commands to the key, %.0f ms %s\n", kind.name, trial.commands(),
                time.count(), code.c_str());
}

Count sweep(const Kind& kind, const fs::path& folder, Cut cut, Ending ending, int every) {
    Count count;
    for (int at = 1; try_point(kind, folder, cut, at, ending, count); at += every) {}
    return count;
}

}  // namespace

int main(int words, char** word) {
    fs::path state = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    int every = 1;
    std::string only;
    for (int i = 1; i < words; ++i) {
        if (std::strcmp(word[i], "--every") == 0 && i + 1 < words)
            every = std::max(1, std::atoi(word[++i]));
        else if (std::strcmp(word[i], "--algorithm") == 0 && i + 1 < words)
            only = word[++i];
        else
            state = word[i];
    }
    const fs::path folder = state / ("issue-sweep-" + std::to_string(::getpid()));
    const auto begin = std::chrono::steady_clock::now();
    Count all;
    for (const Kind& kind : kinds) {
        if (!only.empty() && only != kind.algorithm) continue;
        print_cost(kind, folder);
        for (const Ending ending :
             {Ending::same_key, Ending::another_key, Ending::nobody_returns}) {
            if (kind.renewal && ending == Ending::another_key) continue;
            Count sum;
            for (const Cut cut : all_cuts) {
                const Count count = sweep(kind, folder, cut, ending, every);
                std::printf("%-17s %-15s %-30s %4d points, %d lost\n", kind.name, name_of(ending),
                            name_of(cut), count.points, count.lost);
                std::fflush(stdout);
                sum.points += count.points;
                sum.lost += count.lost;
            }
            all.points += sum.points;
            all.lost += sum.lost;
        }
    }
    fs::remove_all(folder);
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%d points, %d lost, %.0f s\n", all.points, all.lost, seconds);
    return all.lost == 0 && all.points > 0 ? 0 : 1;
}
