#pragma once

#include "kiosk/backend/https_line.hpp"
#include "kiosk/backend/json_reading.hpp"
#include "kiosk/backend/session.hpp"
#include "kiosk/store/idempotency_keys.hpp"

#include <optional>

namespace kiosk::backend {

/// How often and how patiently a call is repeated.
struct RepeatRule {
    int tries = 3;
    std::chrono::milliseconds within{10'000};    ///< No repeat begins later than this.
    std::chrono::milliseconds first_pause{200};  ///< Doubles; the real pause is drawn from 0 to it.
    std::chrono::milliseconds longest_pause{2'000};
};

/// One call of the contract, before repeats.
struct Call {
    std::string method = "GET";
    std::string path;  ///< Below /v1.
    std::string body = {};
    std::string content_type = {};
    std::vector<std::string> headers = {};  ///< Beyond those the exchange writes itself.
    std::chrono::seconds held{0};
    std::stop_token stop = {};
    /// An idempotency key goes with every POST. One whose answer never came is kept for the next
    /// attempt, unless asking again later is a new wish: calling staff, opening a session.
    bool keeps_key = true;
    bool once = false;  ///< Never repeated by itself.
};

/// A POST or PATCH with a JSON body; wiped with the call.
[[nodiscard]] Call json_call(std::string method, std::string path, const Json& body);

/// Calls with everything around them: session token, idempotency key stored before the first send,
/// repeats with full-jitter pauses, Retry-After, problem+json. Owned by one thread.
class Exchange {
public:
    Exchange(HttpsLine& line, Session& session, store::IdempotencyKeys& keys, RepeatRule rule,
             std::string terminal);

    /// The 2xx answer, or the problem: the backend's; "offline", "stopped" (who: wait); "tls",
    /// "store" (who: technician); "contract".
    [[nodiscard]] Reply<HttpsReply> send(Call& call);
    [[nodiscard]] Reply<HttpsReply> send(Call&& call) { return send(call); }

private:
    struct Attempt {
        Reply<HttpsReply> reply;
        bool repeatable = false;
        std::chrono::milliseconds told_pause{0};
    };

    Reply<std::string> draw_key(const Call& call, const std::optional<Session::Ticket>& ticket);
    HttpsRequest request_for(Call& call, const std::optional<Session::Ticket>& ticket,
                             const std::string& key) const;
    Attempt attempt(const HttpsRequest& request);
    bool pause(std::chrono::milliseconds time, const std::stop_token& stop) const;

    HttpsLine& line_;
    Session& session_;
    store::IdempotencyKeys& keys_;
    RepeatRule rule_;
    std::string terminal_;
};

}  // namespace kiosk::backend
