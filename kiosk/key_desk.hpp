#pragma once

#include "drivers/token_source.hpp"
#include "kiosk/backend/backend.hpp"
#include "kiosk/flow/visit.hpp"
#include "kiosk/store/issue_journal.hpp"
#include "kiosk/worker.hpp"

#include <functional>
#include <stop_token>

namespace kiosk {

/// The reader's worker: settles what the last run left open, finds keys, issues into them, waits
/// until they are taken. Calls come from the UI thread; `tell` is called on the worker. The PIN
/// lives in the effect until the issue ends.
class KeyDesk {
public:
    using Tell = std::function<void(flow::Event)>;

    /// Borrows all for its lifetime; `backend` is a handle of this worker alone.
    KeyDesk(drivers::TokenSource& keys, backend::Backend& backend, store::IssueJournal& journal,
            drivers::FactorySecrets factory, Tell tell);
    ~KeyDesk();

    /// `order`: whose issue it is for; a key this terminal already began for it counts as blank.
    void await_key(flow::AskId ask, std::string order);
    void issue(const flow::Issue& effect);
    /// For keys that have an owner: his PIN, a new one, one by the PUK.
    void prove(const flow::ProveKey& effect);
    void change_pin(const flow::ChangePin& effect);
    void unblock(const flow::UnblockKey& effect);
    void await_removal(flow::AskId ask);
    /// Ends what runs and lets the card go.
    void rest();
    /// Whether the reader is there; answers on the worker.
    void check(std::function<void(bool)> answer);

private:
    void settle(const drivers::TokenInfo* key);
    void find_key(flow::AskId ask, const std::string& order, const std::stop_token& stop);
    void without_key(flow::AskId ask, const drivers::Fault& why);
    drivers::TokenResult<drivers::TokenInfo> read_key();
    void show(flow::AskId ask, const std::string& order, const drivers::TokenInfo& info);
    void run_issue(const flow::Issue& effect);
    /// Runs `work` on the key that is in, once nothing else is waited for, and lets it go after.
    template <class Work>
    void with_key(flow::AskId ask, Work work);
    std::stop_token begin_wait();
    void fail(flow::AskId ask, flow::Problem::Who who, std::string code);

    drivers::TokenSource& keys_;
    backend::Backend& backend_;
    store::IssueJournal& journal_;
    drivers::FactorySecrets factory_;
    Tell tell_;
    std::unique_ptr<drivers::Token> token_;
    bool owes_settling_ = false;
    std::stop_source stop_;
    Worker worker_;
};

}  // namespace kiosk
