#include "kiosk/face/baseline.hpp"

#include <algorithm>

namespace kiosk::face {

void Baseline::add(Seconds at, double value) {
    samples_.push_back({at, value});
    while (samples_.front().at < at - window_) samples_.pop_front();
    std::vector<double> sorted;
    sorted.reserve(samples_.size());
    for (const auto& sample : samples_) sorted.push_back(sample.value);
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(
                                            quantile_ * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), place, sorted.end());
    value_ = *place;
}

}  // namespace kiosk::face
