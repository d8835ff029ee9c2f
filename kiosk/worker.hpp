#pragma once

#include "kiosk/mailbox.hpp"

#include <functional>
#include <stop_token>
#include <thread>
#include <utility>

namespace kiosk {

/// One thread that runs jobs in order; every device, reading and each backend handle has its own.
/// Destruction waits for the running job and drops the rest, so cancel the job first.
class Worker {
public:
    using Job = std::function<void()>;
    void post(Job job) { jobs_.post(std::move(job)); }

private:
    Mailbox<Job> jobs_;
    std::jthread thread_{[this](const std::stop_token& stop) {
        while (const auto job = jobs_.wait(stop)) (*job)();
    }};
};

}  // namespace kiosk
