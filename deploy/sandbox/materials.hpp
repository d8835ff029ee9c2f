#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled attach_material(Call& call);
Handled list_materials(Call& call);
Handled get_material(Call& call);
Handled delete_material(Call& call);
Handled hand_over(Call& call);

/// The contract's Materials of an order: what the channel asks for in this case, with its state.
[[nodiscard]] Json materials_of(const World& world, const Json& order);

/// The contract's word for the letter: none, pending, signed, stamped, not_needed.
[[nodiscard]] std::string letter_word(const World& world, const Json& order);

/// Takes a photo as `kind`; the problem says why not. `source` is terminal or phone.
[[nodiscard]] Result<Json> take_photo(World& world, const std::string& order,
                                      const std::string& kind, const std::string& source,
                                      const std::string& bytes);

/// Marks all that was received ("accepted"), or one kind ("rejected" with a reason).
void judge_materials(World& world, const Json& order, const std::string& only_kind,
                     const std::string& state, const Json& reason);

void erase_materials(World& world, const Json& order);

/// SHA-256 of each photo by kind, for the frozen application.
[[nodiscard]] Json material_hashes(const World& world, const Json& order);

/// The order behind a hand-over link; nothing when unknown or too old.
[[nodiscard]] std::optional<std::string> handed_over_order(const World& world,
                                                           const std::string& token);

}  // namespace sandbox
