#include "deploy/sandbox/server.hpp"

#include "deploy/sandbox/router.hpp"
#include "deploy/sandbox/ticker.hpp"
#include "deploy/sandbox/world.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

namespace sandbox {

namespace {

constexpr std::size_t threads = 64;  // A long-poll and an idle connection hold one each.
constexpr std::size_t largest_body = 16 * 1024 * 1024;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Request request_of(const httplib::Request& from) {
    Request request{.method = from.method, .path = from.path, .body = from.body};
    for (const auto& [name, value] : from.headers) request.headers[lower(name)] = value;
    // Added by the library, not sent.
    for (const char* own : {"remote_addr", "remote_port", "local_addr", "local_port"})
        request.headers.erase(own);
    for (const auto& [name, value] : from.params) request.query[name] = value;
    for (const auto& [name, part] : from.files) request.parts.push_back({name, part.content});
    return request;
}

/// The library cannot drop a connection from a handler: find the socket by its far end.
void hang_up(int remote_port) {
    for (int descriptor = 3; descriptor < 4096; ++descriptor) {
        sockaddr_in far{};
        socklen_t size = sizeof far;
        if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&far), &size) != 0) continue;
        if (far.sin_family == AF_INET && ntohs(far.sin_port) == remote_port)
            shutdown(descriptor, SHUT_RDWR);
    }
}

Json names_of(const std::map<std::string, std::string>& headers) {
    Json names = Json::array();
    for (const auto& [name, value] : headers) names.push_back(lower(name));
    return names;
}

Json parsed(const std::string& body, const std::string& type) {
    if (type.find("json") == std::string::npos) return {};
    return Json::parse(body, nullptr, false);
}

void record(World& world, const Request& request, const Answer& answer) {
    const auto type = request.header("content-type").value_or("");
    world.recorder.write(
        {{"method", request.method},
         {"path", request.path},
         {"query", request.query},
         {"request_headers", names_of(request.headers)},
         {"request_content_type", type},
         {"request_body", parsed(request.body, type)},
         {"status", answer.status},
         {"response_headers", names_of(answer.headers)},
         {"response_content_type", answer.status == 204 ? "" : answer.content_type},
         {"response_body", answer.body}});
}

void respond(World& world, Listener listener, const httplib::Request& from, httplib::Response& to) {
    const Request request = request_of(from);
    bool lost_reply = false;
    const Answer given = answer(world, listener, request, lost_reply);
    to.status = given.status;
    for (const auto& [name, value] : given.headers) to.set_header(name, value);
    const std::string body = given.body.is_null() ? given.bytes : given.body.dump();
    if (given.status != 204 && !body.empty()) to.set_content(body, given.content_type);
    if (listener == Listener::terminal) {
        ++world.requests;
        world.bytes_in += request.body.size();
        world.bytes_out += body.size();
        record(world, request, given);
    }
    if (lost_reply) hang_up(from.remote_port);
}

void serve_all(httplib::Server& server, World& world, Listener listener) {
    const auto handler = [&world, listener](const httplib::Request& from, httplib::Response& to) {
        respond(world, listener, from, to);
    };
    server.Get(".*", handler);
    server.Post(".*", handler);
    server.Patch(".*", handler);
    server.Delete(".*", handler);
    server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(100000);
    server.set_keep_alive_timeout(15);
    server.set_payload_max_length(largest_body);
}

int take_port(httplib::Server& server, const std::string& host, int port) {
    if (port == 0) return server.bind_to_any_port(host);
    return server.bind_to_port(host, port) ? port : -1;
}

/// Appears whole or not at all.
void write_addresses(const Settings& settings, const Json& addresses) {
    const std::string path = settings.state + "/sandbox.json";
    std::ofstream(path + ".new") << addresses.dump(2) << '\n';
    std::filesystem::rename(path + ".new", path);
}

}  // namespace

struct Server::Parts {
    explicit Parts(Settings settings)
        : world(std::move(settings)),
          terminal(file("server.pem").c_str(), file("server.key").c_str(), file("ca.pem").c_str()),
          phone(file("server.pem").c_str(), file("server.key").c_str()) {
        serve_all(terminal, world, Listener::terminal);
        serve_all(phone, world, Listener::outer);
    }
    ~Parts() {
        {
            const std::lock_guard lock(world.mutex);
            world.stopping = true;
        }
        world.changed.notify_all();
        terminal.stop();
        phone.stop();
        for (std::thread& listener : listeners) listener.join();
    }
    [[nodiscard]] std::string file(const char* name) const {
        return world.settings.pki + '/' + name;
    }

    World world;
    std::string terminal_url;
    httplib::SSLServer terminal;
    httplib::SSLServer phone;
    std::vector<std::thread> listeners;
    std::unique_ptr<Ticker> ticker;
};

tl::expected<std::unique_ptr<Server>, std::string> Server::start(Settings settings) {
    std::unique_ptr<Parts> parts;
    try {
        parts = std::make_unique<Parts>(std::move(settings));
    } catch (const std::exception& error) {
        return tl::unexpected<std::string>(error.what());
    }
    const Settings& wanted = parts->world.settings;
    if (!parts->terminal.is_valid() || !parts->phone.is_valid())
        return tl::unexpected<std::string>(
            wanted.pki + ": no usable certificates (deploy/sandbox/certificates makes them)");
    const int port = take_port(parts->terminal, "127.0.0.1", wanted.port);
    const int phone_port = take_port(parts->phone, wanted.phone_host, wanted.phone_port);
    if (port < 0 || phone_port < 0) return tl::unexpected<std::string>("a port is taken");
    parts->terminal_url = "https://localhost:" + std::to_string(port) + "/v1";
    parts->world.phone_url = "https://" + wanted.phone_host + ':' + std::to_string(phone_port);
    parts->listeners.emplace_back([server = &parts->terminal] { server->listen_after_bind(); });
    parts->listeners.emplace_back([server = &parts->phone] { server->listen_after_bind(); });
    parts->ticker = std::make_unique<Ticker>(parts->world);
    write_addresses(
        wanted,
        {{"terminal_url", parts->terminal_url},
         {"phone_url", parts->world.phone_url},
         {"ca_pem", std::filesystem::absolute(parts->file("ca.pem")).string()},
         {"root_pem", std::filesystem::absolute(wanted.state + "/authority/root.pem").string()}});
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

std::string Server::terminal_url() const { return parts_->terminal_url; }
std::string Server::phone_url() const { return parts_->world.phone_url; }

}  // namespace sandbox
