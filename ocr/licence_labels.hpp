// What the entries of a licence are: by what stands in them, where that leaves no choice, or by
// their labels.

#pragma once

#include "ocr/licence_layout.hpp"
#include "ocr/recogniser.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ocr {

/// The field a value can only be of, as ReadField names it; empty where it may be of several.
/// `lines`: how many it fills.
[[nodiscard]] std::string_view field_by_content(const std::vector<Symbol>& value,
                                                std::size_t lines);

/// The labels of one licence, each read when it is first asked for.
class LicenceLabels {
public:
    /// The last two must outlive this.
    LicenceLabels(const InkPage& page, const LicenceLayout& layout, Recogniser& recogniser);

    /// The field the label names, "form" for 组成形式, which is none; empty if it names none.
    [[nodiscard]] std::string_view field(std::size_t entry);
    /// Whether one names a field, as on no other page and no other way up. Looks at a few only.
    [[nodiscard]] bool any_known();

private:
    InkPage page_;  ///< What is faint counting as ink.
    const LicenceLayout& layout_;
    Recogniser& recogniser_;
    std::vector<std::optional<std::string_view>> known_;
};

}  // namespace ocr
