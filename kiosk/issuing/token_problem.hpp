#pragma once

#include "drivers/token.hpp"
#include "kiosk/flow/values.hpp"

namespace kiosk::issuing {

/// A key's fault in the words of the visit: "key-removed" and "wrong-pin" (the customer),
/// "key-locked" and "key-broken" (hall staff), "key-unsupported" (a technician), "stopped".
[[nodiscard]] flow::Problem token_problem(const drivers::TokenFault& fault);

[[nodiscard]] flow::Problem problem(flow::Problem::Who who, std::string code);

}  // namespace kiosk::issuing
