// Card readers behind PC/SC-lite's pcscd.

#pragma once

#include "drivers/card_reader.hpp"

#include <memory>
#include <optional>
#include <string>

namespace drivers {

/// Every reader pcscd knows whose name contains `part` (all when empty). Of several with a card the
/// first that yields it is taken. pcscd is found as libpcsclite does, so PCSCLITE_CSOCK_NAME moves
/// it.
class PcscCardReader final : public CardReader {
public:
    explicit PcscCardReader(std::string part);
    ~PcscCardReader() override;
    PcscCardReader(const PcscCardReader&) = delete;
    PcscCardReader& operator=(const PcscCardReader&) = delete;

    /// online, absent (no matching reader), offline (no pcscd), user_error (a card that does not
    /// answer).
    Status status() override;
    Result<Bytes> wait_for_card(std::chrono::milliseconds patience, std::stop_token stop) override;
    bool wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) override;
    Result<Bytes> transmit(std::span<const std::uint8_t> command) override;
    void release() override;

private:
    struct Session;  // keeps winscard.h and its macros out of this header
    std::unique_ptr<Session> session_;
    std::string part_;
};

}  // namespace drivers
