#include "kiosk/backend/exchange.hpp"

#include "kiosk/backend/problem_json.hpp"

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <random>

namespace kiosk::backend {
namespace {

using Who = flow::Problem::Who;

flow::Problem problem_of(Who who, std::string code) {
    flow::Problem problem;
    problem.who = who;
    problem.code = std::move(code);
    return problem;
}

flow::Problem problem_of(LineFault fault) {
    switch (fault) {
        case LineFault::stopped: return problem_of(Who::wait, "stopped");
        case LineFault::unreachable: return problem_of(Who::wait, "offline");
        case LineFault::untrusted: return problem_of(Who::technician, "tls");
    }
    return problem_of(Who::wait, "offline");
}

/// Keyed, so that what is stored does not tell a six-digit code to whoever tries them all.
std::string fingerprint(std::string_view key, const Call& call) {
    std::string text = call.method + ' ' + call.path + '\n';
    for (const auto& header : call.headers) text += header + '\n';
    text += call.body;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
    wipe(text);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        hex += digits[digest[i] >> 4U];
        hex += digits[digest[i] & 15U];
    }
    return hex;
}

std::chrono::milliseconds retry_after(const HttpsReply& reply) {
    const std::string text = reply.header("retry-after");
    int seconds = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (fault != std::errc() || end != text.data() + text.size() || seconds < 0) return {};
    return std::chrono::seconds(seconds);
}

std::chrono::milliseconds drawn_up_to(std::chrono::milliseconds longest) {
    thread_local std::mt19937 source{std::random_device{}()};
    std::uniform_int_distribution<std::chrono::milliseconds::rep> draw(0, longest.count());
    return std::chrono::milliseconds(draw(source));
}

}  // namespace

Call json_call(std::string method, std::string path, const Json& body) {
    Call call;
    call.method = std::move(method);
    call.path = std::move(path);
    call.body = body.dump();
    call.content_type = "application/json";
    return call;
}

Exchange::Exchange(HttpsLine& line, Session& session, store::IdempotencyKeys& keys, RepeatRule rule,
                   std::string terminal)
    : line_(line), session_(session), keys_(keys), rule_(rule), terminal_(std::move(terminal)) {}

Reply<std::string> Exchange::draw_key(const Call& call,
                                      const std::optional<Session::Ticket>& ticket) {
    if (call.method != "POST") return std::string();
    const auto print = fingerprint(ticket ? ticket->token.view() : terminal_, call);
    auto key = keys_.key_for(print);
    if (!key) return tl::unexpected(problem_of(Who::technician, "store"));
    return std::move(*key);
}

HttpsRequest Exchange::request_for(Call& call, const std::optional<Session::Ticket>& ticket,
                                   const std::string& key) const {
    HttpsRequest request;
    request.method = call.method;
    request.path = "/v1" + call.path;
    request.headers = call.headers;
    if (!call.content_type.empty()) request.headers.push_back("Content-Type: " + call.content_type);
    if (ticket)
        request.headers.push_back("Authorization: Bearer " + std::string(ticket->token.view()));
    if (!key.empty()) request.headers.push_back("Idempotency-Key: " + key);
    request.body = std::move(call.body);
    request.held = call.held;
    request.stop = call.stop;
    return request;
}

Exchange::Attempt Exchange::attempt(const HttpsRequest& request) {
    auto reply = line_.exchange(request);
    if (!reply)
        return {tl::unexpected(problem_of(reply.error())), reply.error() == LineFault::unreachable};
    if (reply->status >= 200 && reply->status < 300) return {std::move(*reply)};
    if (reply->status < 400) return {tl::unexpected(contract_problem("status"))};
    auto refusal = read_refusal(*reply);
    return {tl::unexpected(std::move(refusal.problem)), refusal.repeatable, retry_after(*reply)};
}

bool Exchange::pause(std::chrono::milliseconds time, const std::stop_token& stop) const {
    std::mutex mutex;
    std::condition_variable_any wake;
    const std::stop_callback by_owner(line_.stop(), [&] {
        const std::lock_guard lock(mutex);
        wake.notify_all();
    });
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, time, [&] { return line_.stop().stop_requested(); });
    return !stop.stop_requested() && !line_.stop().stop_requested();
}

Reply<HttpsReply> Exchange::send(Call& call) {
    const auto ticket = session_.ticket();
    const auto key = draw_key(call, ticket);
    if (!key) return tl::unexpected(key.error());
    HttpsRequest request = request_for(call, ticket, *key);

    const auto begun = std::chrono::steady_clock::now();
    auto longest = rule_.first_pause;
    Attempt last = attempt(request);
    for (int tried = 1; last.repeatable && !call.once && tried < rule_.tries; ++tried) {
        const auto wait = std::max(drawn_up_to(longest), last.told_pause);
        if (std::chrono::steady_clock::now() - begun + wait > rule_.within) break;
        if (!pause(wait, request.stop)) break;
        longest = std::min(longest * 2, rule_.longest_pause);
        last = attempt(request);
    }
    wipe(request.body);
    for (auto& header : request.headers) wipe(header);
    const bool unanswered =
        last.repeatable || (!last.reply && last.reply.error().code == "stopped");
    // A key that could not be crossed out is sent once more at worst, and gets the same answer.
    if (!key->empty() && (!unanswered || !call.keeps_key)) static_cast<void>(keys_.answered(*key));
    if (!last.reply && last.reply.error().code == "not-signed-in" && ticket)
        session_.forget(ticket->token);
    return std::move(last.reply);
}

}  // namespace kiosk::backend
