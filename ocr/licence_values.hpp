// From what was read beside a licence's label to the value of its field.

#pragma once

#include "ocr/document.hpp"
#include "ocr/line.hpp"
#include "ocr/regions.hpp"

#include <opencv2/core.hpp>
#include <string_view>
#include <vector>

namespace ocr {

/// The lines beside a label, one after another.
struct LicenceValue {
    std::vector<Symbol> symbols;
    cv::Rect where;
    bool lost = false;  ///< A line could not be read.
};

/// `name`: as in ReadField. `region`: code of the licence's own, or empty.
[[nodiscard]] ReadField licence_field(std::string_view name, const LicenceValue& value,
                                      std::string_view region, const Regions& regions);

}  // namespace ocr
