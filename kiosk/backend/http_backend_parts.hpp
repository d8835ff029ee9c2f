#pragma once

#include "kiosk/backend/http_backend.hpp"
#include "kiosk/backend/upload.hpp"

#include <map>

namespace kiosk::backend {

/// What an HttpBackend is made of, and the few shapes its calls have.
struct HttpBackend::Parts {
    Parts(const HttpBackendConfig& config, Session& session, store::IdempotencyKeys& keys,
          Traffic& traffic);

    /// Long-polls `path`; `etag` empty: see HttpBackend about following its own last answer.
    Reply<HttpsReply> watch(const std::string& path, const std::string& etag,
                            const std::stop_token& stop);
    Reply<flow::Order> order_from(const Reply<HttpsReply>& reply) const;

    Reply<HttpsReply> get(const std::string& path);
    Reply<HttpsReply> post(const std::string& path, const Json& body = Json::object());

    struct Seen {
        std::string etag;
        std::chrono::steady_clock::time_point at;
    };

    std::chrono::seconds patience;
    Session& session;
    HttpsLine line;
    Exchange exchange;
    Uploads uploads;
    std::map<std::string, Seen> seen;
};

/// Reads the body of an answer, or hands on why there is none.
template <class Reader>
auto read_reply(const Reply<HttpsReply>& reply, Reader&& reader)
    -> Reply<decltype(reader(std::declval<const Reading&>()))> {
    if (!reply) return tl::unexpected(reply.error());
    return read_body(reply->body, std::forward<Reader>(reader));
}

/// For answers whose body says nothing.
[[nodiscard]] Reply<void> done(const Reply<HttpsReply>& reply);

/// A piece of a path or query, escaped (RFC 3986, 2.1).
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace kiosk::backend
