// Provinces, cities and counties, and their codes (GB/T 2260): what an address and the name of an
// authority begin with.

#pragma once

#include "ocr/line.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocr {

class Regions {
public:
    /// `file`: a region a line, code and the names of province, city and county parted by tabs, as
    /// deploy/setup makes it. False if it is missing or damaged.
    [[nodiscard]] bool load(const std::filesystem::path& file);

    /// Puts the region at the beginning of an address right. `code`: of the region the same
    /// document names in its number; may be empty.
    [[nodiscard]] std::vector<Symbol> mend_address(const std::vector<Symbol>& read,
                                                   std::string_view code) const;
    /// Puts the region in the name of an organisation right: at its beginning or in brackets,
    /// without what kind of region it is.
    [[nodiscard]] std::vector<Symbol> mend_organisation(const std::vector<Symbol>& read,
                                                        std::string_view code) const;
    /// Whether it begins with the name of a region, as addresses on documents do.
    [[nodiscard]] bool begins_address(const std::vector<Symbol>& read) const;
    /// Whether it begins with the name of a province, or of a region: counties come and go.
    [[nodiscard]] bool in_a_province(const std::vector<Symbol>& read) const;
    /// Puts the name of a police authority right; nothing where it is like none, or like several.
    [[nodiscard]] std::optional<std::vector<Symbol>> mend_authority(
        const std::vector<Symbol>& read) const;
    /// Names of authorities that differ from what was read in one character.
    [[nodiscard]] std::vector<std::u32string> like_authorities(
        const std::vector<Symbol>& read) const;

private:
    struct Region {
        std::string code;
        std::u32string province, city, county;
    };
    std::vector<Region> regions_;
    std::vector<std::u32string> beginnings_;   ///< Of addresses.
    std::vector<std::u32string> authorities_;  ///< Whole names.
};

}  // namespace ocr
