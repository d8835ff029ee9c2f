// The steps that make the key the customer's and the CA's.

#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/token_problem.hpp"

#include <openssl/crypto.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using drivers::TokenFault;
using drivers::TokenResult;
using Who = flow::Problem::Who;

/// A secret the key does not have, as against a key that is gone.
bool is_wrong_secret(const TokenFault& fault) { return fault.tries_left.has_value(); }

/// Another attempt must leave a try for the person.
bool may_try_again(const TokenFault& fault) { return fault.tries_left.value_or(0) > 1; }

/// The key's answer for the journal: `detail`, or the problem.
Outcome<std::string> told(const TokenResult<void>& answer, const char* detail) {
    if (!answer) return tl::unexpected(token_problem(answer.error()));
    return detail;
}

std::optional<drivers::ManagementCipher> cipher_named(const std::string& name) {
    using Cipher = drivers::ManagementCipher;
    if (name == "3des") return Cipher::triple_des;
    if (name == "aes128") return Cipher::aes_128;
    if (name == "aes192") return Cipher::aes_192;
    if (name == "aes256") return Cipher::aes_256;
    return {};
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
    const auto enter = [&] { return token.verify_pin(pin_.view()); };
    const auto replace = [&] {
        auto changed = token.change_pin(tools_.factory.pin, pin_.view());
        return changed ? enter() : changed;
    };
    if (is_renewal() || is_confirmed()) return told(enter(), "verified");
    const bool perhaps_ours = history_.begun_ever("pin");
    auto answer = perhaps_ours ? enter() : replace();
    if (answer) return perhaps_ours ? "verified" : "set";
    const bool knows_other = !perhaps_ours || !history_.done_ever("pin");
    if (knows_other && may_try_again(answer.error())) {
        const auto first = answer.error();
        answer = perhaps_ours ? replace() : enter();
        if (answer) return perhaps_ours ? "set" : "verified";
        if (!is_wrong_secret(answer.error())) return told(answer, "");
    }
    if (!is_wrong_secret(answer.error())) return told(answer, "");
    return rescue_pin(answer.error());
}

/// Begun here, not finished, and the PIN is another one: the customer of this order was verified,
/// so the PUK sets what he chose now (R38).
IssueRun::Detail IssueRun::rescue_pin(const TokenFault& refused) {
    if (!history_.begun("pin")) return tl::unexpected(token_problem(refused));
    std::vector<std::string_view> known;
    if (history_.begun_ever("puk")) known.push_back(issuance_.puk.view());
    if (!history_.done_ever("puk")) known.push_back(tools_.factory.puk);
    for (const auto puk : known) {
        const auto reset = tools_.token.reset_pin(puk, pin_.view());
        if (reset) return told(tools_.token.verify_pin(pin_.view()), "reset");
        if (!is_wrong_secret(reset.error())) return told(reset, "");
        if (!may_try_again(reset.error())) break;
    }
    return tl::unexpected(token_problem(refused));
}

/// Changing the new PUK into itself proves it and restores its tries. Until it is known which one
/// the key has, attempts begin with the one and the other in turn: however often they are cut off,
/// the right one comes before the tries are used up. A key that knows neither was made somebody's
/// elsewhere.
IssueRun::Detail IssueRun::replace_puk() {
    drivers::Token& token = tools_.token;
    const auto ours = issuance_.puk.view();
    const auto prove = [&] { return token.change_puk(ours, ours); };
    const auto replace = [&] { return token.change_puk(tools_.factory.puk, ours); };
    const bool certain = history_.done_ever("puk");
    const bool ours_first = certain || history_.attempts_ever("puk") % 2 == 1;
    auto answer = ours_first ? prove() : replace();
    if (!answer && !certain && may_try_again(answer.error()))
        answer = ours_first ? replace() : prove();
    if (!answer && is_wrong_secret(answer.error()))
        return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    if (!answer && answer.error().unsupported) {
        report("secrets_replaced", "failed");
        return "kept";
    }
    return told(answer, "replaced");
}

/// A key that knows the standard only keeps its factory's management key; the backend is told.
IssueRun::Detail IssueRun::replace_management_key() {
    drivers::Token& token = tools_.token;
    auto read = bytes_of_hex(issuance_.management_key.view());
    const auto cipher = cipher_named(issuance_.management_algorithm);
    if (!read || !cipher) return tl::unexpected(problem(Who::backend, "contract"));
    const SecretBytes ours{std::move(*read)};
    const auto is_refused = [](const TokenResult<void>& answer) {
        return !answer && answer.error().failure == drivers::Failure::bad_data &&
               !answer.error().unsupported;
    };
    const auto keep = [&]() -> Detail {
        report("secrets_replaced", "failed");
        return "kept";
    };
    const bool ours_first = is_renewal() || history_.begun_ever("management_key");
    auto opened = token.authenticate(ours_first ? ours.bytes : tools_.factory.management_key);
    const bool first_fits = !is_refused(opened);
    if (!first_fits)
        opened = token.authenticate(ours_first ? tools_.factory.management_key : ours.bytes);
    if (is_refused(opened)) return tl::unexpected(problem(Who::hall_staff, "key-foreign"));
    if (!opened && opened.error().unsupported) return keep();
    if (!opened || first_fits == ours_first) return told(opened, "known");
    const auto replaced = token.set_management_key(ours.bytes, *cipher);
    if (!replaced && replaced.error().unsupported) return keep();
    if (!replaced) return tl::unexpected(token_problem(replaced.error()));
    opened = token.authenticate(ours.bytes);
    if (opened) report("secrets_replaced");
    return told(opened, "replaced");
}

}  // namespace kiosk::issuing
