#pragma once

#include "kiosk/app.hpp"
#include "kiosk/backend/traffic.hpp"
#include "kiosk/config.hpp"
#include "ui/view.hpp"
#include "ui/window.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace kiosk {

/// The whole terminal, put together from its configuration: devices, backend, store, visit, window.
/// The program and the scripted visits run this same one. UI thread only.
class Terminal {
public:
    /// Why it cannot start: a line for the technician.
    using Error = std::string;
    static tl::expected<std::unique_ptr<Terminal>, Error> start(const Config& config);
    ~Terminal();

    /// Once round: waits at most `most` for input, an answer or a deadline, takes what came, draws
    /// what changed.
    void step(std::chrono::milliseconds most);

    const flow::Visit& visit() const;
    ui::Window& window();
    const backend::Traffic& traffic() const;
    /// Called after every step; the tour takes its pictures here.
    bool closed() const;

private:
    struct Parts;
    explicit Terminal(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace kiosk
