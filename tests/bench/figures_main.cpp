// figures SOURCE PROGRAMS STATE KIOSK: what the terminal costs, measured on one whole visit without
// a GPU (R92). CPU times are this process's own; the outer world runs in others. Memory is that of
// the program KIOSK itself on its start screen.

#include "deploy/sandbox/processes.hpp"
#include "tests/visits/visitor.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sys/resource.h>

namespace {

using namespace std::chrono_literals;
using visits::Visitor;

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

/// Proportional set size in kB of a process; 0 when it has ended.
long pss(pid_t process) {
    std::ifstream rollup("/proc/" + std::to_string(process) + "/smaps_rollup");
    for (std::string word; rollup >> word;)
        if (word == "Pss:") {
            long kilobytes = 0;
            rollup >> kilobytes;
            return kilobytes;
        }
    return 0;
}

/// The most it takes until it has not grown for three seconds. Until the process has become
/// `program` it is a copy of this one, which has read documents.
long settled_pss(pid_t process, const std::filesystem::path& program) {
    const auto link = "/proc/" + std::to_string(process) + "/exe";
    std::error_code error;
    sandbox::await(
        [&] {
            return std::filesystem::equivalent(std::filesystem::read_symlink(link, error), program,
                                               error);
        },
        5s);
    long most = 0;
    auto grew = std::chrono::steady_clock::now();
    sandbox::await(
        [&] {
            const auto now = std::chrono::steady_clock::now();
            if (const long current = pss(process); current > most) most = current, grew = now;
            return now - grew > 3s;
        },
        30s);
    return most;
}

void row(const char* what, double value, const char* unit, double bound) {
    std::printf("| %-58s | %9.3f %-8s | %9.3f | %s |\n", what, value, unit, bound,
                value <= bound ? "ok" : "MISSED");
}

double static_share(Visitor& v) {
    const auto begin = std::chrono::steady_clock::now();
    const double before = cpu_seconds();
    while (std::chrono::steady_clock::now() - begin < 10s) v.terminal().step(1s);
    return 100 * (cpu_seconds() - before) / 10;
}

double frame_building_ms(Visitor& v) {
    const double before = cpu_seconds();
    for (int i = 0; i < 300; ++i) v.terminal().step(0ms);
    return 1000 * (cpu_seconds() - before) / 300;
}

double keystroke_ms(Visitor& v) {
    v.touch("field.org_name");
    v.touch("key.language");
    v.hand().await("key.a");
    const double before = cpu_seconds();
    const auto frames = v.terminal().window().counts().drawn;
    v.hand().type("abcdefghij");
    const auto drawn = v.terminal().window().counts().drawn - frames;
    const double per_key = 1000 * (cpu_seconds() - before) / 10;
    std::printf("  (ten keys drew %llu frames)\n", static_cast<unsigned long long>(drawn));
    return per_key;
}

int measure(const sandbox::OuterWorldSetup& world) {
    const double loaded = cpu_seconds();
    double building = 0;
    Visitor v(world);
    const double before_first = cpu_seconds();
    v.terminal().step(0ms);
    const double first = cpu_seconds() - before_first;
    std::printf("| %-58s | %-18s | %-9s |    |\n|---|---|---|---|\n", "figure", "measured",
                "bound");
    row("first frame after start, CPU (loading, start, frame)",
        loaded + v.start_cpu_seconds() + first, "s", 0.35);
    v.hand().await("start");
    row("static screen, share of one core", static_share(v), "%", 0.5);
    const double before = cpu_seconds();
    v.start();
    v.choose_new_certificate("lr_face");
    building = frame_building_ms(v);
    v.agree();
    v.photograph_organisation();
    v.fill_organisation(false);
    v.verify_by_face();
    v.verify_agent("phone");
    v.confirm_details("on_site");
    v.upload_agent_documents();
    v.sign_letter_by_phone();
    v.sign_application();
    v.pay("wechat");
    v.collect("bench");
    const double visit = cpu_seconds() - before;
    row("building one frame, unchanged", building, "ms", 1);
    row("whole visit, the terminal's own CPU", visit, "s", 15);
    if (!v.ok()) std::cerr << v.why() << '\n';
    return v.ok() ? 0 : 1;
}

int keystroke(const sandbox::OuterWorldSetup& world) {
    Visitor v(world);
    v.start();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.touch("organisation.input.typing");
    v.await_page("organisation.form");
    row("one keystroke, CPU at 1080×1920 without GPU", keystroke_ms(v), "ms", 12);
    if (!v.ok()) std::cerr << v.why() << '\n';
    return v.ok() ? 0 : 1;
}

int memory(const sandbox::OuterWorldSetup& setup, const std::string& program) {
    const sandbox::OuterWorld world(setup);
    auto kiosk = sandbox::spawn({program, "--config", world.config()});
    const long most = settled_pss(kiosk, program);
    const bool alive = pss(kiosk) > 0;
    sandbox::end(kiosk);
    row("PSS before the first photo", static_cast<double>(most) / 1024, "MB", 90);
    return alive ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    if (count != 5) {
        std::cerr << "usage: figures SOURCE PROGRAMS STATE KIOSK\n";
        return 2;
    }
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    sandbox::OuterWorldSetup world;
    world.source = std::filesystem::absolute(values[1]);
    world.programs = std::filesystem::absolute(values[2]);
    world.state = values[3];
    world.backend_options = {"--sms-cooldown", "1", "--review-after", "1"};
    const int visit = measure(world);
    const int key = keystroke(world);
    const int resident = memory(world, values[4]);
    return visit + key + resident == 0 ? 0 : 1;
}
