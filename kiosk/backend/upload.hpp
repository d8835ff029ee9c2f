#pragma once

#include "kiosk/backend/exchange.hpp"

#include <cstdint>
#include <span>

namespace kiosk::backend {

/// Sends files by tus 1.0 with the creation and checksum extensions, in pieces: what arrived before
/// a break is not sent again. Owned by one thread.
class Uploads {
public:
    explicit Uploads(Exchange& exchange) : exchange_(exchange) {}

    /// Returns the upload's id. A file whose upload was given up goes on where it broke off.
    [[nodiscard]] Reply<std::string> send(const std::string& order, const std::string& kind,
                                          std::span<const std::uint8_t> file);
    /// Forgets an upload that was given up.
    void forget() { unfinished_ = {}; }

private:
    struct Unfinished {
        std::string metadata;
        std::string path;  ///< Below /v1.
    };

    Reply<std::string> create(const std::string& metadata, std::size_t size);
    Reply<std::size_t> offset(const std::string& path);
    Reply<std::size_t> send_piece(const std::string& path, std::span<const std::uint8_t> file,
                                  std::size_t from);
    Reply<void> send_rest(const std::string& path, std::span<const std::uint8_t> file,
                          std::size_t from);

    Exchange& exchange_;
    Unfinished unfinished_;
};

}  // namespace kiosk::backend
