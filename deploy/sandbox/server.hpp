#pragma once

#include "deploy/sandbox/settings.hpp"

#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace sandbox {

/// The whole sandbox in one process: two TLS listeners and the ticker that lets time do its work.
/// Serves from construction to destruction on threads of its own; methods from any thread.
class Server {
public:
    /// The error is one line for a person.
    [[nodiscard]] static tl::expected<std::unique_ptr<Server>, std::string> start(
        Settings settings);
    /// Waits for open connections to end.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string terminal_url() const;  ///< https://localhost:PORT/v1, mutual TLS.
    [[nodiscard]] std::string phone_url() const;     ///< https://127.0.0.1:PORT

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace sandbox
