// The special members of the large values, so that no other file has to compile them.

#include "kiosk/flow/visit.hpp"

#include <array>
#include <memory>
#include <utility>

namespace kiosk::flow {
namespace {

/// Assigning by making anew: a variant's own assignment has a case for each pair of alternatives.
template <class T>
T& replace(T& old, T&& made) {
    static_assert(std::is_nothrow_move_constructible_v<T>);
    if (&old == &made) return old;
    std::destroy_at(&old);
    return *std::construct_at(&old, std::forward<T>(made));
}

template <class Variant, std::size_t place>
Variant made_of(void* one) {
    using Alternative = std::variant_alternative_t<place, Variant>;
    return Variant(std::in_place_index<place>, std::move(*static_cast<Alternative*>(one)));
}

template <class Variant, std::size_t... places>
Variant make(std::size_t place, void* one, std::index_sequence<places...>) {
    constexpr std::array<Variant (*)(void*), sizeof...(places)> makers{
        &made_of<Variant, places>...};
    return makers.at(place)(one);
}

}  // namespace

template <class Variant>
OneOf<Variant>::OneOf(std::size_t place, void* one)
    : Variant(make<Variant>(place, one, std::make_index_sequence<std::variant_size_v<Variant>>())) {
}
template <class Variant>
OneOf<Variant>::OneOf(const OneOf&) = default;
template <class Variant>
OneOf<Variant>::OneOf(OneOf&&) noexcept = default;
template <class Variant>
OneOf<Variant>& OneOf<Variant>::operator=(const OneOf& other) {
    return replace(*this, OneOf(other));
}
template <class Variant>
OneOf<Variant>& OneOf<Variant>::operator=(OneOf&& other) noexcept {
    return replace(*this, std::move(other));
}
template <class Variant>
OneOf<Variant>::~OneOf() = default;

template struct OneOf<AnyEvent>;
template struct OneOf<AnyEffect>;
template struct OneOf<AnyPage>;

Visit::Visit() = default;
Visit::Visit(const Visit&) = default;
Visit::Visit(Visit&&) noexcept = default;
Visit& Visit::operator=(const Visit& other) { return replace(*this, Visit(other)); }
Visit& Visit::operator=(Visit&& other) noexcept { return replace(*this, std::move(other)); }
Visit::~Visit() = default;

}  // namespace kiosk::flow
