// The ways in which pages are sought in a photo, the cheapest first.

#pragma once

#include "ocr/page.hpp"

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace ocr {

enum class Way { quick, thorough, before_background, hidden };
inline constexpr std::array ways{Way::quick, Way::thorough, Way::before_background, Way::hidden};

/// Of one picture, 8-bit RGB. What several ways need is made when the first of them asks. Owned by
/// one thread.
class PageSearch {
public:
    explicit PageSearch(cv::Mat picture) : picture_(std::move(picture)) {}

    /// Candidates, best first.
    [[nodiscard]] std::vector<PageCandidate> by(Way way);

private:
    const Sketch& sketch();
    [[nodiscard]] std::vector<PageCandidate> hidden();

    cv::Mat picture_;
    std::optional<Sketch> sketch_;
};

}  // namespace ocr
