#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// From the touched start screen to an order: channel (R1–R2), service (R3–R4), 核验方式 (R5, R7),
/// agreements (R6).
struct Entry {
    /// Waits for channels, the default channel and the devices' state.
    struct Opening {
        Asked channels;
        Asked channel;
        Asked readiness;
        std::vector<ChannelName> known;
    };
    struct ConfirmingChannel {
        std::vector<ChannelName> known;
    };
    struct ChoosingChannel {
        std::vector<ChannelName> known;
    };
    struct LoadingChannel {
        Asked asked;
        std::vector<ChannelName> known;
    };
    struct ChoosingService {
        std::vector<ChannelName> known;
    };
    struct ChoosingMethod {
        std::optional<Method> chosen;
        bool list_shown = false;
        std::optional<SlipResult> list_printed;
        std::optional<Asked> printing;
    };
    struct LoadingAgreements {
        Asked asked;
        Method method;
    };
    struct Agreeing {
        Method method;
        std::set<std::string> ticked;
        std::optional<std::string> reading;
        bool reminded = false;
    };
    struct Creating {
        Asked asked;
        Method method;
        std::set<std::string> ticked;
    };
    /// No backend, or a refusal: says what still works; 重试 goes on where it stopped.
    struct Unavailable {
        Problem problem;
        std::optional<Method> method = {};  ///< Chosen already.
        std::set<std::string> ticked = {};  ///< Agreed already: the order is asked for again.
    };
    using State =
        std::variant<Opening, ConfirmingChannel, ChoosingChannel, LoadingChannel, ChoosingService,
                     ChoosingMethod, LoadingAgreements, Agreeing, Creating, Unavailable>;

    struct ChannelConfirmed {};
    struct OtherChannelWanted {};
    struct ChannelChosen {
        std::string id;
    };
    struct ServiceChosen {
        std::string id;
    };
    struct MethodChosen {
        Method method;
    };
    struct ListWanted {};  ///< The materials list as QR and on paper.
    struct ListPrintWanted {};
    struct AgreementTicked {
        std::string id;
    };  ///< Toggles.
    struct AgreementOpened {
        std::string id;
    };  ///< Reads it in full; Dismissed closes.
    using Event =
        std::variant<ChannelsLoaded, ChannelLoaded, ReadinessChecked, AgreementsLoaded,
                     OrderReplied, SlipPrinted, Failed, Ticked, Next, Back, Retried, Dismissed,
                     ChannelConfirmed, OtherChannelWanted, ChannelChosen, ServiceChosen,
                     MethodChosen, ListWanted, ListPrintWanted, AgreementTicked, AgreementOpened>;

    /// `created`: draft.order exists, go to its first step. `orders`: 订单管理. `service`: the
    /// first page of draft.service, which does not begin here. `left`: back to the start screen.
    enum class Outcome { created, orders, service, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    /// The services again.
    static Stepped<State, Outcome> services(const Draft& draft);
    /// 核验方式 for draft.service.
    static Stepped<State, Outcome> methods();
    /// Agreements, then the order of draft.service for draft.wanted_key.
    static Stepped<State, Outcome> apply(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);

    /// Why this terminal does not start a service now (R4): a catalogue key, or nothing when it
    /// does. Whether the channel has it is in the offer itself.
    static std::optional<std::string> hindrance(const ServiceOffer& service, const Draft& draft);
    /// What the customer takes along for `method` (R5): materials of the method, then those of an
    /// agent.
    static std::vector<MaterialRule> checklist(const MethodOffer& method, const Draft& draft);
};

/// The contract's name of a method, "lr_face".
std::string_view name_of(Method method);

}  // namespace kiosk::flow
