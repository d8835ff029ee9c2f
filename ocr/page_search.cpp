#include "ocr/page_search.hpp"

#include "ocr/contrast.hpp"

#include <algorithm>
#include <functional>

namespace ocr {

std::vector<PageCandidate> PageSearch::by(Way way) {
    switch (way) {
        case Way::quick: return find_pages(sketched(picture_, Search::quick), 5);
        case Way::thorough: return find_pages(sketch(), 12);
        case Way::before_background: return find_pages_before_background(sketch(), 8);
        case Way::hidden: break;
    }
    return hidden();
}

/// As pale as their desk, or with a side under a hand.
std::vector<PageCandidate> PageSearch::hidden() {
    const auto strong = sketched(brought_out(picture_), Search::thorough);
    auto out = find_pages(strong, 8);
    for (const auto* seen : {&sketch(), &strong})
        for (const auto& page : find_pages_by_three_sides(*seen, 8)) out.push_back(page);
    std::ranges::sort(out, std::greater(), &PageCandidate::score);
    return out;
}

const Sketch& PageSearch::sketch() {
    if (!sketch_) sketch_ = sketched(picture_, Search::thorough);
    return *sketch_;
}

}  // namespace ocr
