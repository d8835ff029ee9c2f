#pragma once

#include "kiosk/flow/values.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace kiosk::backend {

/// The customer's session with the backend, shared by the handles of the calls, the waits and the
/// forwarding. Any thread. The token is wiped when the session goes.
class Session {
public:
    struct Ticket {
        std::string id;
        flow::Secret token;
    };

    std::optional<Ticket> ticket() const;
    void open(Ticket ticket);
    /// Ends the session here and gives what is needed to end it there.
    std::optional<Ticket> take();
    /// Forgets the session if it still is the one of this token: another may be open by now.
    void forget(const flow::Secret& token);

    /// How far the backend's clock is ahead of ours, learnt by Backend::reach().
    void set_clock_ahead(std::chrono::seconds ahead);
    std::chrono::sys_seconds backend_now() const;

private:
    mutable std::mutex mutex_;
    std::optional<Ticket> ticket_;
    std::chrono::seconds clock_ahead_{0};
};

}  // namespace kiosk::backend
