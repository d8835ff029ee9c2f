// One visit, from the touched start screen to the taken key, as a pure function. The root: the
// draft, the page in view, a dialogue over it; idle, language, leaving, help and staff are handled
// here once.

#pragma once

#include "kiosk/flow/agent.hpp"
#include "kiosk/flow/capture.hpp"
#include "kiosk/flow/details.hpp"
#include "kiosk/flow/entry.hpp"
#include "kiosk/flow/face.hpp"
#include "kiosk/flow/identify.hpp"
#include "kiosk/flow/issue.hpp"
#include "kiosk/flow/materials.hpp"
#include "kiosk/flow/one_of.hpp"
#include "kiosk/flow/orders.hpp"
#include "kiosk/flow/organisation.hpp"
#include "kiosk/flow/pay.hpp"
#include "kiosk/flow/prove.hpp"
#include "kiosk/flow/renewal.hpp"
#include "kiosk/flow/replacement.hpp"
#include "kiosk/flow/resume.hpp"
#include "kiosk/flow/unlock.hpp"
#include "kiosk/flow/view.hpp"

namespace kiosk::flow {

/// The start screen.
struct Attract {};

/// The six steps of the bar.
enum class StepId { organisation, agent, details, materials, payment, collect };

/// Documents for step `step` are under the camera.
struct Capturing {
    StepId step{};
    Capture::State state;
};

/// The end: what happens next, 取回 reminder, thanks. Leaves by itself.
struct Farewell {
    std::string key;
    Time leave_at{};
};

using AnyPage =
    std::variant<Attract, Entry::State, Identify::State, Organisation::State, Agent::State,
                 Details::State, Materials::State, Pay::State, Issuing::State, Orders::State,
                 Resume::State, Prove::State, Renewal::State, Replacement::State, Unlock::State,
                 View::State, Face::State, Capturing, Farewell>;
struct Page : OneOf<AnyPage> {
    using OneOf::OneOf;
};

// Dialogues lie over any page.
struct IdleWarning {
    Time leave_at{};
};
/// 保存并离开: what was saved and how to continue; prints on request.
struct Leaving {
    std::optional<Asked> saving;  ///< The last save; its failure is told here.
    std::optional<Problem> problem;
    std::optional<Asked> printing;
    std::optional<SlipResult> slip;
};
struct HelpShown {};
struct StaffCalled {};
using Dialogue = std::variant<IdleWarning, Leaving, HelpShown, StaffCalled>;

struct Visit {
    Draft draft;
    Page page = Attract{};
    std::optional<Dialogue> dialogue;
    Time touched_at{};
    Time idle_at{};  ///< When the warning comes.
    Language language = Language::zh_cn;
    bool large_type = false;
    bool high_contrast = false;
    /// Set while Identify or Prove runs: what follows it; `service`: draft.service goes on.
    enum class After {
        none,
        orders,
        continue_old,
        cancel_old,
        service
    } after_identify = After::none;

    Visit();
    Visit(const Visit&);
    Visit(Visit&&) noexcept;
    Visit& operator=(const Visit&);
    Visit& operator=(Visit&&) noexcept;
    ~Visit();
};

// Touches that mean the same on every page.
struct Started {};
struct LanguageToggled {};
struct LargeTypeToggled {};
struct ContrastToggled {};
struct LeaveWanted {};  ///< 保存并离开.
struct LeaveConfirmed {};
struct LeavePrintWanted {};
struct HelpWanted {};
struct StaffWanted {};
struct Touched {};  ///< Any other touch: the person is still there.

using AnyEvent = std::variant<
    Started, LanguageToggled, LargeTypeToggled, ContrastToggled, LeaveWanted, LeaveConfirmed,
    LeavePrintWanted, HelpWanted, StaffWanted, Touched, Ticked, Edited, Next, Back, Retried,
    Dismissed, CodeResent, ChannelsLoaded, ChannelLoaded, AgreementsLoaded, ReadinessChecked,
    OrderReplied, OrdersListed, PhotoFetched, CodeSent, Identified, OrganisationChecked,
    FaceReplied, FaceSeen, FaceWatched, FaceCameraReady, AgentChecked, Looked, PhotoTaken,
    FieldsRead, DocumentRead, MaterialSent, MaterialsListed, HandOverOpened, LetterReplied,
    PaymentReplied, SlipPrinted, KeyFound, IssueProgressed, Issued, KeyRemoved, KeyProven,
    PinChanged, CodeScanned, Failed, Entry::ChannelConfirmed, Entry::OtherChannelWanted,
    Entry::ChannelChosen, Entry::ServiceChosen, Entry::MethodChosen, Entry::ListWanted,
    Entry::ListPrintWanted, Entry::AgreementTicked, Entry::AgreementOpened, Capture::PhotoWanted,
    Capture::SheetOpened, Capture::Retaken, Capture::Rotated, Capture::Enlarged,
    Capture::ByHandWanted, Organisation::CaptureWanted, Organisation::TypingWanted,
    Organisation::ApplicantChosen, Organisation::IdTypeChosen, Organisation::ContinueOld,
    Organisation::CancelOld, Organisation::SmsWayChosen, Organisation::OnSiteWayChosen,
    Organisation::OtherMethodWanted, Organisation::MobileCorrecting, Agent::CaptureWanted,
    Agent::TypingWanted, Agent::MethodChosen, Agent::DomainChosen, Face::ConsentTicked,
    Face::ConsentOpened, Face::PhoneWanted, Face::MethodWanted, Face::AgentMethodWanted,
    Details::ProductChosen, Details::InvoiceChosen, Details::DeliveryChosen,
    Materials::CaptureWanted, Materials::Removed, Materials::HandOverWanted,
    Materials::LetterWanted, Materials::StampedChosen, Materials::ESignChosen,
    Materials::AgreementTicked, Materials::AgreementOpened, Pay::ProviderChosen, DigitTyped,
    DigitErased, Identify::SlipWanted, Identify::KeyWanted, Prove::UnlockWanted,
    Replacement::LossChosen, View::PinChangeWanted, View::RenewalWanted, View::UnlockWanted,
    Orders::OrderOpened, Orders::TabChosen, Orders::ContinueWanted, Orders::CollectWanted,
    Orders::CancelWanted, Orders::CancelConfirmed>;

struct Event : OneOf<AnyEvent> {
    using OneOf::OneOf;
};

struct Step {
    Visit visit;
    Effects effects;
};

/// The whole behaviour of the terminal. `now` is the moment of the event; an event that means
/// nothing on the page changes nothing.
Step next(Visit visit, const Event& event, Time now);

/// On the start screen, but not as everybody finds it: help is open or the language was changed.
bool is_marked_start(const Visit& visit);

/// When the app owes the next Ticked; nothing when no deadline runs. Pages with a visible countdown
/// ask for one a second.
std::optional<Time> wake_at(const Visit& visit);

/// Which step of the bar is current, and whether the bar is shown at all.
std::optional<StepId> current_step(const Visit& visit);

/// A state's name for screenshots, logs and scripts: "organisation.form", "pay.paying".
std::string name_of(const Page& page);

}  // namespace kiosk::flow
