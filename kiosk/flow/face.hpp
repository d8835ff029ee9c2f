#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// A face verified live at the terminal (R40–R46), of `Draft::face_subject`: consent before the
/// first frame, the challenges of one try, its evidence on the way, what the backend decided.
struct Face {
    struct Loading {
        Asked asked;
    };
    /// The consent page. Nothing is ticked beforehand; the camera is dark.
    struct Consenting {
        std::vector<Agreement> agreements;
        std::set<std::string> ticked;
        std::optional<std::string> reading;
        bool reminded = false;  ///< 同意 was touched without a tick.
    };
    struct Opening {
        Asked asked;
    };
    /// The camera runs.
    struct Watching {
        FaceSession session;
        Asked watch;
        FaceProgress progress;
        bool started = false;  ///< The first frame came.
        std::string said;      ///< The instruction that was spoken last.
    };
    /// The sealed evidence goes to the backend; `problem`: it did not, and goes again by itself.
    struct Sending {
        FaceSession session;
        std::optional<Asked> asked;
        std::optional<Problem> problem;
        Time retry_at{};
    };
    struct Deciding {
        FaceSession session;
        Asked watch;
    };
    struct Passed {
        Time leave_at{};
    };
    /// Failed, undecided or expired: again while tries are left, or another way.
    struct NotPassed {
        FaceSession session;
    };
    /// Unplugged or frozen: the device's fault, never the person's. Goes on when it is back.
    struct CameraFault {
        Problem problem;
        Asked watch;
    };
    struct Unavailable {
        Problem problem;
    };
    using State = std::variant<Loading, Consenting, Opening, Watching, Sending, Deciding, Passed,
                               NotPassed, CameraFault, Unavailable>;

    struct ConsentTicked {
        std::string id;
    };
    struct ConsentOpened {
        std::string id;
    };
    struct PhoneWanted {};  ///< 改用手机验证: the link by SMS.
    struct MethodWanted {
        Method method{};
    };  ///< Another way to prove the organisation.
    struct AgentMethodWanted {
        AgentMethod method{};
    };  ///< Another way to prove the agent.
    using Event =
        std::variant<AgreementsLoaded, FaceReplied, FaceSeen, FaceWatched, FaceCameraReady, Failed,
                     Ticked, Next, Back, Retried, Dismissed, ConsentTicked, ConsentOpened,
                     PhoneWanted, MethodWanted, AgentMethodWanted>;

    struct Outcome {
        enum class Kind { passed, left, by_phone, by_method, by_agent_method } kind{};
        Method method{};
        AgentMethod agent_method{};
    };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// The catalogue key of the one instruction that is shown and spoken now.
    static std::string instruction(const Watching& watching);
};

/// Names as in the catalogues and in the contract: "turn_left", "no_face".
std::string_view name_of(FaceAction action);
std::string_view name_of(FaceGuidance guidance);

}  // namespace kiosk::flow
