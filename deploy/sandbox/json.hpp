#pragma once

#include <nlohmann/json.hpp>

namespace sandbox {

/// Bodies, stored things and answers. The sandbox writes its own JSON: client and server must not
/// be wrong together.
using Json = nlohmann::json;

}  // namespace sandbox
