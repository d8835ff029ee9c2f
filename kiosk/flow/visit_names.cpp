#include "kiosk/flow/visit.hpp"

namespace kiosk::flow {
namespace {

// Every state has a name; a state without one does not compile.
std::string name(const Attract&) { return "attract"; }
std::string name(const Farewell& s) { return s.key; }

std::string name(const Entry::Opening&) { return "entry.opening"; }
std::string name(const Entry::ConfirmingChannel&) { return "entry.channel"; }
std::string name(const Entry::ChoosingChannel&) { return "entry.channels"; }
std::string name(const Entry::LoadingChannel&) { return "entry.loading"; }
std::string name(const Entry::ChoosingService&) { return "entry.services"; }
std::string name(const Entry::ChoosingMethod& s) {
    return s.list_shown ? "entry.list" : "entry.method";
}
std::string name(const Entry::LoadingAgreements&) { return "entry.loading"; }
std::string name(const Entry::Agreeing& s) {
    return s.reading ? "entry.reading" : "entry.agreements";
}
std::string name(const Entry::Creating&) { return "entry.creating"; }
std::string name(const Entry::Unavailable&) { return "entry.unavailable"; }

std::string name(const Identify::Asking&) { return "identify.asking"; }
std::string name(const Identify::Scanning&) { return "identify.scanning"; }
std::string name(const Identify::Opening&) { return "identify.opening"; }
std::string name(const Identify::Coding&) { return "identify.code"; }
std::string name(const Identify::Unknown&) { return "identify.unknown"; }

std::string name(const Organisation::ChoosingInput&) { return "organisation.input"; }
std::string name(const Organisation::Form& s) {
    return s.part == 0 ? "organisation.form" : "organisation.person";
}
std::string name(const Organisation::Saving&) { return "organisation.saving"; }
std::string name(const Organisation::Duplicate&) { return "organisation.duplicate"; }
std::string name(const Organisation::Checking&) { return "organisation.checking"; }
std::string name(const Organisation::Refuted&) { return "organisation.refuted"; }
std::string name(const Organisation::ChoosingFaceWay&) { return "organisation.face_way"; }
std::string name(const Organisation::SendingLink&) { return "organisation.sending_link"; }
std::string name(const Organisation::WaitingForFace&) { return "organisation.face_wait"; }
std::string name(const Organisation::FaceEnded&) { return "organisation.face_ended"; }
std::string name(const Organisation::Transfer&) { return "organisation.transfer"; }
std::string name(const Organisation::ELicence&) { return "organisation.e_licence"; }
std::string name(const Organisation::Unavailable&) { return "organisation.unavailable"; }

std::string name(const Agent::ChoosingInput&) { return "agent.input"; }
std::string name(const Agent::Form&) { return "agent.form"; }
std::string name(const Agent::Saving&) { return "agent.saving"; }
std::string name(const Agent::SendingCode&) { return "agent.sending"; }
std::string name(const Agent::Coding&) { return "agent.code"; }
std::string name(const Agent::FailedWay&) { return "agent.failed"; }
std::string name(const Agent::Unavailable&) { return "agent.unavailable"; }

std::string name(const Details::Form&) { return "details.form"; }
std::string name(const Details::Reviewing&) { return "details.review"; }
std::string name(const Details::Saving&) { return "details.saving"; }
std::string name(const Details::Unavailable&) { return "details.unavailable"; }

std::string name(const Materials::Listing&) { return "materials.list"; }
std::string name(const Materials::OpeningHandOver&) { return "materials.opening"; }
std::string name(const Materials::HandOver&) { return "materials.hand_over"; }
std::string name(const Materials::ChoosingLetter&) { return "materials.letter"; }
std::string name(const Materials::RequestingLetter&) { return "materials.requesting"; }
std::string name(const Materials::WaitingForLetter&) { return "materials.letter_wait"; }
std::string name(const Materials::LoadingConsents&) { return "materials.loading"; }
std::string name(const Materials::SendingCode&) { return "materials.sending_code"; }
std::string name(const Materials::Signing& s) {
    return s.reading ? "materials.reading" : "materials.signing";
}
std::string name(const Materials::Saving&) { return "materials.saving"; }
std::string name(const Materials::Unavailable&) { return "materials.unavailable"; }

std::string name(const Pay::Choosing&) { return "pay.choosing"; }
std::string name(const Pay::Creating&) { return "pay.creating"; }
std::string name(const Pay::Paying&) { return "pay.paying"; }
std::string name(const Pay::Closing&) { return "pay.closing"; }
std::string name(const Pay::Unknown&) { return "pay.unknown"; }
std::string name(const Pay::Printing&) { return "pay.printing"; }
std::string name(const Pay::Paid&) { return "pay.paid"; }
std::string name(const Pay::Unavailable&) { return "pay.unavailable"; }

std::string name(const Issuing::AwaitingKey&) { return "issue.awaiting"; }
std::string name(const Issuing::WrongKey&) { return "issue.wrong_key"; }
std::string name(const Issuing::SettingPin& s) {
    return s.confirming ? "issue.pin_again" : "issue.pin";
}
std::string name(const Issuing::EnteringPin&) { return "issue.own_pin"; }
std::string name(const Issuing::Working&) { return "issue.working"; }
std::string name(const Issuing::Interrupted&) { return "issue.interrupted"; }
std::string name(const Issuing::Done&) { return "issue.done"; }

std::string name(const Orders::Listing&) { return "orders.list"; }
std::string name(const Orders::Loading&) { return "orders.loading"; }
std::string name(const Orders::Showing& s) {
    return s.cancelling ? "orders.cancelling" : "orders.detail";
}
std::string name(const Orders::Unavailable&) { return "orders.unavailable"; }

std::string name(const Face::Loading&) { return "face.loading"; }
std::string name(const Face::Consenting& s) { return s.reading ? "face.reading" : "face.consent"; }
std::string name(const Face::Opening&) { return "face.opening"; }
std::string name(const Face::Watching&) { return "face.live"; }
std::string name(const Face::Sending& s) { return s.problem ? "face.unsent" : "face.sending"; }
std::string name(const Face::Deciding&) { return "face.deciding"; }
std::string name(const Face::Passed&) { return "face.passed"; }
std::string name(const Face::NotPassed&) { return "face.not_passed"; }
std::string name(const Face::CameraFault&) { return "face.camera_fault"; }
std::string name(const Face::Unavailable&) { return "face.unavailable"; }

std::string name(const Resume::Reading&) { return "resume.reading"; }
std::string name(const Resume::LoadingChannel&) { return "resume.loading"; }
std::string name(const Resume::FetchingPhotos&) { return "resume.photos"; }
std::string name(const Resume::ReadingOld&) { return "resume.reading_old"; }
std::string name(const Resume::CancellingOld&) { return "resume.cancelling_old"; }
std::string name(const Resume::Unavailable&) { return "resume.unavailable"; }

std::string name(const Prove::AwaitingKey&) { return "prove.awaiting"; }
std::string name(const Prove::WrongKey&) { return "prove.wrong_key"; }
std::string name(const Prove::EnteringPin&) { return "prove.pin"; }
std::string name(const Prove::Proving&) { return "prove.proving"; }
std::string name(const Prove::Interrupted&) { return "prove.interrupted"; }

std::string name(const Renewal::Showing&) { return "renewal.certificate"; }
std::string name(const Replacement::ChoosingLoss&) { return "replacement.loss"; }

std::string name(const Unlock::AwaitingKey& s) {
    return s.verified ? "unlock.awaiting_again" : "unlock.awaiting";
}
std::string name(const Unlock::WrongKey&) { return "unlock.wrong_key"; }
std::string name(const Unlock::Explaining&) { return "unlock.explaining"; }
std::string name(const Unlock::SettingPin& s) {
    return s.confirming ? "unlock.pin_again" : "unlock.pin";
}
std::string name(const Unlock::Working&) { return "unlock.working"; }
std::string name(const Unlock::Interrupted&) { return "unlock.interrupted"; }
std::string name(const Unlock::Done&) { return "unlock.done"; }

std::string name(const View::AwaitingKey&) { return "view.awaiting"; }
std::string name(const View::Showing&) { return "view.key"; }
std::string name(const View::EnteringPin&) { return "view.old_pin"; }
std::string name(const View::ChoosingPin& s) {
    return s.confirming ? "view.new_pin_again" : "view.new_pin";
}
std::string name(const View::Changing&) { return "view.changing"; }
std::string name(const View::Interrupted&) { return "view.interrupted"; }
std::string name(const View::Removing&) { return "view.removing"; }

std::string name(const Capture::Aiming& s) { return "capture." + s.job.material(); }
std::string name(const Capture::Taking&) { return "capture.taking"; }
std::string name(const Capture::Finishing&) { return "capture.finishing"; }
std::string name(const Capture::Checking& s) { return "capture.check_" + s.job.material(); }
std::string name(const Capture::Differing&) { return "capture.differing"; }
std::string name(const Capture::NoCamera&) { return "capture.no_camera"; }

template <class... States>
std::string name(const std::variant<States...>& state) {
    return std::visit([](const auto& s) { return name(s); }, state);
}
std::string name(const Capturing& s) { return name(s.state); }

std::optional<StepId> step(const Organisation::State&) { return StepId::organisation; }
std::optional<StepId> step(const Agent::State&) { return StepId::agent; }
std::optional<StepId> step(const Details::State&) { return StepId::details; }
std::optional<StepId> step(const Materials::State&) { return StepId::materials; }
std::optional<StepId> step(const Pay::State&) { return StepId::payment; }
std::optional<StepId> step(const Issuing::State&) { return StepId::collect; }
std::optional<StepId> step(const Capturing& s) { return s.step; }
template <class P>
std::optional<StepId> step(const P&) {
    return std::nullopt;
}

}  // namespace

std::string name_of(const Page& page) {
    return std::visit([](const auto& p) { return name(p); }, page);
}

std::optional<StepId> current_step(const Visit& visit) {
    if (visit.draft.service == "unlock") return std::nullopt;  // none of the six but one
    if (std::holds_alternative<Face::State>(visit.page))
        return visit.draft.face_subject == FaceSubject::agent ? StepId::agent
                                                              : StepId::organisation;
    return std::visit([](const auto& p) { return step(p); }, visit.page);
}

}  // namespace kiosk::flow
