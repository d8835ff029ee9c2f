#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

[[nodiscard]] std::string escaped(std::string_view text);

/// Words in Chinese with the English small below.
[[nodiscard]] std::string bilingual(std::string_view zh, std::string_view en);

enum class Tone : std::uint8_t { good, plain, bad };

/// A button that posts `action` with one value.
[[nodiscard]] std::string button(std::string_view name, std::string_view value, std::string_view zh,
                                 std::string_view en, Tone tone);

/// A whole page for a phone; `body` is HTML already.
[[nodiscard]] Answer page(std::string_view title, const std::string& body, int status = 200);

/// A page that only says one thing.
[[nodiscard]] Answer note(std::string_view zh, std::string_view en, Tone tone, int status = 200);
[[nodiscard]] Answer dead_link();

/// 88.00 yuan.
[[nodiscard]] std::string yuan(int fen);

}  // namespace sandbox
