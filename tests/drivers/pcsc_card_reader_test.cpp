#include "drivers/pcsc_card_reader.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;

class NoPcscd : public testing::Test {
protected:
    NoPcscd() { ::setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1); }
    ~NoPcscd() override { ::unsetenv("PCSCLITE_CSOCK_NAME"); }
    std::unique_ptr<CardReader> reader_ = open_card_reader("pcsc:");
};

TEST_F(NoPcscd, IsOffline) { EXPECT_EQ(reader_->status(), Status::offline); }

TEST_F(NoPcscd, IsNotReadyRatherThanWithoutCard) {
    EXPECT_EQ(reader_->wait_for_card(1ms, {}).error().failure, Failure::not_ready);
}

TEST_F(NoPcscd, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(reader_->wait_for_card(1h, stop.get_token()).error().failure, Failure::cancelled);
}

TEST_F(NoPcscd, HasNoCardToSpeakTo) {
    EXPECT_EQ(reader_->transmit(Bytes{0x00, 0xA4, 0x04, 0x00}).error().failure,
              Failure::user_error);
    EXPECT_FALSE(reader_->wait_for_removal(1ms, {}));  // who knows what is in it
}

TEST(CardReader, OpensNothingForAnotherKindOfAddress) {
    EXPECT_EQ(open_card_reader("usb:1"), nullptr);
}

}  // namespace
}  // namespace drivers
