#include "kiosk/issuing/issue_run.hpp"

#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/journaled_pair.hpp"
#include "kiosk/issuing/token_problem.hpp"

#include <algorithm>

namespace kiosk::issuing {

using drivers::Bytes;
using drivers::Place;
using flow::IssueStep;
using Phase = store::IssueEntry::Phase;
using Who = flow::Problem::Who;

Outcome<IssuedKey> IssueRun::run() {
    if (auto done = reserve(); !done) return tl::unexpected(done.error());
    if (auto done = check_key(); !done) return tl::unexpected(done.error());
    if (auto done = personalise(); !done) return tl::unexpected(done.error());
    if (auto done = certify(); !done) return tl::unexpected(done.error());
    if (auto done = install(); !done) return tl::unexpected(done.error());
    if (auto done = prove_key(); !done) return tl::unexpected(done.error());
    if (auto done = confirm(); !done) return tl::unexpected(done.error());
    if (auto done = retire_former(); !done) return tl::unexpected(done.error());
    return finished();
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
    const bool begun = history_.begun("pin");
    const bool rescuable = begun && !is_renewal() && !is_confirmed();
    if (info->state == State::locked && !rescuable)
        return tl::unexpected(problem(Who::hall_staff, "key-locked"));
    // Past "reserved" the backend itself says that this key was certified for this order.
    const bool ours = begun || is_renewal() || issuance_.state != "reserved";
    if (info->state == State::used && !ours)
        return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    return choose_place(*info);
}

/// A new certificate goes beside the one it supersedes, never over it; nor over one of another CA's
/// that the owner keeps in the same key.
Outcome<void> IssueRun::choose_place(const drivers::TokenInfo& info) {
    const auto held = [&](const auto& is_it) -> const drivers::HeldCertificate* {
        const auto found = std::ranges::find_if(info.certificates, is_it);
        return found == info.certificates.end() ? nullptr : &*found;
    };
    const auto issued = certificate_der(issuance_.certificate_pem);
    const auto* fresh = held([&](const auto& one) { return issued && one.der == *issued; });
    const auto* former =
        held([&](const auto& one) { return hex(sha256(one.der)) == issuance_.supersedes; });
    const auto journaled = history_.last_done("key");
    const auto begun = journaled ? read_journaled_pair(*journaled) : std::nullopt;
    if (fresh) {
        place_ = fresh->place;
    } else if (former) {
        place_ = other(former->place);
        const auto* beside = held([&](const auto& one) { return one.place == place_; });
        if (beside && !same_issuer(beside->der, former->der))
            return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    } else if (begun) {
        place_ = begun->place;
    } else if (is_renewal()) {
        return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    }
    return {};
}

Outcome<void> IssueRun::personalise() {
    if (auto set = step("pin", IssueStep::pin, "pin_set", &IssueRun::set_pin); !set) return set;
    if (!is_renewal() && !is_confirmed())
        if (auto set = key_step("puk", IssueStep::secrets, nullptr, &IssueRun::replace_puk); !set)
            return set;
    if (is_confirmed() && !is_renewal()) return {};
    return key_step("management_key", IssueStep::secrets, nullptr,
                    &IssueRun::replace_management_key);
}

Outcome<void> IssueRun::certify() {
    if (auto made = key_step("key", IssueStep::key, "key_generated", &IssueRun::make_pair); !made)
        return made;
    if (!has_certificate())
        if (auto made =
                key_step("request", IssueStep::request, "request_signed", &IssueRun::make_request);
            !made)
            return made;
    return step("certificate", IssueStep::certificate, nullptr, &IssueRun::fetch_certificate);
}

Outcome<void> IssueRun::install() {
    if (is_confirmed()) return {};
    if (auto wrote = key_step("write", IssueStep::write, "certificate_written", &IssueRun::write);
        !wrote || !is_dual())
        return wrote;
    if (auto imported =
            key_step("import", IssueStep::write, "encryption_key_imported", &IssueRun::import_pair);
        !imported)
        return imported;
    return key_step("write_encryption", IssueStep::write, "encryption_certificate_written",
                    &IssueRun::write_encryption);
}

Outcome<void> IssueRun::prove_key() {
    if (auto same = key_step("read_back", IssueStep::read_back, "read_back", &IssueRun::read_back);
        !same)
        return same;
    return key_step("prove", IssueStep::prove, "challenge_signed", &IssueRun::prove);
}

/// Confirmed already: the answer was lost, or the terminal went down before it came.
Outcome<void> IssueRun::confirm() {
    if (is_confirmed()) return {};
    return step("confirm", IssueStep::confirm, nullptr, &IssueRun::send_confirmation);
}

/// Last of all: until here the former certificate worked.
Outcome<void> IssueRun::retire_former() {
    if (!is_renewal()) return {};
    return key_step("retire", IssueStep::confirm, "former_certificate_removed",
                    &IssueRun::remove_former);
}

Outcome<IssuedKey> IssueRun::finished() {
    if (!completed_) {
        auto order = tools_.backend.order(order_);
        if (!order) return tl::unexpected(order.error());
        completed_ = std::move(*order);
    }
    return IssuedKey{serial_, last_day(certificate_), certificate_pem(certificate_),
                     issuance_.chain_pem, std::move(*completed_)};
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

Outcome<void> IssueRun::key_step(const char* name, IssueStep customer_step, const char* reported,
                                 Detail (IssueRun::*work)()) {
    if (auto same = still_this_key(); !same) return same;
    return step(name, customer_step, reported, work);
}

/// For the backend's picture only, the journal is what counts: silence does not stop the issue, and
/// one silence is enough.
void IssueRun::report(const char* name, const char* result) {
    if (!backend_listens_) return;
    backend_listens_ = tools_.backend.report_step(issuance_.id, name, result).has_value();
}

}  // namespace kiosk::issuing
