// The special members of the large values, so that no other file has to compile them.

#include "kiosk/flow/visit.hpp"

#include <memory>

namespace kiosk::flow {
namespace {

/// Assigning by making anew: a variant's own assignment has a case for each pair of alternatives.
template <class T>
T& replace(T& old, T&& made) {
    static_assert(std::is_nothrow_move_constructible_v<T>);
    if (&old == &made) return old;
    std::destroy_at(&old);
    return *std::construct_at(&old, std::move(made));
}

}  // namespace

Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event& other) { return replace(*this, Event(other)); }
Event& Event::operator=(Event&& other) noexcept { return replace(*this, std::move(other)); }
Event::~Event() = default;

Effect::Effect(const Effect&) = default;
Effect::Effect(Effect&&) noexcept = default;
Effect& Effect::operator=(const Effect& other) { return replace(*this, Effect(other)); }
Effect& Effect::operator=(Effect&& other) noexcept { return replace(*this, std::move(other)); }
Effect::~Effect() = default;

Visit::Visit() = default;
Visit::Visit(const Visit&) = default;
Visit::Visit(Visit&&) noexcept = default;
Visit& Visit::operator=(const Visit& other) { return replace(*this, Visit(other)); }
Visit& Visit::operator=(Visit&& other) noexcept { return replace(*this, std::move(other)); }
Visit::~Visit() = default;

}  // namespace kiosk::flow
