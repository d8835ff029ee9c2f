// virtual-printer --port N --state DIR: a receipt printer in a box; see VirtualPrinterServer.

#include "drivers/virtual_printer_server.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <map>
#include <string_view>
#include <thread>

namespace {

constexpr int wrong_use = 2;

std::optional<int> port_from(std::string_view text) {
    int port = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && port >= 0 && port <= 65535 ? std::optional(port) : std::nullopt;
}

void wait_for_a_signal(const sigset_t& signals) {
    int received = 0;
    sigwait(&signals, &received);
}

}  // namespace

int main(int argc, char** argv) {
    std::map<std::string_view, std::string_view> options{{"--port", "0"}, {"--state", ""}};
    bool understood = argc % 2 == 1;
    for (int at = 1; at + 1 < argc; at += 2) {
        understood = understood && options.count(argv[at]) == 1;
        options[argv[at]] = argv[at + 1];
    }
    const auto port = port_from(options["--port"]);
    if (!understood || !port || options["--state"].empty()) {
        std::fputs("usage: virtual-printer [--port N] --state DIR   (0: any free port)\n", stderr);
        return wrong_use;
    }

    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto server = drivers::VirtualPrinterServer::listen(*port, options["--state"]);
    if (!server) {
        std::fprintf(stderr, "virtual-printer: %s\n", server.error().detail.c_str());
        return EXIT_FAILURE;
    }
    const std::jthread serving([&](const std::stop_token& stop) { server->run(stop); });
    wait_for_a_signal(signals);
    return EXIT_SUCCESS;
}
