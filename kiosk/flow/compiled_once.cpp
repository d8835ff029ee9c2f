// The special members of the large values, so that no other file has to compile them.

#include "kiosk/flow/visit.hpp"

namespace kiosk::flow {

Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

Effect::Effect(const Effect&) = default;
Effect::Effect(Effect&&) noexcept = default;
Effect& Effect::operator=(const Effect&) = default;
Effect& Effect::operator=(Effect&&) noexcept = default;
Effect::~Effect() = default;

Visit::Visit() = default;
Visit::Visit(const Visit&) = default;
Visit::Visit(Visit&&) noexcept = default;
Visit& Visit::operator=(const Visit&) = default;
Visit& Visit::operator=(Visit&&) noexcept = default;
Visit::~Visit() = default;

}  // namespace kiosk::flow
