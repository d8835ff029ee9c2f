#include "kiosk/issuing/recovery.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/issue_history.hpp"

#include <algorithm>

namespace kiosk::issuing {
namespace {

using Phase = store::IssueEntry::Phase;
using Unfinished = store::IssueJournal::Unfinished;

/// "hash signature", as the step before the confirmation left them.
std::optional<backend::IssueProof> proof_in(const IssueHistory& history) {
    const auto detail = history.last_done("prove");
    const auto gap = detail ? detail->find(' ') : std::string::npos;
    if (gap == std::string::npos) return {};
    auto signature = bytes_of_hex(std::string_view(*detail).substr(gap + 1));
    if (!signature) return {};
    return backend::IssueProof{detail->substr(0, gap), std::move(*signature)};
}

/// The state in the end; nothing while the backend cannot be asked.
std::optional<std::string> ask(backend::Backend& backend, const std::string& id,
                               const std::optional<backend::IssueProof>& proof) {
    auto state = backend.settle_issuance(id, proof);
    // A proof of an earlier pair proves nothing; the issue itself may still be open.
    if (!state && state.error().code == "proof-invalid" && proof)
        state = backend.settle_issuance(id, std::nullopt);
    if (state) return *state;
    if (state.error().code == "not-found") return "aborted";
    return {};
}

bool holds(const drivers::TokenInfo& key, const std::string& certificate_sha256) {
    return std::ranges::any_of(key.certificates, [&](const drivers::HeldCertificate& held) {
        return hex(sha256(held.der)) == certificate_sha256;
    });
}

/// Writes the end of the issue down where it has come to one.
store::StoreResult<void> settle(store::IssueJournal& journal, backend::Backend& backend,
                                const Unfinished& issue, const drivers::TokenInfo* key,
                                Settled& settled) {
    auto lines = journal.by_serial(issue.key_serial);
    if (!lines) return tl::unexpected(lines.error());
    const IssueHistory history(std::move(*lines), issue.order);
    const auto id = history.last_done("reserve");
    if (!id) return {};  // nothing was done to the key; the reservation runs out by itself
    auto proof = proof_in(history);
    if (proof && key && !holds(*key, proof->certificate_sha256)) proof.reset();
    const auto state = ask(backend, *id, proof);
    if (!state) ++settled.unanswered;
    if (!state || (*state != "confirmed" && *state != "aborted")) return {};
    const char* step = *state == "confirmed" ? "confirm" : "abandon";
    const auto noted =
        journal.append({issue.order, issue.key_serial, step, Phase::done, "settled"});
    if (!noted) return tl::unexpected(noted.error());
    ++settled.ended;
    return {};
}

store::StoreResult<void> check_chain_of(store::IssueJournal& journal) {
    const auto broken = journal.first_broken_line();
    if (!broken) return tl::unexpected(broken.error());
    if (*broken)
        return tl::unexpected(store::StoreFault{
            store::StoreFault::Kind::broken, "journal broken at line " + std::to_string(**broken)});
    return {};
}

}  // namespace

store::StoreResult<Settled> settle_issues(store::IssueJournal& journal, backend::Backend& backend,
                                          const drivers::TokenInfo* key) {
    if (!key)
        if (auto whole = check_chain_of(journal); !whole) return tl::unexpected(whole.error());
    const auto issues = journal.unfinished();
    if (!issues) return tl::unexpected(issues.error());
    Settled settled;
    for (const Unfinished& issue : *issues) {
        if (key && issue.key_serial != key->serial) continue;
        if (auto done = settle(journal, backend, issue, key, settled); !done)
            return tl::unexpected(done.error());
    }
    return settled;
}

}  // namespace kiosk::issuing
