// Which alternatives a variant has.

#pragma once

#include <type_traits>
#include <variant>

namespace kiosk::flow {

/// Whether T, without reference and const, is one of the variant's alternatives.
template <class T, class Variant>
constexpr bool among = false;
template <class T, class... Ts>
constexpr bool among<T, std::variant<Ts...>> = (std::is_same_v<std::remove_cvref_t<T>, Ts> || ...);

}  // namespace kiosk::flow
