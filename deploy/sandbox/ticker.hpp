#pragma once

#include "deploy/sandbox/world.hpp"

#include <thread>

namespace sandbox {

/// Lets time do its work – expiries, the reviewer by rule, post, refunds – five times a second on a
/// thread of its own, until the world is stopping.
class Ticker {
public:
    explicit Ticker(World& world);
    ~Ticker();
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    std::thread thread_;
};

}  // namespace sandbox
