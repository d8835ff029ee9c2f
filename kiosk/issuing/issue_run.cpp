#include "kiosk/issuing/issue_run.hpp"

#include "kiosk/issuing/token_problem.hpp"

namespace kiosk::issuing {

using Phase = store::IssueEntry::Phase;
using Who = flow::Problem::Who;
using flow::IssueStep;

Outcome<IssuedKey> IssueRun::run() {
    if (auto reserved = reserve(); !reserved) return tl::unexpected(reserved.error());
    if (auto right = check_key(); !right) return tl::unexpected(right.error());
    if (auto ours = personalise(); !ours) return tl::unexpected(ours.error());
    if (auto certified = certify(); !certified) return tl::unexpected(certified.error());
    if (auto installed = install(); !installed) return tl::unexpected(installed.error());
    return confirm();
}

Outcome<void> IssueRun::reserve() {
    return step("reserve", IssueStep::reserve, nullptr, &IssueRun::take_issuance);
}

/// The key that was shown and reserved, and nobody else's (R50).
Outcome<void> IssueRun::check_key() {
    using State = drivers::TokenInfo::State;
    const auto info = tools_.token.info();
    if (!info) return tl::unexpected(token_problem(info.error()));
    if (info->serial != serial_) return tl::unexpected(problem(Who::customer, "key-changed"));
    if (info->state == State::broken) return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    if (info->state == State::locked) return tl::unexpected(problem(Who::hall_staff, "key-locked"));
    const bool ours =
        history_.begun("pin") ||
        (info->certificate && certificate_der(issuance_.certificate_pem) == info->certificate);
    if (info->state == State::used && !ours)
        return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    return {};
}

Outcome<void> IssueRun::personalise() {
    if (auto set = step("pin", IssueStep::pin, "pin_set", &IssueRun::set_pin); !set) return set;
    if (auto set = step("puk", IssueStep::secrets, nullptr, &IssueRun::replace_puk); !set)
        return set;
    return step("management_key", IssueStep::secrets, "secrets_replaced",
                &IssueRun::replace_management_key);
}

Outcome<void> IssueRun::certify() {
    if (auto made = step("key", IssueStep::key, "key_generated", &IssueRun::make_pair); !made)
        return made;
    if (!has_certificate())
        if (auto made =
                step("request", IssueStep::request, "request_signed", &IssueRun::make_request);
            !made)
            return made;
    return step("certificate", IssueStep::certificate, nullptr, &IssueRun::fetch_certificate);
}

Outcome<void> IssueRun::install() {
    if (auto wrote = step("write", IssueStep::write, "certificate_written", &IssueRun::write);
        !wrote)
        return wrote;
    if (auto same = step("read_back", IssueStep::read_back, "read_back", &IssueRun::read_back);
        !same)
        return same;
    return step("prove", IssueStep::prove, "challenge_signed", &IssueRun::prove);
}

Outcome<IssuedKey> IssueRun::finished(flow::Order order) const {
    return IssuedKey{serial_, last_day(certificate_), certificate_pem(certificate_),
                     issuance_.chain_pem, std::move(order)};
}

Outcome<void> IssueRun::note(const char* name, Phase phase, std::string detail) {
    const auto written = tools_.journal.append({order_, serial_, name, phase, std::move(detail)});
    if (!written) return tl::unexpected(problem(Who::technician, "store"));
    return {};
}

Outcome<void> IssueRun::step(const char* name, IssueStep customer_step, const char* reported,
                             Detail (IssueRun::*work)()) {
    if (tools_.progress) tools_.progress(customer_step);
    if (auto noted = note(name, Phase::intent, ""); !noted) return noted;
    auto detail = (this->*work)();
    if (!detail) {
        // What failed counts for more than that it could not be written down.
        static_cast<void>(note(name, Phase::failed, detail.error().code));
        return tl::unexpected(detail.error());
    }
    if (auto noted = note(name, Phase::done, std::move(*detail)); !noted) return noted;
    if (reported) report(reported);
    return {};
}

/// For the backend's picture only, the journal is what counts: silence does not stop the issue, and
/// one silence is enough.
void IssueRun::report(const char* name) {
    if (!backend_listens_) return;
    backend_listens_ = tools_.backend.report_step(issuance_.id, name, "done").has_value();
}

}  // namespace kiosk::issuing
