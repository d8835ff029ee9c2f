// Which alternatives a variant has, and a variant that is cheap to compile.

#pragma once

#include <cstddef>
#include <type_traits>
#include <variant>

namespace kiosk::flow {

/// Whether T, without reference and const, is one of the variant's alternatives.
template <class T, class Variant>
inline constexpr bool among = false;
template <class T, class... Ts>
inline constexpr bool among<T, std::variant<Ts...>> = (std::is_same_v<std::remove_cvref_t<T>, Ts> ||
                                                       ...);

/// The place of T among the variant's alternatives.
template <class T, class Variant>
inline constexpr std::size_t place_among = 0;
template <class T, class... Ts>
inline constexpr std::size_t place_among<T, std::variant<Ts...>> = [] {
    std::size_t place = 0;
    static_cast<void>(((std::is_same_v<T, Ts> || (++place, false)) || ...));
    return place;
}();

/// A large variant whose making, copies, moves and end are compiled once (compiled_once.cpp), not
/// in every file that makes one: each goes through a table of all alternatives.
template <class Variant>
struct OneOf : Variant {
    template <class T>
    requires among<T, Variant> OneOf(T one)  // NOLINT(google-explicit-constructor)
        : OneOf(place_among<T, Variant>, &one) {}
    OneOf(const OneOf&);
    OneOf(OneOf&&) noexcept;
    OneOf& operator=(const OneOf&);
    OneOf& operator=(OneOf&&) noexcept;
    ~OneOf();

private:
    /// Moved from `one`, which is the alternative at `place`.
    OneOf(std::size_t place, void* one);
};

}  // namespace kiosk::flow
