#include "kiosk/face/guidance.hpp"

#include <array>
#include <cmath>

namespace kiosk::face {
namespace {

/// How far apart an instruction's coming and its going are, in parts of the bound.
constexpr double slack = 0.15;

bool below(double value, double bound, bool shown) {
    return value < bound * (shown ? 1 + slack : 1);
}
bool above(double value, double bound, bool shown) {
    return value > bound * (shown ? 1 - slack : 1);
}

double off_centre(const Observation& seen) {
    const auto& box = seen.face->box;
    const double x = static_cast<double>(box.x + box.width / 2) / seen.picture.width - 0.5;
    const double y = static_cast<double>(box.y + box.height / 2) / seen.picture.height - 0.5;
    return std::max(std::abs(x), std::abs(y));
}

/// How far the eyes are open: to their usual, 1, or to what no open eye is below, whichever is
/// less.
double eyes_open(const Observation& seen, const Baseline& usual) {
    constexpr double surely_open = 0.16;
    const double now = seen.face->openness.eyes();
    return std::min(now / surely_open, now / std::max(0.05, usual.value()));
}

/// Whether the instruction applies; `shown`: it is on the screen now.
bool applies(Guidance guidance, const Observation& seen, const Baseline& eyes, bool shown) {
    if (guidance == Guidance::no_face) return !seen.face;
    if (!seen.face) return false;
    const auto& q = seen.face->quality;
    const auto& pose = seen.face->pose;
    switch (guidance) {
        case Guidance::several_faces: return seen.faces > 1;
        case Guidance::too_far: return below(q.head_size, 0.3, shown);
        case Guidance::too_close: return above(q.head_size, 0.75, shown);
        case Guidance::off_centre: return above(off_centre(seen), 0.18, shown);
        case Guidance::turned:
            return above(std::abs(pose.yaw), 15, shown) || above(std::abs(pose.pitch), 18, shown) ||
                   above(std::abs(pose.roll), 18, shown);
        case Guidance::dark: return below(q.luminance_mean, 0.3, shown);
        case Guidance::bright: return below(q.over_exposure_prevention, 0.7, shown);
        case Guidance::uneven_light: return below(q.illumination_uniformity, 0.4, shown);
        case Guidance::covered:
            return below(std::min(q.eyes_visible, q.mouth_occlusion_prevention), 0.4, shown);
        case Guidance::eyes_closed: return below(eyes_open(seen, eyes), 0.65, shown);
        case Guidance::blurred: return below(q.sharpness, 0.35, shown);
        default: return false;
    }
}

Guidance choose(const Observation& seen, const Baseline& eyes, Guidance shown) {
    for (int i = 0; i < static_cast<int>(Guidance::fine); ++i) {
        const auto guidance = static_cast<Guidance>(i);
        if (applies(guidance, seen, eyes, guidance == shown)) return guidance;
    }
    return Guidance::fine;
}

/// How long a cause has to last. A blink is not closed eyes.
Seconds patience(Guidance guidance) {
    return Seconds(guidance == Guidance::eyes_closed ? 0.7 : 0.3);
}

}  // namespace

Guidance Guide::see(const Observation& seen) {
    if (seen.face) eyes_.add(seen.at, seen.face->openness.eyes());
    const auto now = choose(seen, eyes_, shown_);
    if (!started_ || now != wanted_) {
        wanted_ = now;
        wanted_since_ = seen.at;
    }
    if (!started_ || seen.at - wanted_since_ >= patience(wanted_)) shown_ = wanted_;
    started_ = true;
    return shown_;
}

std::string_view to_string(Guidance guidance) {
    constexpr std::array<std::string_view, 13> names{
        "no_face",      "several_faces", "too_far", "too_close",   "off_centre", "dark", "bright",
        "uneven_light", "covered",       "turned",  "eyes_closed", "blurred",    "fine"};
    return names.at(static_cast<std::size_t>(guidance));
}

}  // namespace kiosk::face
