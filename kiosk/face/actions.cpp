#include "kiosk/face/actions.hpp"

#include <cmath>

namespace kiosk::face {
namespace {

constexpr Seconds memory{4};
// Beyond these the mesh's eyes and mouth are foreshortened too much to be judged. Degrees.
constexpr double judged_yaw = 14;
constexpr double judged_pitch = 12;

}  // namespace

ActionWatch::ActionWatch()
    : eyes_(memory, 0.7),
      mouth_(memory, 0.3),
      yaw_(memory, 0.5),
      pitch_(memory, 0.5),
      tracks_{{{ActionKind::blink, 0.22, 0.35, 1.2},
               {ActionKind::open_mouth, 0.07, 0.14, 4},
               {ActionKind::turn_left, 7, 15, 5},
               {ActionKind::turn_right, 7, 15, 5},
               {ActionKind::nod, 5, 9, 4}}} {}

void ActionWatch::follow(Track& track, double deviation, Seconds at, std::vector<Action>& ended) {
    if (track.moving) {
        track.action.peak = std::max(track.action.peak, deviation);
        if (deviation >= track.leaves) return;
        track.moving = false;
        track.action.end = at;
        if (track.action.peak >= track.counts && (at - track.action.onset).count() <= track.longest)
            ended.push_back(track.action);
    } else if (deviation >= track.leaves) {
        track.moving = true;
        track.action = {track.kind, at, {}, deviation};
    }
}

std::vector<Action> ActionWatch::see(const Observation& seen) {
    std::vector<Action> ended;
    present_ = seen.face.has_value();
    if (!present_) {
        for (auto& track : tracks_) track.moving = false;
        return ended;
    }
    const auto& face = *seen.face;
    // A movement does not become the usual: while one lasts, baselines rest, but not for ever.
    const auto rests = [&](ActionKind kind) {
        const auto& track = tracks_[static_cast<std::size_t>(kind)];
        return track.moving && (seen.at - track.action.onset).count() < track.longest;
    };
    const bool turning = rests(ActionKind::turn_left) || rests(ActionKind::turn_right);
    if (!turning) yaw_.add(seen.at, face.pose.yaw);
    if (!rests(ActionKind::nod) && !turning) pitch_.add(seen.at, face.pose.pitch);
    const double yaw = face.pose.yaw - yaw_.value();
    const double pitch = face.pose.pitch - pitch_.value();
    const bool judged = std::abs(yaw) < judged_yaw && std::abs(pitch) < judged_pitch;
    if (judged && !rests(ActionKind::blink)) eyes_.add(seen.at, face.openness.eyes());
    if (judged && !rests(ActionKind::open_mouth)) mouth_.add(seen.at, face.openness.mouth);
    if (!yaw_.settled() || !eyes_.settled() || !mouth_.settled()) return ended;

    auto& [blink, mouth, left, right, nod] = tracks_;
    if (judged) {
        follow(blink, 1 - face.openness.eyes() / std::max(0.05, eyes_.value()), seen.at, ended);
        follow(mouth, face.openness.mouth - mouth_.value(), seen.at, ended);
    } else {
        blink.moving = mouth.moving = false;
    }
    follow(left, yaw, seen.at, ended);
    follow(right, -yaw, seen.at, ended);
    // A head that turns far seems to nod.
    if (std::abs(yaw) < judged_yaw)
        follow(nod, pitch, seen.at, ended);
    else
        nod.moving = false;
    return ended;
}

std::vector<Action> ActionWatch::under_way() const {
    std::vector<Action> out;
    for (const auto& track : tracks_)
        if (track.moving && track.action.peak >= track.counts) out.push_back(track.action);
    return out;
}

bool ActionWatch::neutral() const {
    if (!present_ || !yaw_.settled() || !eyes_.settled() || !mouth_.settled()) return false;
    for (const auto& track : tracks_)
        if (track.moving && track.kind != ActionKind::blink) return false;
    return true;
}

std::string_view to_string(ActionKind kind) {
    constexpr std::array<std::string_view, 5> names{"blink", "open_mouth", "turn_left",
                                                    "turn_right", "nod"};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace kiosk::face
