// How App asks the backend; included by its .cpp files only.

#pragma once

#include "kiosk/app.hpp"

namespace kiosk {

template <class Ask, class ToEvent>
flow::Event App::asked(AskId id, backend::Backend& backend, Ask& ask, ToEvent& to_event) {
    auto reply = ask(backend);
    if (!reply) return flow::Failed{id, reply.error()};
    if constexpr (std::is_same_v<decltype(reply), backend::Reply<void>>)
        return to_event(id);
    else
        return to_event(id, std::move(*reply));
}

template <class Ask, class ToEvent>
void App::call(AskId id, Ask ask, ToEvent to_event) {
    calls_.post([this, id, ask = std::move(ask), to_event = std::move(to_event)]() mutable {
        answer(asked(id, parts_.calls, ask, to_event));
    });
}

/// One long-poll at a time: a new one ends the one before.
template <class Ask, class ToEvent>
void App::watch(AskId id, Ask ask, ToEvent to_event) {
    watching_.request_stop();
    watching_ = {};
    waits_.post([this, id, stop = watching_.get_token(), ask = std::move(ask),
                 to_event = std::move(to_event)]() mutable {
        if (stop.stop_requested()) return;
        const auto waiting = [&](backend::Backend& backend) { return ask(backend, stop); };
        auto event = asked(id, parts_.waits, waiting, to_event);
        if (!stop.stop_requested()) answer(std::move(event));
    });
}

}  // namespace kiosk
