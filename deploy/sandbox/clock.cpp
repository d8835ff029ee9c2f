#include "deploy/sandbox/clock.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace sandbox {

namespace {

std::string format(Milliseconds time, const char* pattern) {
    const std::time_t chinese = static_cast<std::time_t>(time / 1000) + 8 * 3600;
    std::tm parts{};
    gmtime_r(&chinese, &parts);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), pattern, &parts)};
}

}  // namespace

Milliseconds now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string rfc3339(Milliseconds time) { return format(time, "%Y-%m-%dT%H:%M:%S+08:00"); }

std::string date_of(Milliseconds time) { return format(time, "%Y-%m-%d"); }

int seconds_until(Milliseconds time, Milliseconds now) {
    return static_cast<int>(std::max<Milliseconds>(0, (time - now + 999) / 1000));
}

}  // namespace sandbox
