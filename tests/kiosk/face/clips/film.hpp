// The virtual person, filmed and watched: frames are made as they are looked at and kept nowhere.

#pragma once

#include "deploy/sandbox/person_script.hpp"
#include "kiosk/face/session.hpp"

#include <functional>
#include <gtest/gtest.h>

namespace film {

namespace face = kiosk::face;

inline constexpr double rate = 20;  // frames a second

inline face::Observer& observer() {
    static auto built = [] {
        auto models = face::load_models(SOURCE_DIR "/.deps/models");
        return face::Observer::build(std::move(models.value()));
    }();
    return built.value();
}

inline sandbox::Person person(sandbox::Likeness likeness = sandbox::Likeness::portrait) {
    return sandbox::Person::load(
               "/usr/lib/python3/dist-packages/imageio/resources/images/astronaut.png",
               SOURCE_DIR "/.deps/models/canonical_face.binarypb", likeness)
        .value();
}

/// Small: drawing it costs more than watching it.
inline sandbox::View small_view() {
    sandbox::View view;
    view.size = {400, 300};
    return view;
}

/// What was seen of a clip.
struct Seen {
    std::vector<face::FaceUpdate> frames;
    face::ChallengeRun run;
    std::vector<face::AttackFinding> findings;

    [[nodiscard]] bool passed() const {
        return std::holds_alternative<face::ChallengeRun::Passed>(run.state);
    }
    [[nodiscard]] bool shows(face::AttackSign sign) const {
        for (const auto& finding : findings)
            if (finding.sign == sign) return true;
        return false;
    }
    [[nodiscard]] std::vector<face::ActionKind> actions() const {
        std::vector<face::ActionKind> kinds;
        for (const auto& frame : frames)
            for (const auto& action : frame.ended) kinds.push_back(action.kind);
        return kinds;
    }
};

/// Makes frame `i` of a clip.
using Camera = std::function<face::FaceFrame(unsigned i)>;

inline face::FaceFrame frame(cv::Mat rgb, unsigned i) {
    return {std::move(rgb), face::Seconds(i / rate), {"virtual", i + 1}};
}

/// The person acts by a script in front of an honest camera.
inline Camera camera(const sandbox::Person& person, sandbox::Script script,
                     sandbox::View view = small_view()) {
    return [=, script = std::move(script)](unsigned i) {
        return frame(person.picture(sandbox::gesture_at(script, i / rate), view, i), i);
    };
}

inline face::ChallengeList ask(std::initializer_list<face::ChallengeKind> kinds) {
    face::ChallengeList list{"nonce", {}, face::Seconds(30)};
    for (const auto kind : kinds) list.challenges.push_back({kind, face::Seconds(8), {}});
    return list;
}

inline Seen watch(const Camera& camera, double seconds, face::ChallengeList list = {}) {
    face::FaceSession session(observer(), std::move(list));
    Seen seen;
    for (unsigned i = 0; i < seconds * rate; ++i) seen.frames.push_back(session.see(camera(i)));
    seen.run = session.run();
    seen.findings = session.findings();
    return seen;
}

}  // namespace film
