#pragma once

#include "deploy/sandbox/settings.hpp"

#include <span>
#include <string>
#include <tl/expected.hpp>

namespace sandbox {

struct Options {
    Settings settings;
    bool die_with_parent = false;
    bool help = false;
};

/// The error names the word that was not understood.
[[nodiscard]] tl::expected<Options, std::string> parse_options(std::span<const std::string> words);

[[nodiscard]] std::string usage();

}  // namespace sandbox
