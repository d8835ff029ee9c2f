#include "kiosk/backend/http_backend.hpp"

#include "kiosk/backend/channel_json.hpp"
#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/order_json.hpp"

#include <cctype>

namespace kiosk::backend {
namespace {

constexpr std::chrono::minutes clock_tolerance{5};
constexpr std::chrono::seconds follows_within{2};
constexpr std::chrono::seconds longest_wait{30};  // the contract's Prefer: wait

std::string origin_of(std::string url) {
    for (const std::string_view tail : {"/", "/v1"})
        if (url.ends_with(tail)) url.resize(url.size() - tail.size());
    return url;
}

HttpsLineConfig line_config(const HttpBackendConfig& config) {
    return {origin_of(config.base_url),    config.ca_file, config.certificate_file, config.key_file,
            "terminal/" + config.terminal, config.connect, config.silence,          config.stop};
}

}  // namespace

HttpBackend::Parts::Parts(const HttpBackendConfig& config, Session& shared_session,
                          store::IdempotencyKeys& keys, Traffic& traffic)
    : patience(std::min(config.patience, longest_wait)),
      session(shared_session),
      line(line_config(config), traffic),
      exchange(line, session, keys, {config.tries, config.within, config.first_pause},
               config.terminal),
      uploads(exchange) {}

Reply<HttpsReply> HttpBackend::Parts::get(const std::string& path) {
    Call call;
    call.path = path;
    return exchange.send(call);
}

Reply<HttpsReply> HttpBackend::Parts::post(const std::string& path, const Json& body) {
    return exchange.send(json_call("POST", path, body));
}

Reply<HttpsReply> HttpBackend::Parts::watch(const std::string& path, const std::string& etag,
                                            const std::stop_token& stop) {
    const auto last = seen.find(path);
    const bool follows =
        last != seen.end() && std::chrono::steady_clock::now() - last->second.at < follows_within;
    const std::string known = !etag.empty() ? etag : follows ? last->second.etag : std::string();
    Call call;
    call.path = path;
    call.stop = stop;
    call.held = patience;
    call.headers = {"Prefer: wait=" + std::to_string(patience.count())};
    if (!known.empty()) call.headers.push_back("If-None-Match: " + known);
    auto reply = exchange.send(call);
    if (!reply) return reply;
    if (reply->header("etag").empty()) return tl::unexpected(contract_problem("ETag"));
    seen.clear();  // one customer, one wait at a time
    seen[path] = {reply->header("etag"), std::chrono::steady_clock::now()};
    return reply;
}

Reply<flow::Order> HttpBackend::Parts::order_from(const Reply<HttpsReply>& reply) const {
    auto order = read_reply(
        reply, [&](const Reading& json) { return read_order(json, session.backend_now()); });
    if (!order) return order;
    order->etag = reply->header("etag");
    if (order->etag.empty()) return tl::unexpected(contract_problem("ETag"));
    return order;
}

Reply<void> done(const Reply<HttpsReply>& reply) {
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x80 && std::isalnum(byte)) ||
            std::string_view("-._~").find(c) != std::string_view::npos) {
            result += c;
        } else {
            result += '%';
            result += digits[byte >> 4U];
            result += digits[byte & 15U];
        }
    }
    return result;
}

HttpBackend::HttpBackend(const HttpBackendConfig& config, Session& session,
                         store::IdempotencyKeys& keys, Traffic& traffic)
    : parts_(std::make_unique<Parts>(config, session, keys, traffic)) {}

HttpBackend::~HttpBackend() = default;

Reply<void> HttpBackend::reach() {
    const auto now =
        read_reply(parts_->get("/time"), [](const Reading& json) { return json.time("now"); });
    if (!now) return tl::unexpected(now.error());
    const auto ours = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto ahead = *now - ours;
    parts_->session.set_clock_ahead(ahead);
    if (std::chrono::abs(ahead) <= clock_tolerance) return {};
    flow::Problem problem;
    problem.who = flow::Problem::Who::technician;
    problem.code = "clock-wrong";
    return tl::unexpected(problem);
}

Reply<std::vector<flow::ChannelName>> HttpBackend::channels() {
    return read_reply(parts_->get("/channels"), read_channels);
}

Reply<flow::Channel> HttpBackend::channel(const std::string& id) {
    return read_reply(parts_->get("/channels/" + escaped(id)), read_channel);
}

Reply<std::vector<flow::Agreement>> HttpBackend::agreements(const std::string& channel,
                                                            const std::string& scene) {
    return read_reply(
        parts_->get("/agreements?channel=" + escaped(channel) + "&scene=" + escaped(scene)),
        read_agreements);
}

Reply<void> HttpBackend::open_session(const std::string& channel) {
    if (parts_->session.ticket()) return {};
    Call call = json_call("POST", "/sessions", {{"channel", channel}});
    call.keeps_key = false;
    auto ticket = read_reply(parts_->exchange.send(call), [](const Reading& json) {
        std::string token = json.text("token");
        Session::Ticket opened{json.text("id"), flow::Secret(token)};
        wipe(token);
        return opened;
    });
    if (!ticket) return tl::unexpected(ticket.error());
    parts_->session.open(std::move(*ticket));
    return {};
}

void HttpBackend::close_session() {
    parts_->uploads.forget();
    parts_->seen.clear();
    const auto ticket = parts_->session.take();
    if (!ticket) return;
    Call call;
    call.method = "DELETE";
    call.path = "/sessions/" + escaped(ticket->id);
    call.headers = {"Authorization: Bearer " + std::string(ticket->token.view())};
    call.once = true;  // a session left open there expires by itself
    static_cast<void>(parts_->exchange.send(call));
    for (auto& header : call.headers) wipe(header);
}

Reply<void> HttpBackend::call_staff(const std::string& page) {
    Call call = json_call("POST", "/staff-calls", {{"page", page}});
    call.keeps_key = false;
    return done(parts_->exchange.send(call));
}

}  // namespace kiosk::backend
