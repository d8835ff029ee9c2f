#include "deploy/sandbox/processes.hpp"

#include <csignal>
#include <fstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace sandbox {

using namespace std::chrono_literals;

pid_t spawn(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);  // our own output is read by programs
    if (::getppid() == parent) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

void end(pid_t& child) {
    if (child <= 0) return;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    child = 0;
}

bool has_ended(pid_t& child) {
    if (child <= 0 || ::waitpid(child, nullptr, WNOHANG) != child) return child <= 0;
    child = 0;
    return true;
}

bool run(const std::vector<std::string>& words) {
    const pid_t child = spawn(words);
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

bool await(const std::function<bool()>& done, std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        if (done()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return done();
}

void write_whole(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path draft = file.string() + ".new";
    std::ofstream(draft) << text;
    std::filesystem::rename(draft, file);
}

}  // namespace sandbox
