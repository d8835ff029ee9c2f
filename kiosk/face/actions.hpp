// What the person does: movements away from their own neutral face and back.

#pragma once

#include "kiosk/face/baseline.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace kiosk::face {

enum class ActionKind { blink, open_mouth, turn_left, turn_right, nod };

/// Left and right are the person's own.
struct Action {
    ActionKind kind = ActionKind::blink;
    Seconds onset{};  ///< Left the neutral band.
    Seconds end{};    ///< Came back to it.
    double peak = 0;  ///< Blink: lowest openness over the usual one; mouth: openness over the usual
                      ///< one; else degrees from the usual pose.
};

/// Every quantity has its own rolling baseline, so glasses, narrow eyes and a head held askew are
/// as good as any. Without clock; a value.
class ActionWatch {
public:
    ActionWatch();

    /// The actions that ended with this frame.
    std::vector<Action> see(const Observation& seen);

    /// Movements that are on their way and already large enough to count.
    [[nodiscard]] std::vector<Action> under_way() const;
    /// Nothing moves, and the usual face is known. A blink does not disturb it.
    [[nodiscard]] bool neutral() const;

private:
    struct Track {
        ActionKind kind = ActionKind::blink;
        double leaves = 0;   ///< Of the deviation: outside of the neutral band.
        double counts = 0;   ///< Of the deviation: large enough.
        double longest = 0;  ///< Seconds; longer is another posture, not an action.
        bool moving = false;
        Action action{};
    };

    void follow(Track& track, double deviation, Seconds at, std::vector<Action>& ended);

    Baseline eyes_;
    Baseline mouth_;
    Baseline yaw_;
    Baseline pitch_;
    std::array<Track, 5> tracks_;
    bool present_ = false;
};

[[nodiscard]] std::string_view to_string(ActionKind kind);

}  // namespace kiosk::face
