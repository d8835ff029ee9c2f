// The three ways of proving an organisation (R7, R12): the second half of Organisation's table.
// Included by organisation.cpp and organisation_ways.cpp only.

#pragma once

#include "kiosk/flow/organisation.hpp"

namespace kiosk::flow::organisation_ways {

using O = Organisation;
using Step = Stepped<O::State, O::Outcome>;

/// Part 0 or 1 is filled in properly.
bool is_complete(int part, const Draft& draft);
/// Both parts to the backend (R15).
Step save(int part, Draft& draft);
/// Against the register (R14), then the method's own way.
Step check(Draft& draft);
Step verified(O::State state, Draft& draft);
/// Another way: it may ask for more on the form, as 对公打款 asks for the account.
Step change_method(Method method, Draft& draft);

Step on(const O::ChoosingFaceWay&, const O::SmsWayChosen&, Draft& draft);
Step on(const O::ChoosingFaceWay&, const O::OnSiteWayChosen&, Draft&);
Step on(const O::ChoosingFaceWay&, const O::OtherMethodWanted& e, Draft& draft);
Step on(const O::ChoosingFaceWay&, const Back&, Draft&);
Step on(const O::SendingLink& s, const FaceReplied& e, Draft& draft);
Step on(const O::WaitingForFace& s, const FaceReplied& e, Draft& draft);
Step on(O::WaitingForFace s, const Failed& e, Draft& draft);
Step on(O::WaitingForFace s, const Ticked&, Draft& draft);
Step on(const O::WaitingForFace& s, const CodeResent&, Draft& draft);
Step on(O::WaitingForFace s, const O::MobileCorrecting&, Draft& draft);
Step on(O::WaitingForFace s, const Edited& e, Draft& draft);
Step on(O::WaitingForFace s, const Next&, Draft& draft);
Step on(const O::WaitingForFace& s, const Back&, Draft& draft);
Step on(const O::WaitingForFace& s, const O::OtherMethodWanted& e, Draft& draft);
Step on(const O::WaitingForFace& s, const O::OnSiteWayChosen&, Draft&);
Step on(const O::FaceEnded& s, const Retried&, Draft& draft);
Step on(const O::FaceEnded&, const O::OnSiteWayChosen&, Draft&);
Step on(const O::FaceEnded&, const O::OtherMethodWanted& e, Draft& draft);
Step on(const O::FaceEnded&, const Back&, Draft&);
Step on(O::Transfer s, const Edited& e, Draft& draft);
Step on(O::Transfer s, const Next&, Draft& draft);
Step on(O::Transfer s, const OrganisationChecked& e, Draft& draft);
Step on(O::Transfer s, const Failed& e, Draft& draft);
Step on(O::Transfer s, const Ticked&, Draft& draft);
Step on(const O::Transfer& s, const Retried&, Draft& draft);
Step on(const O::Transfer&, const O::OtherMethodWanted& e, Draft& draft);
Step on(const O::Transfer& s, const Back&, Draft& draft);
Step on(O::ELicence s, const OrganisationChecked& e, Draft& draft);
Step on(const O::ELicence& s, const Failed& e, Draft& draft);
Step on(const O::ELicence& s, const Ticked&, Draft& draft);
Step on(const O::ELicence&, const O::OtherMethodWanted& e, Draft& draft);
Step on(const O::ELicence&, const Back&, Draft&);

}  // namespace kiosk::flow::organisation_ways
