#pragma once

#include "tests/visits/visitor.hpp"

#include <filesystem>
#include <string>

namespace visits {

/// What is left of a visit, held against the key that left the terminal.
struct Proof {
    std::string order, state;
    std::string
        fault;  ///< Empty: order completed, certificate leads to its root, key signs under it.
};

/// Puts the key of that name back, reads it as a stranger would and lets it sign. Leaves
/// certificate.pem, chain.pem, receipt.png and receipt.bin in `out`. Call on the farewell page.
Proof prove(Visitor& visitor, const std::string& key, const std::filesystem::path& out);

}  // namespace visits
