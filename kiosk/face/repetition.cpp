#include "kiosk/face/repetition.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kiosk::face {
namespace {

const cv::Size reduced(32, 24);
constexpr std::size_t most_frames = 3600;
constexpr double same_picture = 0.05;  // mean difference of levels: below any sensor's noise
constexpr double same_reduced = 0.35;  // noise is averaged away, movement is not
constexpr double moving = 2;  // beyond noise, summed over a run: a still scene equals itself
constexpr Seconds apart{1};   // closer frames are alike by nature

double difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total());
}

}  // namespace

Repetition::~Repetition() {
    grey_.setTo(0);
    for (auto& past : past_) past.small.setTo(0);
}

void Repetition::see(const cv::Mat& rgb, Seconds at) {
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    if (grey_.size() != grey.size() || difference(grey, grey_) > same_picture) changed_ = at;
    grey_.setTo(0);
    grey_ = grey;
    last_ = at;
    cv::Mat small;
    cv::resize(grey, small, reduced, 0, 0, cv::INTER_AREA);
    const double step =
        past_.empty() ? 0 : std::max(0.0, difference(small, past_.back().small) - same_reduced);
    repeated_ = 0;
    // From the end: the run of a picture goes on from that of the one before it.
    for (std::size_t i = past_.size(); i-- > 0;) {
        auto& old = past_[i];
        if (old.at > at - apart || difference(small, old.small) > same_reduced) {
            old.run = 0;
            old.moved = 0;
            continue;
        }
        old.run = 1 + (i > 0 ? past_[i - 1].run : 0);
        old.moved = step + (i > 0 ? past_[i - 1].moved : 0);
        if (old.moved > moving) repeated_ = std::max(repeated_, old.run);
    }
    if (past_.size() < most_frames) past_.push_back({at, small, 0, 0});
}

int Repetition::repeated_frames() const { return repeated_; }

}  // namespace kiosk::face
