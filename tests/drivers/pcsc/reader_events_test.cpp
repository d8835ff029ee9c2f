// What readers do to a terminal, each as PC/SC tells it. The same with a real pcscd, as far as a
// virtual reader can: tests/sandbox/virtual_ukey_test.cpp.

#include "drivers/card_reader.hpp"
#include "tests/drivers/pcsc/fake_pcsc.hpp"

#include <gmock/gmock.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using fake_pcsc::service;
using testing::ElementsAre;

const Bytes select_command{0x00, 0xA4, 0x04, 0x00, 0x02, 0xA0, 0x00, 0x00};
const Bytes fine{0x90, 0x00};

class ReaderEvents : public testing::Test {
protected:
    ReaderEvents() {
        service = {};
        service.readers["A"];
        service.on_transmit = [](const Bytes&, Bytes& answer) {
            answer = fine;
            return LONG{SCARD_S_SUCCESS};
        };
    }
    Failure failure_of(std::chrono::milliseconds patience = 0ms) {
        const auto card = reader_->wait_for_card(patience, {});
        return card ? Failure{} : card.error().failure;
    }
    void take() {
        service.readers["A"].insert();
        ASSERT_TRUE(reader_->wait_for_card(0ms, {}));
    }
    /// What becomes of a command during which this happens.
    Failure during_a_command(LONG code, const std::function<void()>& event) {
        service.on_transmit = [=](const Bytes&, Bytes&) { return event(), code; };
        const auto answer = reader_->transmit(select_command);
        return answer ? Failure{} : answer.error().failure;
    }

    std::unique_ptr<CardReader> reader_ = open_card_reader("pcsc:");
};

TEST_F(ReaderEvents, ACardIsTakenAsSoonAsItIsPutIn) {  // R50
    service.while_waiting = {[] { service.readers["A"].insert(); }};
    EXPECT_TRUE(reader_->wait_for_card(1h, {}));
    EXPECT_EQ(service.connected, "A");
}

TEST_F(ReaderEvents, ACardBringsItsOwnReader) {  // R50
    service.readers.clear();
    EXPECT_EQ(failure_of(), Failure::not_ready);
    EXPECT_EQ(reader_->status(), Status::absent);
    service.readers["B"].insert();
    EXPECT_TRUE(reader_->wait_for_card(0ms, {}));
    EXPECT_EQ(service.connected, "B");
}

TEST_F(ReaderEvents, OfSeveralReadersTheOneWithAUsableCardIsTaken) {  // R50
    service.readers["A"].insert();
    service.readers["A"].on_connect = SCARD_E_SHARING_VIOLATION;
    service.readers["B"];
    service.readers["C"].insert();
    EXPECT_TRUE(reader_->wait_for_card(0ms, {}));
    EXPECT_EQ(service.connected, "C");
}

TEST_F(ReaderEvents, ACardThatAnotherProgramHoldsIsWaitedFor) {
    service.readers["A"].insert();
    service.readers["A"].on_connect = SCARD_E_SHARING_VIOLATION;
    EXPECT_EQ(failure_of(), Failure::not_ready);
    service.readers["A"].on_connect = SCARD_S_SUCCESS;
    EXPECT_TRUE(reader_->wait_for_card(0ms, {}));
}

TEST_F(ReaderEvents, ACardThatDoesNotAnswerIsTold) {  // R50
    service.readers["A"].insert();
    service.readers["A"].on_connect = SCARD_W_UNRESPONSIVE_CARD;
    EXPECT_EQ(failure_of(), Failure::user_error);
}

TEST_F(ReaderEvents, AWithdrawnCardIsMissed) {  // R52
    take();
    service.while_waiting = {[] { service.readers["A"].remove(); }};
    EXPECT_TRUE(reader_->wait_for_removal(1h, {}));
    EXPECT_EQ(reader_->transmit(select_command).error().failure, Failure::user_error);
    EXPECT_EQ(service.disposition, DWORD{SCARD_LEAVE_CARD});  // the next one is not reset for it
}

