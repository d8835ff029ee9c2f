// What is usual for this person: people's eyes and mouths differ more than a blink does.

#pragma once

#include "kiosk/face/observation.hpp"

#include <deque>

namespace kiosk::face {

/// A quantile of the values of the last seconds. A value.
class Baseline {
public:
    /// `quantile` 0–1.
    Baseline(Seconds window, double quantile) : window_(window), quantile_(quantile) {}

    void add(Seconds at, double value);
    [[nodiscard]] double value() const { return value_; }
    /// There are enough values to rely on.
    [[nodiscard]] bool settled() const { return samples_.size() >= 5; }

private:
    struct Sample {
        Seconds at;
        double value;
    };

    Seconds window_;
    double quantile_;
    std::deque<Sample> samples_;
    double value_ = 0;
};

}  // namespace kiosk::face
