#include "kiosk/backend/session.hpp"

#include <utility>

namespace kiosk::backend {

std::optional<Session::Ticket> Session::ticket() const {
    const std::lock_guard lock(mutex_);
    return ticket_;
}

void Session::open(Ticket ticket) {
    const std::lock_guard lock(mutex_);
    ticket_ = std::move(ticket);
}

std::optional<Session::Ticket> Session::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(ticket_, std::nullopt);
}

void Session::forget(const flow::Secret& token) {
    const std::lock_guard lock(mutex_);
    if (ticket_ && ticket_->token == token) ticket_.reset();
}

void Session::set_clock_ahead(std::chrono::seconds ahead) {
    const std::lock_guard lock(mutex_);
    clock_ahead_ = ahead;
}

std::chrono::sys_seconds Session::backend_now() const {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::lock_guard lock(mutex_);
    return now + clock_ahead_;
}

}  // namespace kiosk::backend
