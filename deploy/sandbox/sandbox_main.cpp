// The CA's backend and the outer world in a box.

#include "deploy/sandbox/options.hpp"
#include "deploy/sandbox/server.hpp"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto options = sandbox::parse_options(words);
    if (!options) {
        std::cerr << "sandbox: " << options.error() << '\n' << sandbox::usage();
        return 2;
    }
    if (options->help) {
        std::cout << sandbox::usage();
        return 0;
    }
    sigset_t ends{};
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    if (options->die_with_parent) {
        const pid_t parent = getppid();
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        // Without this, a parent that ended in between would be missed.
        if (parent == 1 || getppid() != parent) return 0;
    }
    const auto server = sandbox::Server::start(options->settings);
    if (!server) {
        std::cerr << "sandbox: " << server.error() << '\n';
        return 1;
    }
    std::cout << "sandbox: terminals " << (*server)->terminal_url() << "\nsandbox: phones    "
              << (*server)->phone_url() << std::endl;
    int received = 0;
    sigwait(&ends, &received);
    // Every answer was committed before it was sent; waiting for idle connections would gain
    // nothing.
    std::_Exit(0);
}
