#include "kiosk/issuing/recovery.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_history.hpp"

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

/// The step that ends the issue in the journal; nothing while it is open.
store::StoreResult<bool> settle(store::IssueJournal& journal, backend::Backend& backend,
                                const Unfinished& issue) {
    auto lines = journal.by_serial(issue.key_serial);
    if (!lines) return tl::unexpected(lines.error());
    const IssueHistory history(std::move(*lines), issue.order);
    const auto id = history.last_done("reserve");
    if (!id) return false;  // nothing was done to the key; the reservation runs out by itself
    const auto state = ask(backend, *id, proof_in(history));
    if (!state || (*state != "confirmed" && *state != "aborted")) return false;
    const char* step = *state == "confirmed" ? "confirm" : "abandon";
    const auto noted =
        journal.append({issue.order, issue.key_serial, step, Phase::done, "settled"});
    if (!noted) return tl::unexpected(noted.error());
    return true;
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

store::StoreResult<int> settle_issues(store::IssueJournal& journal, backend::Backend& backend,
                                      const std::string& key_serial) {
    if (key_serial.empty())
        if (auto whole = check_chain_of(journal); !whole) return tl::unexpected(whole.error());
    const auto issues = journal.unfinished();
    if (!issues) return tl::unexpected(issues.error());
    int settled = 0;
    for (const Unfinished& issue : *issues) {
        if (!key_serial.empty() && issue.key_serial != key_serial) continue;
        const auto done = settle(journal, backend, issue);
        if (!done) return tl::unexpected(done.error());
        if (*done) ++settled;
    }
    return settled;
}

}  // namespace kiosk::issuing
