#include "kiosk/key_desk.hpp"

#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/key_seen.hpp"
#include "kiosk/issuing/recovery.hpp"

#include <spdlog/spdlog.h>

namespace kiosk {
namespace {

using namespace std::chrono_literals;
using Who = flow::Problem::Who;

constexpr auto one_wait = 25s;

}  // namespace

KeyDesk::KeyDesk(drivers::TokenSource& keys, backend::Backend& backend,
                 store::IssueJournal& journal, drivers::FactorySecrets factory, Tell tell)
    : keys_(keys),
      backend_(backend),
      journal_(journal),
      factory_(std::move(factory)),
      tell_(std::move(tell)) {
    worker_.post([this] { settle({}); });
}

KeyDesk::~KeyDesk() { stop_.request_stop(); }

/// A new wait ends the one before.
std::stop_token KeyDesk::begin_wait() {
    stop_.request_stop();
    stop_ = {};
    return stop_.get_token();
}

void KeyDesk::fail(flow::AskId ask, Who who, std::string code) {
    flow::Problem problem;
    problem.who = who;
    problem.code = std::move(code);
    tell_(flow::Failed{ask, std::move(problem)});
}

void KeyDesk::await_key(flow::AskId ask, std::string order) {
    worker_.post(
        [this, ask, order = std::move(order), stop = begin_wait()] { find_key(ask, order, stop); });
}

void KeyDesk::issue(const flow::Issue& effect) {
    begin_wait();
    worker_.post([this, effect] { run_issue(effect); });
}

void KeyDesk::await_removal(flow::AskId ask) {
    worker_.post([this, ask, stop = begin_wait()] {
        if (stop.stop_requested()) return;
        token_.reset();
        if (keys_.wait_for_removal(one_wait, stop))
            tell_(flow::KeyRemoved{ask});
        else if (!stop.stop_requested())
            fail(ask, Who::customer, "timed-out");
    });
}

void KeyDesk::rest() {
    stop_.request_stop();
    worker_.post([this] {
        token_.reset();
        keys_.release();
    });
}

void KeyDesk::check(std::function<void(bool)> answer) {
    worker_.post(
        [this, answer = std::move(answer)] { answer(keys_.status() == drivers::Status::online); });
}

/// What the last run left open, as far as the backend answers; see issuing::settle_issues().
void KeyDesk::settle(const std::string& key_serial) {
    const auto settled = issuing::settle_issues(journal_, backend_, key_serial);
    if (!settled) spdlog::error("issue journal: {}", settled.error().detail);
}

void KeyDesk::find_key(flow::AskId ask, const std::string& order, const std::stop_token& stop) {
    if (stop.stop_requested()) return;
    token_.reset();
    const auto key = keys_.wait_for_key(one_wait, stop);
    if (stop.stop_requested()) return;
    if (!key) {
        const bool absent = key.error().failure == drivers::Failure::not_ready ||
                            key.error().failure == drivers::Failure::hardware_error;
        if (absent) spdlog::warn("reader: {}", key.error().detail);
        return absent ? fail(ask, Who::technician, "reader-absent")
                      : fail(ask, Who::customer, "timed-out");
    }
    flow::KeySeen broken;
    broken.state = flow::KeySeen::State::broken;
    auto token = keys_.open();
    if (!token) return tell_(flow::KeyFound{ask, broken});
    token_ = std::move(*token);
    const auto info = token_->info();
    if (!info) return tell_(flow::KeyFound{ask, broken});
    settle(info->serial);
    const auto record = backend_.key_record(info->serial);
    if (!record) return tell_(flow::Failed{ask, record.error()});
    const bool begun = issuing::was_begun(journal_, order, info->serial);
    tell_(flow::KeyFound{ask, issuing::describe(*info, *record, begun)});
}

void KeyDesk::run_issue(const flow::Issue& effect) {
    if (!token_) return fail(effect.ask, Who::customer, "key-removed");
    issuing::IssueSaga saga(*token_, backend_, journal_, factory_);
    auto issued = saga.run(effect.order, effect.serial, effect.pin, [&](flow::IssueStep step) {
        tell_(flow::IssueProgressed{effect.ask, step});
    });
    token_.reset();
    keys_.release();
    if (!issued) return tell_(flow::Failed{effect.ask, issued.error()});
    tell_(flow::Issued{effect.ask, issued->serial, issued->valid_until, std::move(issued->order)});
}

}  // namespace kiosk
