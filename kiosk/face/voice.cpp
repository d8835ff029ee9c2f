#include "kiosk/face/voice.hpp"

#include <algorithm>
#include <cmath>

namespace kiosk::face {
namespace {

constexpr int kept_rate = 4000;           // a second; pitch and first formant need no more
constexpr std::size_t span_length = 160;  // 40 ms: three periods of the lowest pitch
constexpr std::size_t hop = 40;           // 10 ms
constexpr std::size_t first_lag = kept_rate / 400;  // highest pitch
constexpr std::size_t last_lag = kept_rate / 80;    // lowest pitch
constexpr double least_low = 0.2;                   // of the level: what is below a kilohertz

}  // namespace

/// A mean over a millisecond leaves pitch and first formant, and takes hiss and whistles away.
void VoiceMeter::keep(double sample, int rate) {
    last_.push_back(sample);
    sum_ += sample;
    if (last_.size() > static_cast<std::size_t>(rate / 1000)) {
        sum_ -= last_.front();
        last_.pop_front();
    }
    power_ += sample * sample;
    if (++skipped_ < rate / kept_rate) return;
    rest_.push_back({sum_ / static_cast<double>(last_.size()), power_ / skipped_});
    power_ = 0;
    skipped_ = 0;
}

std::vector<VoiceMoment> VoiceMeter::hear(Seconds at, std::span<const std::int16_t> samples,
                                          int rate) {
    const int factor = rate / kept_rate;  // samples a kept one stands for
    const double per_second = static_cast<double>(rate) / factor;
    const Seconds begin = at - Seconds(static_cast<double>(rest_.size()) / per_second);
    for (const auto sample : samples) keep(sample, rate);
    std::vector<VoiceMoment> out;
    std::size_t done = 0;
    for (; done + span_length <= rest_.size(); done += hop) {
        const auto part = std::span(rest_).subspan(done, span_length);
        double low = 0;
        double all = 0;
        for (const auto& kept : part) {
            low += kept.low * kept.low / span_length;
            all += kept.power / span_length;
        }
        double voicing = 0;  // largest normalised autocorrelation at the lags of a human pitch
        for (std::size_t lag = first_lag; lag <= last_lag; ++lag) {
            double both = 0;
            double here = 1;
            double there = 1;
            for (std::size_t i = 0; i + lag < span_length; ++i) {
                both += part[i].low * part[i + lag].low;
                here += part[i].low * part[i].low;
                there += part[i + lag].low * part[i + lag].low;
            }
            voicing = std::max(voicing, both / std::sqrt(here * there));
        }
        if (low < least_low * least_low * all) voicing = 0;
        out.push_back(
            {begin + Seconds((static_cast<double>(done) + span_length / 2.0) / per_second),
             std::sqrt(low), std::min(1.0, voicing)});
    }
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(done));
    return out;
}

}  // namespace kiosk::face
