// The one instruction that helps most now (R41).

#pragma once

#include "kiosk/face/baseline.hpp"

#include <string_view>

namespace kiosk::face {

/// In order of urgency: the first that applies is said.
enum class Guidance {
    no_face,
    several_faces,
    too_far,
    too_close,
    off_centre,
    dark,
    bright,
    uneven_light,
    covered,
    turned,
    eyes_closed,
    blurred,
    fine,
};

/// Chooses the instruction with hysteresis: one that is shown goes only when its cause is clearly
/// gone, another comes only when its cause has lasted. Without clock; any thread, one at a time.
class Guide {
public:
    /// The first frame is answered at once.
    Guidance see(const Observation& seen);
    [[nodiscard]] Guidance shown() const { return shown_; }

private:
    Guidance shown_ = Guidance::no_face;
    Guidance wanted_ = Guidance::no_face;
    Seconds wanted_since_{};
    bool started_ = false;
    Baseline eyes_{Seconds(8), 0.7};
};

[[nodiscard]] std::string_view to_string(Guidance guidance);

}  // namespace kiosk::face
