#pragma once

#include "drivers/device.hpp"

#include <openssl/crypto.h>
#include <utility>

namespace drivers {

/// Bytes that are wiped when they go: reserve() before they grow, else a copy stays behind.
struct Wiped {
    Bytes bytes;

    Wiped() = default;
    explicit Wiped(Bytes secret) : bytes(std::move(secret)) {}
    Wiped(Wiped&&) noexcept = default;
    Wiped& operator=(Wiped&& other) noexcept {
        std::swap(bytes, other.bytes);
        return *this;
    }
    ~Wiped() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
};

}  // namespace drivers
