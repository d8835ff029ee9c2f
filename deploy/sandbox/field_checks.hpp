// Whether what a customer typed can be right. Pure.

#pragma once

#include "deploy/sandbox/json.hpp"
#include "deploy/sandbox/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Why a text can never be the value of the field, as one of the contract's item codes; nothing
/// when it may be, or may still become, a value (a mobile of seven digits). `id_type` is the
/// order's lr_id_type: only id_card numbers have a check digit. `today` is 2026-03-02.
[[nodiscard]] std::optional<std::string_view> impossible(std::string_view field,
                                                         const std::string& text,
                                                         std::string_view id_type,
                                                         const std::string& today);

/// Whether the field's value is one, not only a beginning.
[[nodiscard]] bool is_whole(std::string_view field, const std::string& text,
                            std::string_view id_type);

[[nodiscard]] bool is_field(std::string_view field);

}  // namespace sandbox
