#pragma once

#include "drivers/device.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace drivers {

/// A smart card reader (or the reader inside a USB key). Owned by one thread.
class CardReader : public Device {
public:
    /// Waits for a card in any matching reader, powers it and takes it for exclusive use; returns
    /// its answer-to-reset (ISO/IEC 7816-3). A reader may arrive meanwhile (a USB key brings its
    /// own). Fails with cancelled on `stop` within about 100 ms, user_error for a card that does
    /// not answer, hardware_error, or after `patience` with what was in the way: timed_out when no
    /// card came, not_ready when there was no reader, no pcscd, or another program kept the card.
    /// status() tells the readiness without waiting.
    [[nodiscard]] virtual Result<Bytes> wait_for_card(std::chrono::milliseconds patience,
                                                      std::stop_token stop) = 0;
    /// Waits until the card has left: true; false after `patience` or on `stop`. Before the first
    /// wait_for_card() it is any card in a matching reader.
    [[nodiscard]] virtual bool wait_for_removal(std::chrono::milliseconds patience,
                                                std::stop_token stop) = 0;
    /// Exchanges one command; the reply ends in SW1 SW2 (ISO/IEC 7816-4). Fails with user_error
    /// when the card has left or was swapped, or hardware_error.
    [[nodiscard]] virtual Result<Bytes> transmit(std::span<const std::uint8_t> command) = 0;
    /// Lets the card go (reset), so that another program may use it.
    virtual void release() = 0;
};

/// `uri`: "pcsc:" for any reader or "pcsc:PART" for those whose name contains PART.
[[nodiscard]] std::unique_ptr<CardReader> open_card_reader(const std::string& uri);

}  // namespace drivers
