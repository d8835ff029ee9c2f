#include "kiosk/face/voice.hpp"

#include <algorithm>
#include <cmath>

namespace kiosk::face {
namespace {

constexpr double window_s = 0.04;  // two periods of the lowest pitch and more
constexpr double hop_s = 0.01;
constexpr double lowest_hz = 80;
constexpr double highest_hz = 400;
constexpr double least_low = 0.2;  // of the level: what is below a kilohertz

/// Largest normalised autocorrelation at the lags of a human pitch.
double voicing_of(std::span<const double> s, int rate) {
    const auto first = static_cast<std::size_t>(rate / highest_hz);
    const auto last = std::min(static_cast<std::size_t>(rate / lowest_hz), s.size() / 2);
    double best = 0;
    for (std::size_t lag = first; lag <= last; ++lag) {
        double both = 0;
        double here = 1;
        double there = 1;
        for (std::size_t i = 0; i + lag < s.size(); ++i) {
            both += s[i] * s[i + lag];
            here += s[i] * s[i];
            there += s[i + lag] * s[i + lag];
        }
        best = std::max(best, both / std::sqrt(here * there));
    }
    return std::min(best, 1.0);
}

double level_of(std::span<const double> s) {
    double sum = 0;
    for (const double v : s) sum += v * v;
    return std::sqrt(sum / static_cast<double>(s.size()));
}

}  // namespace

std::vector<VoiceMoment> VoiceMeter::hear(Seconds at, std::span<const std::int16_t> samples,
                                          int rate) {
    const auto window = static_cast<std::size_t>(window_s * rate);
    const auto hop = static_cast<std::size_t>(hop_s * rate);
    rest_at_ = at - Seconds(static_cast<double>(rest_.size()) / rate);
    // A mean over a millisecond leaves pitch and first formant, and takes hiss and whistles away.
    const auto span = static_cast<std::size_t>(rate / 1000);
    for (const auto sample : samples) {
        last_.push_back(sample);
        sum_ += sample;
        if (last_.size() > span) {
            sum_ -= last_.front();
            last_.pop_front();
        }
        rest_.push_back(sum_ / static_cast<double>(last_.size()));
        raw_.push_back(sample);
    }
    std::vector<VoiceMoment> out;
    std::size_t begin = 0;
    for (; begin + window <= rest_.size(); begin += hop) {
        const auto part = std::span(rest_).subspan(begin, window);
        const double level = level_of(part);
        const bool low = level >= least_low * level_of(std::span(raw_).subspan(begin, window));
        out.push_back(
            {rest_at_ +
                 Seconds((static_cast<double>(begin) + static_cast<double>(window) / 2) / rate),
             level, low ? voicing_of(part, rate) : 0});
    }
    for (auto* done : {&rest_, &raw_})
        done->erase(done->begin(), done->begin() + static_cast<std::ptrdiff_t>(begin));
    return out;
}

}  // namespace kiosk::face
