#include "kiosk/issuing/journaled_pair.hpp"

#include "kiosk/issuing/certificate.hpp"

namespace kiosk::issuing {
namespace {

constexpr std::string_view first = "first ";
constexpr std::string_view second = "second ";

}  // namespace

std::string journaled(const JournaledPair& pair) {
    return std::string(pair.place == drivers::Place::first ? first : second) + hex(pair.public_key);
}

std::optional<JournaledPair> read_journaled_pair(const std::string& detail) {
    const bool is_first = detail.starts_with(first);
    if (!is_first && !detail.starts_with(second)) return {};
    auto bytes =
        bytes_of_hex(std::string_view(detail).substr(is_first ? first.size() : second.size()));
    if (!bytes || bytes->empty()) return {};
    return JournaledPair{is_first ? drivers::Place::first : drivers::Place::second,
                         std::move(*bytes)};
}

}  // namespace kiosk::issuing
