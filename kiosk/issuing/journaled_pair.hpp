#pragma once

#include "drivers/token.hpp"

#include <optional>
#include <string>

namespace kiosk::issuing {

/// A pair as the journal keeps it: "first 3059…", place and DER SubjectPublicKeyInfo.
struct JournaledPair {
    drivers::Place place = drivers::Place::first;
    drivers::Bytes public_key;
};

[[nodiscard]] std::string journaled(const JournaledPair& pair);
[[nodiscard]] std::optional<JournaledPair> read_journaled_pair(const std::string& detail);

}  // namespace kiosk::issuing
