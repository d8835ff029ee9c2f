#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ② 经办人认证 (R17): form, then one of the channel's methods; when one fails the others are
/// offered.
struct Agent {
    struct ChoosingInput {};
    struct Form {
        AgentMethod method{};
        std::map<FieldId, std::string> faults;
    };
    /// `rereading`: the order had changed meanwhile (its ETag); it is read, then saved again.
    struct Saving {
        Asked asked;
        AgentMethod method{};
        bool rereading = false;
    };
    struct SendingCode {
        Asked asked;
        AgentMethod method{};
    };
    struct Coding {
        AgentMethod method{};
        CodeTicket ticket;
        Time resend_at{};
        std::optional<Asked> asked;
        std::optional<Problem> problem;
    };
    /// This way failed; `others` may be tried at once.
    struct FailedWay {
        AgentMethod method{};
        Problem problem;
        std::vector<AgentMethod> others;
    };
    struct Unavailable {
        AgentMethod method{};
        Problem problem;
    };
    using State =
        std::variant<ChoosingInput, Form, Saving, SendingCode, Coding, FailedWay, Unavailable>;

    struct CaptureWanted {};
    struct TypingWanted {};
    struct MethodChosen {
        AgentMethod method{};
    };
    struct DomainChosen {
        std::string domain;
    };  ///< A common e-mail domain was touched.
    using Event = std::variant<OrderReplied, CodeSent, AgentChecked, Failed, Ticked, Edited, Next,
                               Back, Retried, Dismissed, CodeResent, CaptureWanted, TypingWanted,
                               MethodChosen, DomainChosen>;
    /// `face`: the data are saved; the person comes in front of the camera.
    enum class Outcome { verified, capture, face, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> form(Draft& draft);
    /// The form with another way chosen.
    static Stepped<State, Outcome> by_method(AgentMethod method, Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    static std::vector<FieldId> fields(AgentMethod method);
};

/// The ways of the channel that this terminal has, in the channel's order.
std::vector<AgentMethod> agent_methods(const Draft& draft);

/// The e-mail domains offered at the field.
const std::vector<std::string>& common_domains();

}  // namespace kiosk::flow
