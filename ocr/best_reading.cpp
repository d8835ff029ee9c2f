#include "ocr/best_reading.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace ocr {
namespace {

constexpr double easy_from = 0.8;  // confidence of a field that nothing stands in the way of

/// What every document of the kind shows, wherever its page was rightly found. Not what
/// the number of a card says too, nor the person of a licence: a short name of characters that no
/// model knows says nothing about the page.
std::vector<std::string_view> expected_fields(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::id_front: return {"name", "ethnicity", "address", "id_number"};
        case DocumentKind::id_back: return {"authority", "validity"};
        case DocumentKind::licence:
            return {"name", "type", "code", "established", "address", "scope"};
        case DocumentKind::none: break;
    }
    return {};
}

}  // namespace

Best::Best(Reading now, double its_evidence, const Corners& its_corners)
    : reading(std::move(now)), evidence(its_evidence), corners(its_corners) {
    for (const auto name : expected_fields(reading.kind)) {
        const auto* field = reading.find(name);
        const double confidence = !field || field->text.empty() ? 0 : field->confidence;
        ++expected;
        legible += confidence;
        read += confidence > 0 ? 1 : 0;
        well_read += confidence >= readable_from ? 1 : 0;
        easily_read += confidence >= easy_from ? 1 : 0;
    }
    legible /= std::max(1, expected);
}

}  // namespace ocr
