#pragma once

namespace kiosk {

/// One visitor of a variant out of a lambda per case.
template <class... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

}  // namespace kiosk