TEST_F(ReaderEvents, ACardExchangedBetweenTwoCommandsIsNotSpokenTo) {  // R50 R52
    take();
    service.readers["A"].remove();
    service.readers["A"].insert();
    service.on_transmit = [](const Bytes&, Bytes&) -> LONG {
        ADD_FAILURE() << "the other card was spoken to";
        return SCARD_S_SUCCESS;
    };
    EXPECT_EQ(reader_->transmit(select_command).error().failure, Failure::user_error);
    EXPECT_TRUE(reader_->wait_for_removal(0ms, {}));
}

TEST_F(ReaderEvents, ACardRemovedInTheMiddleOfACommandIsMissed) {  // R52
    take();
    EXPECT_EQ(during_a_command(SCARD_S_SUCCESS, [] { service.readers["A"].remove(); }),
              Failure::user_error);  // success, and no bytes
}

TEST_F(ReaderEvents, AReaderUnpluggedInTheMiddleOfACommandIsMissedWithItsCard) {  // R52
    for (const LONG code : {SCARD_E_READER_UNAVAILABLE, SCARD_F_COMM_ERROR}) {
        take();
        EXPECT_EQ(during_a_command(code, [] { service.readers.clear(); }), Failure::user_error);
        EXPECT_TRUE(reader_->wait_for_removal(0ms, {}));
    }
}

TEST_F(ReaderEvents, AReaderUnpluggedBetweenTwoCommandsIsMissed) {  // R52
    take();
    service.readers.clear();
    EXPECT_EQ(reader_->transmit(select_command).error().failure, Failure::user_error);
    EXPECT_EQ(reader_->status(), Status::absent);
}

TEST_F(ReaderEvents, ACardThatStaysButFailsIsDefective) {
    take();
    EXPECT_EQ(during_a_command(SCARD_E_NOT_TRANSACTED, [] {}), Failure::hardware_error);
}

TEST_F(ReaderEvents, ACardThatAnotherProgramResetHasForgottenItsSession) {  // R52
    take();
    EXPECT_EQ(during_a_command(SCARD_W_RESET_CARD, [] {}), Failure::user_error);
}

TEST_F(ReaderEvents, ARestartedServiceIsFoundAgain) {  // R52
    take();
    EXPECT_EQ(during_a_command(SCARD_E_NO_SERVICE, [] { service.running = false; }),
              Failure::user_error);
    EXPECT_EQ(reader_->status(), Status::offline);
    EXPECT_EQ(failure_of(), Failure::not_ready);
    service.running = true;
    EXPECT_TRUE(reader_->wait_for_card(0ms, {}));
}

TEST_F(ReaderEvents, AServiceThatEndsWhileACardIsAwaitedIsWaitedForToo) {  // R52
    service.while_waiting = {[] { service.running = false; }};
    EXPECT_EQ(failure_of(50ms), Failure::not_ready);
}

TEST_F(ReaderEvents, ACardOfTheOlderProtocolGetsItsCommandsInThatShape) {  // R54
    std::vector<Bytes> sent;
    service.readers["A"].protocol = SCARD_PROTOCOL_T0;
    take();
    service.on_transmit = [&](const Bytes& command, Bytes& answer) {
        sent.push_back(command);
        answer = fine;
        return LONG{SCARD_S_SUCCESS};
    };
    EXPECT_TRUE(reader_->transmit(select_command));
    EXPECT_TRUE(reader_->transmit(Bytes{0x00, 0x20, 0x00, 0x80}));
    EXPECT_TRUE(reader_->transmit(Bytes{0x00, 0xC0, 0x00, 0x00, 0x10}));
    EXPECT_TRUE(reader_->transmit(Bytes{0x00, 0xDB, 0x3F, 0xFF, 0x02, 0x5C, 0x00}));
    EXPECT_THAT(
        sent, ElementsAre(Bytes{0x00, 0xA4, 0x04, 0x00, 0x02, 0xA0, 0x00},
                          Bytes{0x00, 0x20, 0x00, 0x80, 0x00}, Bytes{0x00, 0xC0, 0x00, 0x00, 0x10},
                          Bytes{0x00, 0xDB, 0x3F, 0xFF, 0x02, 0x5C, 0x00}));
}

}  // namespace
}  // namespace drivers
