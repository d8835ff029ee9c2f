#pragma once

#include <nlohmann/json.hpp>

// Compiled once (json.cpp), not in every file that touches an object.
extern template class nlohmann::basic_json<>;

namespace sandbox {

/// Bodies, stored things and answers. The sandbox writes its own JSON: client and server must not
/// be wrong together.
using Json = nlohmann::json;

/// A text to be shown, as the contract has it.
[[nodiscard]] inline Json both_languages(const char* zh, const char* en) {
    return {{"zh-CN", zh}, {"en", en}};
}

}  // namespace sandbox
