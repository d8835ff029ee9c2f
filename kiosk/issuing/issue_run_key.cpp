// The steps that change the key or ask it.

#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/token_problem.hpp"
#include "kiosk/issuing/verify_key.hpp"

#include <openssl/crypto.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using drivers::TokenFault;
using drivers::TokenResult;
using Who = flow::Problem::Who;

/// A secret the key does not have, as against a key that is gone.
bool is_wrong_secret(const TokenFault& fault) { return fault.tries_left.value_or(0) > 0; }

/// The key's answer for the journal: `detail`, or the problem.
Outcome<std::string> told(const TokenResult<void>& answer, const char* detail) {
    if (!answer) return tl::unexpected(token_problem(answer.error()));
    return detail;
}

struct SecretBytes {
    Bytes bytes;
    ~SecretBytes() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
};

}  // namespace

/// A key that has its owner's PIN opens only to that. While it is not known whether the last
/// attempt got through, the customer's is tried first and the factory's only if a try is left after
/// it.
IssueRun::Detail IssueRun::set_pin() {
    drivers::Token& token = tools_.token;
    const bool perhaps_ours = history_.begun_ever("pin");
    if (perhaps_ours) {
        const auto opened = token.verify_pin(pin_.view());
        const bool may_try_on =
            !opened && !history_.done_ever("pin") && opened.error().tries_left.value_or(0) > 1;
        if (!may_try_on) return told(opened, "verified");
    }
    const auto changed = token.change_pin(tools_.factory.pin, pin_.view());
    if (changed) return told(token.verify_pin(pin_.view()), "set");
    if (perhaps_ours || !is_wrong_secret(changed.error())) return told(changed, "");
    return told(token.verify_pin(pin_.view()), "verified");
}

/// Changing the new PUK into itself proves it and restores its tries. A key that knows neither PUK
/// was made somebody's elsewhere.
IssueRun::Detail IssueRun::replace_puk() {
    drivers::Token& token = tools_.token;
    const auto ours = issuance_.puk.view();
    const auto prove = [&] { return token.change_puk(ours, ours); };
    const auto replace = [&] { return token.change_puk(tools_.factory.puk, ours); };
    const bool perhaps_ours = history_.begun_ever("puk");
    auto answer = perhaps_ours ? prove() : replace();
    if (!answer && is_wrong_secret(answer.error())) answer = perhaps_ours ? replace() : prove();
    if (!answer && is_wrong_secret(answer.error()))
        return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    return told(answer, "replaced");
}

IssueRun::Detail IssueRun::replace_management_key() {
    drivers::Token& token = tools_.token;
    auto read = bytes_of_hex(issuance_.management_key.view());
    if (!read) return tl::unexpected(problem(Who::backend, "contract"));
    const SecretBytes ours{std::move(*read)};
    const auto is_refused = [](const TokenResult<void>& answer) {
        return !answer && answer.error().failure == drivers::Failure::bad_data &&
               !answer.error().unsupported;
    };
    const auto opened = token.authenticate(ours.bytes);
    if (!is_refused(opened)) return told(opened, "known");
    const auto factory = token.authenticate(tools_.factory.management_key);
    if (is_refused(factory)) return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    if (!factory) return tl::unexpected(token_problem(factory.error()));
    const auto replaced = token.set_management_key(ours.bytes);
    if (!replaced) return tl::unexpected(token_problem(replaced.error()));
    return told(token.authenticate(ours.bytes), "replaced");
}

/// The pair whose certificate is under way is kept if the key still proves it; any other may be
/// replaced, for no certificate of this order is bound to it.
IssueRun::Detail IssueRun::make_pair() {
    std::vector<Bytes> known;
    if (const auto der = certificate_der(issuance_.certificate_pem))
        known.push_back(public_key_of(*der).value_or(Bytes{}));
    if (const auto journaled = history_.last_done("key"))
        known.push_back(bytes_of_hex(*journaled).value_or(Bytes{}));
    for (const auto& pair : known) {
        if (algorithm_of(pair) != algorithm_) continue;
        const auto proven = holds_pair(tools_.token, pair);
        if (!proven) return tl::unexpected(token_problem(proven.error()));
        if (!*proven) continue;
        public_key_ = pair;
        return hex(public_key_);
    }
    auto made = tools_.token.generate(algorithm_);
    if (!made) return tl::unexpected(token_problem(made.error()));
    public_key_ = std::move(*made);
    return hex(public_key_);
}

IssueRun::Detail IssueRun::write() {
    const auto kept = tools_.token.read_certificate();
    const bool is_lost = !kept && kept.error().failure != drivers::Failure::bad_data;
    if (is_lost) return tl::unexpected(token_problem(kept.error()));
    if (kept && *kept == certificate_) return hex(sha256(certificate_));
    const auto wrote = tools_.token.write_certificate(certificate_);
    if (!wrote) return tl::unexpected(token_problem(wrote.error()));
    return hex(sha256(certificate_));
}

IssueRun::Detail IssueRun::read_back() {
    const auto kept = tools_.token.read_certificate();
    if (!kept) return tl::unexpected(token_problem(kept.error()));
    if (*kept != certificate_) return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    return hex(sha256(*kept));
}

IssueRun::Detail IssueRun::prove() {
    const auto challenge = bytes_of_hex(issuance_.challenge);
    if (!challenge || challenge->empty()) return tl::unexpected(problem(Who::backend, "contract"));
    const Bytes digest = sha256(*challenge);
    auto signature = tools_.token.sign(algorithm_, digest);
    if (!signature) return tl::unexpected(token_problem(signature.error()));
    if (!is_signature(public_key_of(certificate_).value_or(Bytes{}), digest, *signature))
        return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    proof_ = std::move(*signature);
    return "proven";
}

}  // namespace kiosk::issuing
