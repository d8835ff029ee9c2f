#include "kiosk/flow/visit.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

/// Collects every deadline a state holds, by the names that states give them.
class Deadlines {
public:
    explicit Deadlines(Time now) : now_(now) {}

    template <class S>
    void of(const S& s) {
        if constexpr (requires { s.index(); }) {
            std::visit([&](const auto& inner) { this->of(inner); }, s);
        } else {
            if constexpr (requires { s.asked; }) at(s.asked);
            if constexpr (requires { s.watch; }) at(s.watch);
            if constexpr (requires {
                              s.channels;
                              s.readiness;
                          })
                at(s.channels), at(s.channel), at(s.readiness);
            if constexpr (requires { s.sending; }) at(s.sending);
            if constexpr (requires { s.resending; }) at(s.resending);
            if constexpr (requires { s.printing; }) at(s.printing);
            if constexpr (requires { s.saving; }) at(s.saving);
            if constexpr (requires { s.removal; }) at(s.removal);
            if constexpr (requires { s.preview; }) at(s.preview);
            if constexpr (requires { s.resend_at; }) counts_down(s.resend_at);
            if constexpr (requires { s.expires_at; }) counts_down(s.expires_at);
            if constexpr (requires { s.retry_at; })
                if (s.retry_at > now_) at(s.retry_at);
            if constexpr (requires { s.leave_at; }) counts_down(s.leave_at);
            if constexpr (requires { s.take_at; })
                if (s.take_at) at(*s.take_at);
            if constexpr (requires { s.job.sheets; })
                for (const auto& sheet : s.job.sheets)
                    if (sheet.stage == Capture::Sheet::Stage::reading) at(sheet.asked);
            if constexpr (requires {
                              s.step;
                              s.state;
                          })
                of(s.state);
        }
    }
    void at(Time time) {
        // A deadline that passed without effect must not spin the loop.
        time = std::max(time, now_ + 100ms);
        if (!first_ || time < *first_) first_ = time;
    }
    std::optional<Time> first() const { return first_; }

private:
    void at(const Asked& asked) {
        if (asked.deadline != Time{}) at(asked.deadline);
    }
    void at(const std::optional<Asked>& asked) {
        if (asked) at(*asked);
    }
    /// Shown in seconds: the picture changes once a second until then.
    void counts_down(Time time) {
        if (time > now_) at(std::min(time, now_ + 1s));
    }

    Time now_;
    std::optional<Time> first_;
};

}  // namespace

bool is_marked_start(const Visit& visit) {
    return std::holds_alternative<Attract>(visit.page) &&
           (visit.dialogue || visit.language != visit.draft.default_language || visit.large_type ||
            visit.high_contrast);
}

std::optional<Time> wake_at(const Visit& visit) {
    Deadlines deadlines(visit.draft.now);
    deadlines.of(visit.page);
    if (visit.dialogue) deadlines.of(*visit.dialogue);
    const bool rests = (std::holds_alternative<Attract>(visit.page) && !is_marked_start(visit)) ||
                       (visit.dialogue && std::holds_alternative<IdleWarning>(*visit.dialogue));
    if (!rests && visit.idle_at > visit.draft.now) deadlines.at(visit.idle_at);
    return deadlines.first();
}

}  // namespace kiosk::flow
