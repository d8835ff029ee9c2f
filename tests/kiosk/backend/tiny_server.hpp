#pragma once

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#define CPPHTTPLIB_OPENSSL_SUPPORT
#endif

#include "kiosk/backend/http_backend.hpp"
#include "kiosk/store/database.hpp"
#include "tests/kiosk/store/temporary_file.hpp"

#include <cstdlib>
#include <deque>
#include <functional>
#include <httplib.h>
#include <mutex>
#include <string>
#include <thread>

namespace kiosk::backend {

/// Certificates for mutual TLS, made once for all tests.
class Identities {
public:
    static const Identities& all() {
        static const Identities identities;
        return identities;
    }
    std::string file(const char* name) const { return (folder_.path() / name).string(); }

private:
    Identities() {
        const std::string command =
            std::string(SOURCE_DIR) + "/deploy/sandbox/certificates " + folder_.path().string();
        if (std::system(command.c_str()) != 0) std::abort();
    }
    store::TemporaryFolder folder_;
};

/// A server on a loopback port that speaks mutual TLS and answers as the test tells it.
class TinyServer {
public:
    using Handler = std::function<void(const httplib::Request&, httplib::Response&)>;

    explicit TinyServer(Handler handler)
        : server_(Identities::all().file("server.pem").c_str(),
                  Identities::all().file("server.key").c_str(),
                  Identities::all().file("ca.pem").c_str()),
          handler_(std::move(handler)) {
        const auto answer = [this](const httplib::Request& request, httplib::Response& reply) {
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(request);
            }
            handler_(request, reply);
        };
        server_.Get(".*", answer);
        server_.Post(".*", answer);
        server_.Patch(".*", answer);
        server_.Delete(".*", answer);
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::jthread([this] { server_.listen_after_bind(); });
        while (!server_.is_running()) std::this_thread::yield();
    }
    ~TinyServer() { server_.stop(); }
    TinyServer(const TinyServer&) = delete;
    TinyServer& operator=(const TinyServer&) = delete;

    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
    std::deque<httplib::Request> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

private:
    httplib::SSLServer server_;
    Handler handler_;
    mutable std::mutex mutex_;
    std::deque<httplib::Request> requests_;
    int port_ = 0;
    std::jthread thread_;
};

/// A client of such a server, with everything it borrows. Repeats come without long pauses.
struct Client {
    explicit Client(const std::string& url, const char* certificate = "terminal")
        : backend(config(url, certificate), session, keys, traffic) {}

    static HttpBackendConfig config(const std::string& url, const char* certificate) {
        HttpBackendConfig config;
        config.base_url = url;
        config.ca_file = Identities::all().file("ca.pem");
        config.certificate_file =
            Identities::all().file((std::string(certificate) + ".pem").c_str());
        config.key_file = Identities::all().file((std::string(certificate) + ".key").c_str());
        config.terminal = "A-017";
        config.first_pause = std::chrono::milliseconds(5);
        return config;
    }

    store::Database database{":memory:"};
    store::IdempotencyKeys keys{database};
    Session session;
    Traffic traffic;
    HttpBackend backend;
};

inline void answer_json(httplib::Response& reply, const std::string& body, int status = 200) {
    reply.status = status;
    reply.set_content(body, "application/json");
}

inline void answer_problem(httplib::Response& reply, int status, const std::string& code,
                           const std::string& more = "", bool retryable = false) {
    reply.status = status;
    reply.set_content(
        R"({"type":"urn:problem:)" + code + R"(","title":"","status":)" + std::to_string(status) +
            R"(,"code":")" + code + R"(","retryable":)" + (retryable ? "true" : "false") +
            R"(,"userMessage":{"zh-CN":"样本","en":"sample"},"supportRef":"S-1")" + more + "}",
        "application/problem+json");
}

}  // namespace kiosk::backend
