#include "kiosk/face_command.hpp"
#include "kiosk/read_command.hpp"
#include "kiosk/terminal.hpp"

#include <csignal>
#include <iostream>
#include <span>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

constexpr const char* usage =
    "usage: kiosk --config FILE      the terminal\n"
    "       kiosk read PHOTO...      reads documents; one JSON line a photo\n"
    "       kiosk face CLIP [--challenge KIND,KIND...] [--rate N]\n"
    "                                watches a clip; one JSON line a frame, then the verdict\n";

volatile std::sig_atomic_t ended = 0;

/// Personal data must not end up in a core file (R95).
void forbid_core_dumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

int run_terminal(const std::string& file) {
    const auto config = kiosk::load_config(file);
    if (!config) {
        std::cerr << config.error().line << '\n';
        return 2;
    }
    auto terminal = kiosk::Terminal::start(*config);
    if (!terminal) {
        std::cerr << file << ": " << terminal.error() << '\n';
        return 2;
    }
    while (!ended && !(*terminal)->closed()) (*terminal)->step(std::chrono::seconds(1));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    std::signal(SIGTERM, [](int) { ended = 1; });
    std::signal(SIGINT, [](int) { ended = 1; });
    try {
        forbid_core_dumps();
        if (words.size() >= 2 && words[0] == "read")
            return kiosk::read_command(std::span(words).subspan(1), std::cout);
        if (words.size() >= 2 && words[0] == "face")
            return kiosk::face_command(std::span(words).subspan(1), std::cout);
        if (words.size() == 2 && words[0] == "--config") return run_terminal(words[1]);
    } catch (const std::exception& error) {
        std::cerr << "kiosk: " << error.what() << '\n';
        return 1;
    }
    std::cerr << usage;
    return 2;
}
