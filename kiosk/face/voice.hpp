// Voice in sound: how loud, and whether vocal folds swing. Words are not recognised here.

#pragma once

#include "kiosk/face/observation.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace kiosk::face {

/// Forty milliseconds of sound.
struct VoiceMoment {
    Seconds at{};        ///< Their middle.
    double level = 0;    ///< Root mean square below a kilohertz, levels of 16 bits.
    double voicing = 0;  ///< 0–1: how well it repeats at a pitch of 80–400 Hz.
};

/// Cuts sound into moments, one every ten milliseconds. One thread.
class VoiceMeter {
public:
    /// Blocks of one channel in the order of their times, `at` that of the first sample; `rate` at
    /// least 8000 a second, the same for all. The new moments; a block's last ones come with the
    /// next block.
    std::vector<VoiceMoment> hear(Seconds at, std::span<const std::int16_t> samples, int rate);

private:
    /// What is kept of a quarter of a millisecond.
    struct Kept {
        double low;    ///< Below a kilohertz.
        double power;  ///< Of all that was there.
    };

    void keep(double sample, int rate);

    std::vector<Kept> rest_;   ///< Of the moment that is not complete yet.
    std::deque<double> last_;  ///< The last millisecond, as it came.
    double sum_ = 0;           ///< Of that.
    double power_ = 0;         ///< Since the last that was kept.
    int skipped_ = 0;          ///< Since the last that was kept.
};

}  // namespace kiosk::face
