// The steps that change the key or ask it.

#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/journaled_pair.hpp"
#include "kiosk/issuing/token_problem.hpp"
#include "kiosk/issuing/verify_key.hpp"

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using drivers::KeySlot;
using drivers::TokenResult;
using drivers::Use;
using Who = flow::Problem::Who;

template <class T>
bool is_lost(const TokenResult<T>& answer) {
    return !answer && answer.error().failure != drivers::Failure::bad_data;
}

}  // namespace

/// What the driver cannot notice: a key in place of another, taken for it (R50).
Outcome<void> IssueRun::still_this_key() {
    const auto serial = tools_.token.serial();
    if (!serial) return tl::unexpected(token_problem(serial.error()));
    if (*serial != serial_) return tl::unexpected(problem(Who::customer, "key-changed"));
    return {};
}

drivers::TokenResult<void> IssueRun::open_for_one_use() {
    if (!pin_each_time_ && !tools_.token.wants_pin_each_time(place_)) return {};
    return tools_.token.verify_pin(pin_.view());
}

/// A key may be stricter about its PIN than its standard; it shows by refusing what was opened.
bool IssueRun::is_stricter(const drivers::TokenFault& refused) {
    if (pin_each_time_ || refused.failure != drivers::Failure::not_ready) return false;
    return pin_each_time_ = true;
}

drivers::TokenResult<Bytes> IssueRun::sign(const Bytes& digest) {
    if (auto opened = open_for_one_use(); !opened) return tl::unexpected(opened.error());
    auto signature = tools_.token.sign(place_, algorithm_, digest);
    if (signature || !is_stricter(signature.error())) return signature;
    return sign(digest);
}

drivers::TokenResult<bool> IssueRun::holds_pair(const Bytes& public_key) {
    if (algorithm_of(public_key) != algorithm_) return false;
    if (auto opened = open_for_one_use(); !opened) return tl::unexpected(opened.error());
    auto held = issuing::holds_pair(tools_.token, place_, public_key);
    if (held || !is_stricter(held.error())) return held;
    return holds_pair(public_key);
}

/// The pair whose certificate is under way is kept if the key still proves it; any other may be
/// replaced, for no certificate of this order is bound to it. A confirmed one is never replaced.
IssueRun::Detail IssueRun::make_pair() {
    std::vector<Bytes> known;
    if (const auto der = certificate_der(issuance_.certificate_pem))
        known.push_back(public_key_of(*der).value_or(Bytes{}));
    const auto detail = history_.last_done("key");
    if (const auto pair = detail ? read_journaled_pair(*detail) : std::nullopt;
        pair && pair->place == place_ && !is_confirmed())
        known.push_back(pair->public_key);
    for (const auto& pair : known) {
        const auto proven = holds_pair(pair);
        if (!proven) return tl::unexpected(token_problem(proven.error()));
        if (!*proven) continue;
        public_key_ = pair;
        return journaled({place_, public_key_});
    }
    if (is_confirmed()) return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    auto made = tools_.token.generate(place_, algorithm_);
    if (!made) return tl::unexpected(token_problem(made.error()));
    public_key_ = std::move(*made);
    return journaled({place_, public_key_});
}

IssueRun::Detail IssueRun::write() {
    const KeySlot slot{place_, Use::signing};
    if (history_.begun("write")) {
        const auto kept = tools_.token.read_certificate(slot);
        if (is_lost(kept)) return tl::unexpected(token_problem(kept.error()));
        if (kept && *kept == certificate_) return hex(sha256(certificate_));
    }
    const auto wrote = tools_.token.write_certificate(slot, certificate_);
    if (!wrote) return tl::unexpected(token_problem(wrote.error()));
    return hex(sha256(certificate_));
}

IssueRun::Detail IssueRun::import_pair() {
    const auto pair = public_key_of(encryption_certificate_).value_or(Bytes{});
    if (history_.begun("import")) {
        const auto held = tools_.token.holds_encryption_pair(place_, pair);
        if (!held) return tl::unexpected(token_problem(held.error()));
        if (*held) return hex(pair);
    }
    if (auto opened = open_for_one_use(); !opened)
        return tl::unexpected(token_problem(opened.error()));
    const auto imported = tools_.token.import_encryption_pair(place_, envelope_);
    if (imported) return hex(pair);
    const auto& refused = imported.error();
    const bool is_not_for_this_key =
        refused.failure == drivers::Failure::bad_data && !refused.unsupported && !refused.breach;
    if (is_not_for_this_key) return tl::unexpected(refuse_certificates());
    return tl::unexpected(token_problem(refused));
}

IssueRun::Detail IssueRun::write_encryption() {
    const KeySlot slot{place_, Use::encryption};
    const auto wrote = tools_.token.write_certificate(slot, encryption_certificate_);
    if (!wrote) return tl::unexpected(token_problem(wrote.error()));
    return hex(sha256(encryption_certificate_));
}

IssueRun::Detail IssueRun::read_back() {
    const auto kept = tools_.token.read_certificate({place_, Use::signing});
    if (is_lost(kept)) return tl::unexpected(token_problem(kept.error()));
    if (!kept || *kept != certificate_)
        return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    if (!is_dual()) return hex(sha256(*kept));
    const auto second = tools_.token.read_certificate({place_, Use::encryption});
    if (is_lost(second)) return tl::unexpected(token_problem(second.error()));
    if (!second || *second != encryption_certificate_)
        return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    return hex(sha256(*kept)) + ' ' + hex(sha256(*second));
}

/// The journal keeps the proof: with it a restart can still confirm.
IssueRun::Detail IssueRun::prove() {
    const auto challenge = bytes_of_hex(issuance_.challenge);
    if (!challenge || challenge->empty()) return tl::unexpected(problem(Who::backend, "contract"));
    if (is_dual()) {
        const auto pair = public_key_of(encryption_certificate_).value_or(Bytes{});
        const auto held = tools_.token.holds_encryption_pair(place_, pair);
        if (!held) return tl::unexpected(token_problem(held.error()));
        if (!*held) return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    }
    const Bytes digest = signed_digest(public_key_, *challenge);
    auto signature = sign(digest);
    if (!signature) return tl::unexpected(token_problem(signature.error()));
    if (!is_signature(public_key_of(certificate_).value_or(Bytes{}), digest, *signature))
        return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    proof_ = std::move(*signature);
    return hex(sha256(certificate_)) + ' ' + hex(proof_);
}

/// The pairs stay: what was encrypted for the former certificate can still be read.
IssueRun::Detail IssueRun::remove_former() {
    const KeySlot slot{other(place_), Use::signing};
    const auto former = tools_.token.read_certificate(slot);
    if (is_lost(former)) return tl::unexpected(token_problem(former.error()));
    if (!former || hex(sha256(*former)) != issuance_.supersedes) return "gone";
    const auto erased = tools_.token.erase_certificate(slot);
    // It is revoked; a key that cannot remove it alone keeps it beside the new one.
    if (!erased && erased.error().unsupported) return "kept";
    if (!erased) return tl::unexpected(token_problem(erased.error()));
    return "removed";
}

}  // namespace kiosk::issuing
