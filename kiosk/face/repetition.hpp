// Pictures that come again.

#pragma once

#include "kiosk/face/observation.hpp"

#include <vector>

namespace kiosk::face {

/// Compares each picture with those before it, greatly reduced (768 bytes a frame, of at most two
/// minutes). Wipes what it kept.
class Repetition {
public:
    Repetition() = default;
    ~Repetition();
    Repetition(const Repetition&) = delete;
    Repetition& operator=(const Repetition&) = delete;

    void see(const cv::Mat& rgb, Seconds at);

    /// How long the picture has not changed at all; not even by the sensor's noise.
    [[nodiscard]] Seconds frozen_for() const { return last_ - changed_; }
    /// For how many frames the pictures have followed earlier ones, movement included.
    [[nodiscard]] int repeated_frames() const;

private:
    struct Past {
        Seconds at;
        cv::Mat small;
        int run = 0;       ///< Frames up to now that equal those up to this one.
        double moved = 0;  ///< How much the picture changed over the run.
    };

    std::vector<Past> past_;
    cv::Mat grey_;  ///< Of the last frame.
    Seconds last_{};
    Seconds changed_{};
    int repeated_ = 0;
};

}  // namespace kiosk::face
