#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ④ 资料上传: the list (R20), the letter of authority (R21), 证书申请签名 (R22).
struct Materials {
    /// Sends what was captured, one after another (`sending_kind`), or deletes one; `missing` are
    /// named after 下一步.
    struct Listing {
        std::optional<Asked> sending;
        std::string sending_kind;
        std::vector<std::string> missing;
        std::optional<Problem> problem;
    };
    struct OpeningHandOver {
        Asked asked;
    };
    /// The customer's phone sends photos; the list fills by itself.
    struct HandOver {
        std::string url;
        Asked watch;
    };
    struct ChoosingLetter {};
    struct RequestingLetter {
        Asked asked;
    };
    /// The LR signs on the phone; moves on by itself.
    struct WaitingForLetter {
        CodeTicket ticket;
        Asked watch;
        Time resend_at{};
        std::optional<Asked> resending;
    };
    struct LoadingConsents {
        Asked asked;
    };
    struct SendingCode {
        Asked asked;
        std::vector<Agreement> agreements;
    };
    struct Signing {
        std::vector<Agreement> agreements;
        CodeTicket ticket;
        Time resend_at{};
        std::set<std::string> ticked;
        std::optional<std::string> reading;
        std::optional<Asked> asked;
        std::optional<Problem> problem;
    };
    /// The order is read first: photos have changed its ETag.
    struct Saving {
        Asked asked;
        bool reading = false;
    };
    struct Unavailable {
        Problem problem;
    };
    using State =
        std::variant<Listing, OpeningHandOver, HandOver, ChoosingLetter, RequestingLetter,
                     WaitingForLetter, LoadingConsents, SendingCode, Signing, Saving, Unavailable>;

    struct CaptureWanted {
        std::string kind;
    };
    struct Removed {
        std::string kind;
    };
    struct HandOverWanted {};
    struct LetterWanted {};
    struct StampedChosen {};
    struct ESignChosen {};
    struct AgreementTicked {
        std::string id;
    };
    struct AgreementOpened {
        std::string id;
    };
    using Event =
        std::variant<OrderReplied, MaterialSent, MaterialsListed, HandOverOpened, LetterReplied,
                     AgreementsLoaded, CodeSent, Failed, Ticked, Edited, Next, Back, Retried,
                     Dismissed, CodeResent, CaptureWanted, Removed, HandOverWanted, LetterWanted,
                     StampedChosen, ESignChosen, AgreementTicked, AgreementOpened>;
    enum class Outcome { complete, capture, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// What the root captures after Outcome::capture.
    static std::string wanted(const Draft& draft);
};

constexpr std::string_view authorisation_letter = "authorisation_letter";

/// The materials this order needs, in order (R20): by the channel and by who applies.
std::vector<MaterialRule> needed_materials(const Draft& draft);
/// How far one is: what the backend said, else what was captured here.
MaterialState state_of(const std::string& kind, const Draft& draft);
/// Those that keep 下一步 from going on: required and not there, or rejected.
std::vector<std::string> missing_materials(const Draft& draft);
/// Taken, but not yet with the backend.
bool lies_only_here(const Photo& photo);
/// Takes over what the backend says of one material.
void note_material(const Material& material, Draft& draft);

}  // namespace kiosk::flow
