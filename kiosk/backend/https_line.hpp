#pragma once

#include "kiosk/backend/traffic.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::backend {

struct HttpsRequest {
    std::string method;
    std::string path;  ///< From the host on: "/v1/time".
    std::vector<std::string> headers;
    std::string body;
    std::chrono::seconds held{0};  ///< How long the server may hold the answer (long-poll).
    std::stop_token stop;
};

/// Bodies hold personal data: wiped when the reply goes.
struct HttpsReply {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< Names in lower case.
    std::string body;

    HttpsReply() = default;
    HttpsReply(HttpsReply&&) = default;
    HttpsReply& operator=(HttpsReply&&) = default;
    HttpsReply(const HttpsReply&) = delete;
    HttpsReply& operator=(const HttpsReply&) = delete;
    ~HttpsReply();

    /// Empty when there is no such header.
    std::string header(const std::string& name) const;
};

/// Why no reply came.
enum class LineFault {
    stopped,      ///< By the request's stop token or the line's own.
    unreachable,  ///< No connection, broken, or silent for too long: try again.
    untrusted,    ///< A certificate (theirs, ours, the pinned CA) does not fit: a technician.
};

struct HttpsLineConfig {
    std::string base_url;  ///< "https://host:port".
    std::string ca_file;   ///< The only CA trusted.
    std::string certificate_file, key_file;
    std::string agent;
    std::chrono::seconds connect{5};
    std::chrono::seconds silence{8};  ///< No byte for so long: broken. Not while an answer is held.
    std::stop_token stop;             ///< Ends every exchange.
};

/// A kept-alive line to one server: HTTPS with mutual TLS against one pinned CA, HTTP/2 where the
/// server offers it. Owned by one thread; the only user of libcurl.
class HttpsLine {
public:
    HttpsLine(HttpsLineConfig config, Traffic& traffic);
    ~HttpsLine();
    HttpsLine(const HttpsLine&) = delete;
    HttpsLine& operator=(const HttpsLine&) = delete;

    /// One exchange, no repeats. Ends within about 100 ms of a stop.
    [[nodiscard]] tl::expected<HttpsReply, LineFault> exchange(const HttpsRequest& request);
    const std::stop_token& stop() const { return config_.stop; }

private:
    struct Handles;

    void prepare(const HttpsRequest& request, HttpsReply& reply);
    void count();

    HttpsLineConfig config_;
    Traffic& traffic_;
    std::unique_ptr<Handles> handles_;
};

/// Overwrites what the text held.
void wipe(std::string& text);

}  // namespace kiosk::backend
