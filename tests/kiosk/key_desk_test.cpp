// What people do with keys while the terminal looks at them.

#include "kiosk/key_desk.hpp"

#include "kiosk/mailbox.hpp"
#include "tests/drivers/ukey_reader.hpp"
#include "tests/kiosk/issuing/fake_authority.hpp"

#include <deque>
#include <future>
#include <gtest/gtest.h>

namespace kiosk {
namespace {

using namespace std::chrono_literals;
using State = flow::KeySeen::State;

constexpr flow::AskId ask{7};

class DeskBackend final : public issuing::NoBackend {
public:
    Reply<KeyRecord> key_record(Text) override { return KeyRecord{"in_stock", {}}; }
};

/// A reader in which the key takes as long as the test wants for one instruction.
class SlowReader final : public drivers::CardReader {
public:
    std::uint8_t slow_instruction = 0;
    std::promise<void> reached, released;

    drivers::UkeyReader inside;
    drivers::Status status() override { return inside.status(); }
    drivers::Result<drivers::Bytes> wait_for_card(std::chrono::milliseconds patience,
                                                  std::stop_token stop) override {
        return inside.wait_for_card(patience, std::move(stop));
    }
    bool wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) override {
        return inside.wait_for_removal(patience, std::move(stop));
    }
    void release() override { inside.release(); }
    drivers::Result<drivers::Bytes> transmit(std::span<const std::uint8_t> command) override {
        if (slow_instruction != 0 && command[1] == slow_instruction) {
            slow_instruction = 0;
            reached.set_value();
            released.get_future().wait();
        }
        return inside.transmit(command);
    }
};

/// Keys come as they are told: nothing for a key that is in, else why none is.
class ToldSource final : public drivers::TokenSource {
public:
    std::deque<std::optional<drivers::Fault>> arrivals;
    SlowReader reader;

    drivers::Status status() override { return drivers::Status::online; }
    drivers::Result<void> self_test() override { return {}; }
    drivers::Result<void> wait_for_key(std::chrono::milliseconds, std::stop_token) override {
        if (arrivals.empty())
            return tl::unexpected(drivers::Fault{drivers::Failure::timed_out, "no key"});
        const auto next = arrivals.front();
        arrivals.pop_front();
        if (next) return tl::unexpected(*next);
        reader.inside.plug_in_again();
        if (!arrivals.empty())  // pulled out again while it is read
            reader.inside.key().set_faults(*drivers::parse_virtual_ukey_faults("die_before 4"));
        return {};
    }
    drivers::TokenResult<std::unique_ptr<drivers::Token>> open() override {
        return drivers::open_piv_token(reader);
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return true; }
    void release() override {}
};

class KeyDeskTest : public testing::Test {
protected:
    template <class Event>
    Event next() {
        auto event = *events_.wait({});
        const auto* wanted = std::get_if<Event>(&event);
        if (!wanted) ADD_FAILURE() << "another event";
        return wanted ? *wanted : Event{};
    }

    ToldSource keys_;
    DeskBackend backend_;
    store::Database database_{":memory:"};
    store::IssueJournal journal_{database_};
    Mailbox<flow::Event> events_;
    KeyDesk desk_{keys_, backend_, journal_, {}, [this](flow::Event event) {
                      events_.post(std::move(event));
                  }};
};

TEST_F(KeyDeskTest, ShowsABlankKey) {  // R50
    keys_.arrivals = {std::nullopt};
    desk_.await_key(ask, "order-1");
    const auto found = next<flow::KeyFound>();
    EXPECT_EQ(found.key.state, State::blank);
    EXPECT_EQ(found.key.serial, keys_.reader.inside.key().serial());
}

TEST_F(KeyDeskTest, WaitsOnForAKeyThatWasPulledWhileItWasRead) {  // R50 R52
    keys_.arrivals = {std::nullopt, std::nullopt};
    desk_.await_key(ask, "order-1");
    EXPECT_EQ(next<flow::KeyFound>().key.state, State::blank);  // the second time it stayed
}

TEST_F(KeyDeskTest, ShowsAKeyThatDoesNotAnswerAsBroken) {  // R50
    keys_.arrivals = {drivers::Fault{drivers::Failure::user_error, "unresponsive"}};
    desk_.await_key(ask, "order-1");
    EXPECT_EQ(next<flow::KeyFound>().key.state, State::broken);
}

TEST_F(KeyDeskTest, SaysWhoCanHelpWhereNoReaderIs) {  // R98
    keys_.arrivals = {drivers::Fault{drivers::Failure::not_ready, "no reader"}};
    desk_.await_key(ask, "order-1");
    EXPECT_EQ(next<flow::Failed>().problem.code, "reader-absent");
}

TEST_F(KeyDeskTest, HoldsNobodyUpWhileAKeyTakesItsTime) {  // R50
    keys_.reader.slow_instruction = 0xF8;
    keys_.arrivals = {std::nullopt};
    desk_.await_key(ask, "order-1");
    keys_.reader.reached.get_future().wait();
    // The key is in the middle of a command; whoever draws the screen is here, and goes on.
    EXPECT_FALSE(events_.poll());
    keys_.reader.released.set_value();
    EXPECT_EQ(next<flow::KeyFound>().key.state, State::blank);
}

}  // namespace
}  // namespace kiosk
