// A face in which nothing moves: a mask, a print, a doll.

#pragma once

#include "kiosk/face/observation.hpp"

#include <deque>

namespace kiosk::face {

/// Looks at the last ten seconds: living people blink, speak or turn in that time. A value.
class Stillness {
public:
    void see(const SeenFace& face, Seconds at);
    /// The window is full and nothing moved in it.
    [[nodiscard]] bool still() const;

private:
    struct Moment {
        Seconds at;
        double eyes;
        double mouth;
        double yaw;
        double pitch;
    };

    std::deque<Moment> moments_;
};

}  // namespace kiosk::face
