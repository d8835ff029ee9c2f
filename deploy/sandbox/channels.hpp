#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>
#include <string_view>

namespace sandbox {

/// The three channels as the contract's Channel; they differ wherever channels may differ.
[[nodiscard]] const Json& channels();

/// Null when there is none of that id.
[[nodiscard]] const Json* find_channel(std::string_view id);

/// The element with this id of a channel's list ("methods", "products"); null when not offered.
[[nodiscard]] const Json* offered(const Json& channel, const char* list, const std::string& id);

/// Whether a channel's list of plain words ("deliveries", "letter_ways") has the word.
[[nodiscard]] bool offers(const Json& channel, const char* list, const std::string& word);

Handled list_channels(Call& call);
Handled get_channel(Call& call);

}  // namespace sandbox
