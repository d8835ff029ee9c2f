#include "kiosk/key_desk.hpp"

#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/key_seen.hpp"
#include "kiosk/issuing/key_services.hpp"
#include "kiosk/issuing/recovery.hpp"

#include <spdlog/spdlog.h>

namespace kiosk {
namespace {

using namespace std::chrono_literals;
using Who = flow::Problem::Who;

constexpr auto one_wait = 25s;
const drivers::TokenInfo unreadable;  // broken, without a serial
constexpr auto moment = 1s;           // for a key that is said to be in

}  // namespace

KeyDesk::KeyDesk(drivers::TokenSource& keys, backend::Backend& backend,
                 store::IssueJournal& journal, drivers::FactorySecrets factory, Tell tell)
    : keys_(keys),
      backend_(backend),
      journal_(journal),
      factory_(std::move(factory)),
      tell_(std::move(tell)) {
    worker_.post([this] {
        if (const auto fits = keys_.self_test(); !fits)
            spdlog::error("keys: self-test: {}", fits.error().detail);
        settle(nullptr);
    });
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

template <class Work>
void KeyDesk::with_key(flow::AskId ask, Work work) {
    begin_wait();
    worker_.post([this, ask, work = std::move(work)] {
        if (!token_) {
            const auto key = keys_.wait_for_key(moment, {});
            auto opened = key ? keys_.open() : tl::unexpected(drivers::TokenFault{});
            if (!opened) return fail(ask, Who::customer, "key-removed");
            token_ = std::move(*opened);
        }
        tell_(work(*token_));
        token_.reset();
        keys_.release();
    });
}

void KeyDesk::prove(const flow::ProveKey& effect) {
    with_key(effect.ask, [this, effect](drivers::Token& token) -> flow::Event {
        auto proven =
            issuing::prove_key(token, backend_, effect.channel, effect.serial, effect.pin);
        if (!proven) return flow::Failed{effect.ask, proven.error()};
        return flow::KeyProven{effect.ask, std::move(proven->holder), std::move(proven->orders)};
    });
}

void KeyDesk::change_pin(const flow::ChangePin& effect) {
    with_key(effect.ask, [effect](drivers::Token& token) -> flow::Event {
        const auto changed =
            issuing::change_pin(token, effect.serial, effect.old_pin, effect.new_pin);
        if (!changed) return flow::Failed{effect.ask, changed.error()};
        return flow::PinChanged{effect.ask};
    });
}

void KeyDesk::unblock(const flow::UnblockKey& effect) {
    with_key(effect.ask, [this, effect](drivers::Token& token) -> flow::Event {
        auto order = issuing::unblock_key(token, backend_, effect.order, effect.serial, effect.pin);
        if (!order) return flow::Failed{effect.ask, order.error()};
        return flow::OrderReplied{effect.ask, std::move(*order)};
    });
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
        if (owes_settling_) settle(nullptr);  // the backend may answer by now
    });
}

void KeyDesk::check(std::function<void(bool)> answer) {
    worker_.post(
        [this, answer = std::move(answer)] { answer(keys_.status() == drivers::Status::online); });
}

/// What the last run left open, as far as the backend answers; see issuing::settle_issues().
void KeyDesk::settle(const drivers::TokenInfo* key) {
    const auto settled = issuing::settle_issues(journal_, backend_, key);
    if (!settled) spdlog::error("issue journal: {}", settled.error().detail);
    if (!key) owes_settling_ = settled && settled->unanswered > 0;
}

void KeyDesk::find_key(flow::AskId ask, const std::string& order, const std::stop_token& stop) {
    const auto deadline = std::chrono::steady_clock::now() + one_wait;
    for (;;) {
        if (stop.stop_requested()) return;
        token_.reset();
        const auto left = deadline - std::chrono::steady_clock::now();
        const auto key = keys_.wait_for_key(
            std::chrono::ceil<std::chrono::milliseconds>(std::max(left, left.zero())), stop);
        if (stop.stop_requested()) return;
        if (!key) return without_key(ask, key.error());
        const auto info = read_key();
        // Pulled out again while it was read: not broken, only gone.
        if (!info && info.error().failure == drivers::Failure::user_error) continue;
        return show(ask, order, info.value_or(unreadable));
    }
}

void KeyDesk::without_key(flow::AskId ask, const drivers::Fault& why) {
    using drivers::Failure;
    if (why.failure == Failure::user_error)  // something is in, and does not answer
        return show(ask, {}, unreadable);
    const bool absent = why.failure == Failure::not_ready || why.failure == Failure::hardware_error;
    if (absent) spdlog::warn("reader: {}", why.detail);
    return absent ? fail(ask, Who::technician, "reader-absent")
                  : fail(ask, Who::customer, "timed-out");
}

drivers::TokenResult<drivers::TokenInfo> KeyDesk::read_key() {
    auto token = keys_.open();
    if (!token) {
        spdlog::warn("key: {}", token.error().detail);
        return tl::unexpected(token.error());
    }
    token_ = std::move(*token);
    return token_->info();
}

void KeyDesk::show(flow::AskId ask, const std::string& order, const drivers::TokenInfo& info) {
    if (info.state == drivers::TokenInfo::State::broken)
        return tell_(flow::KeyFound{ask, issuing::describe(info, {})});
    settle(&info);
    const auto record = backend_.key_record(info.serial);
    if (!record) return tell_(flow::Failed{ask, record.error()});
    const bool begun = issuing::was_begun(journal_, order, info.serial);
    tell_(flow::KeyFound{ask, issuing::describe(info, *record, begun)});
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
