#include "kiosk/face/speech.hpp"

#include <algorithm>
#include <cmath>

namespace kiosk::face {
namespace {

constexpr Seconds slot_length{1.2};
constexpr double least_voiced = 0.12;  // seconds; the shortest Mandarin digit takes twice that
constexpr double voiced = 0.5;         // see VoiceMoment
constexpr double least_motion = 0.04;  // of the mouth's openness
constexpr double over_noise = 3;       // times; ten decibels
constexpr double least_level = 60;     // a microphone that is on
constexpr double least_together = 0.35;
constexpr double widest_lag = 0.25;  // seconds; lips lead the sound a little
constexpr double searched_lag = 0.5;
constexpr double step = 0.02;

/// The value of a series at a time, between its neighbours.
template <class Series, class Value>
double at(const Series& series, Seconds when, Value value) {
    const auto after = std::lower_bound(series.begin(), series.end(), when,
                                        [](const auto& s, Seconds t) { return s.at < t; });
    if (after == series.begin()) return value(series.front());
    if (after == series.end()) return value(series.back());
    const auto before = after - 1;
    const double part = (when - before->at) / (after->at - before->at);
    return value(*before) * (1 - part) + value(*after) * part;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    double mean_a = 0;
    double mean_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mean_a += a[i] / static_cast<double>(a.size());
        mean_b += b[i] / static_cast<double>(a.size());
    }
    double both = 0;
    double own_a = 0;
    double own_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - mean_a) * (b[i] - mean_b);
        own_a += (a[i] - mean_a) * (a[i] - mean_a);
        own_b += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return own_a > 0 && own_b > 0 ? both / std::sqrt(own_a * own_b) : 0;
}

}  // namespace

std::vector<DigitSlot> slots_of(const std::string& digits, Seconds begin) {
    std::vector<DigitSlot> slots;
    for (const char digit : digits) {
        slots.push_back({digit, begin, begin + slot_length});
        begin += slot_length;
    }
    return slots;
}

void SpeechWatch::hear(Seconds at, std::span<const std::int16_t> samples, int rate) {
    const auto moments = meter_.hear(at, samples, rate);
    voice_.insert(voice_.end(), moments.begin(), moments.end());
}

void SpeechWatch::see(Seconds at, double mouth) { lips_.push_back({at, mouth}); }

/// The quiet tenth of what was heard is the room.
double SpeechWatch::loud_from() const {
    std::vector<double> levels;
    levels.reserve(voice_.size());
    for (const auto& moment : voice_) levels.push_back(moment.level);
    const auto quiet = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 10);
    std::nth_element(levels.begin(), quiet, levels.end());
    return std::max(least_level, over_noise * *quiet);
}

SlotFinding SpeechWatch::judge(const DigitSlot& slot) const {
    const auto within = [&](Seconds at) { return at >= slot.begin && at < slot.end; };
    const double loud = loud_from();
    SlotFinding finding{slot.digit, 0, 0, false};
    for (const auto& moment : voice_)
        if (within(moment.at) && moment.level >= loud && moment.voicing >= voiced)
            finding.voiced_s += 0.01;
    double narrowest = 1e9;
    double widest = -1e9;
    for (const auto& lips : lips_)
        if (within(lips.at)) {
            narrowest = std::min(narrowest, lips.open);
            widest = std::max(widest, lips.open);
        }
    finding.lip_motion = std::max(0.0, widest - narrowest);
    finding.read = finding.voiced_s >= least_voiced && finding.lip_motion >= least_motion;
    return finding;
}

/// Finds the lag at which loudness follows the lips best.
void SpeechWatch::compare(SpeechVerdict& verdict) const {
    const int lags = cvRound(searched_lag / step);
    const int steps = static_cast<int>((slots_.back().end - slots_.front().begin).count() / step);
    for (int k = -lags; k <= lags; ++k) {
        const double lag = k * step;
        std::vector<double> loudness;
        std::vector<double> opening;
        for (int i = 0; i < steps; ++i) {
            const Seconds t = slots_.front().begin + Seconds(i * step);
            opening.push_back(at(lips_, t, [](const Lips& l) { return l.open; }));
            loudness.push_back(at(voice_, t + Seconds(lag), [](const VoiceMoment& m) {
                return m.voicing >= voiced ? std::log1p(m.level) : 0;
            }));
        }
        const double together = correlation(loudness, opening);
        if (together > verdict.together) {
            verdict.together = together;
            verdict.lip_lag_s = lag;
        }
    }
}

std::optional<SpeechVerdict> SpeechWatch::verdict() const {
    if (slots_.empty() || voice_.empty() || lips_.empty() || voice_.back().at < slots_.back().end ||
        lips_.back().at < slots_.back().end)
        return std::nullopt;
    SpeechVerdict verdict;
    for (const auto& slot : slots_) verdict.slots.push_back(judge(slot));
    compare(verdict);
    verdict.read_well = std::all_of(verdict.slots.begin(), verdict.slots.end(),
                                    [](const SlotFinding& s) { return s.read; }) &&
                        verdict.together >= least_together &&
                        std::abs(verdict.lip_lag_s) <= widest_lag;
    return verdict;
}

}  // namespace kiosk::face
