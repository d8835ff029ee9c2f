#include "kiosk/face/session.hpp"

#include <utility>

namespace kiosk::face {
namespace {

constexpr Seconds describe_every{1};  // costs as much as a frame

/// Who is asked to turn or nod is not told to look straight.
bool is_asked_for(Guidance guidance, const Challenge* challenge) {
    if (guidance != Guidance::turned || challenge == nullptr) return false;
    return challenge->kind == ChallengeKind::turn_left ||
           challenge->kind == ChallengeKind::turn_right || challenge->kind == ChallengeKind::nod;
}

}  // namespace

FaceSession::FaceSession(Observer& observer, ChallengeList list) : observer_(observer) {
    run_.list = std::move(list);
}

FaceUpdate FaceSession::see(const FaceFrame& frame) {
    FaceUpdate update;
    update.seen = observer_.look(frame.rgb, frame.at);
    update.guidance = guide_.see(update.seen);
    if (is_asked_for(update.guidance, run_.asked())) update.guidance = Guidance::fine;
    update.ended = actions_.see(update.seen);
    const bool neutral = actions_.neutral() && actions_.under_way().empty();
    const bool due = !described_ || frame.at - *described_ >= describe_every;
    if (neutral && due && update.guidance == Guidance::fine) {
        update.seen.face->descriptor = observer_.describe(frame.rgb, *update.seen.face);
        described_ = frame.at;
    }
    update.findings = attacks_.see(frame.rgb, frame.origin, update.seen);
    findings_.insert(findings_.end(), update.findings.begin(), update.findings.end());
    if (!run_.list.challenges.empty())
        run_ =
            next(std::move(run_), {frame.at, update.seen.faces, update.guidance == Guidance::fine,
                                   actions_.neutral(), update.ended, actions_.under_way(),
                                   std::exchange(digits_read_, std::nullopt)});
    return update;
}

}  // namespace kiosk::face
