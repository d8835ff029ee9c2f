// One command to a card and its whole answer, whatever pieces they travel in (ISO/IEC 7816-4).

#pragma once

#include "drivers/card_reader.hpp"

#include <cstdint>
#include <span>

namespace drivers {

struct CardCommand {
    std::uint8_t ins;
    std::uint8_t p1;
    std::uint8_t p2;
    std::span<const std::uint8_t> data = {};
    bool wants_data = true;  ///< Whether an Le is sent; T=0 cards insist on none where none is due.
};

struct CardReply {
    std::uint16_t status;  ///< SW1 SW2 of the last piece: 0x9000 is success.
    Bytes data;

    bool ok() const { return status == 0x9000; }
};

/// Sends the command in short form, chained by 255 bytes where longer, and collects the answer by
/// GET RESPONSE. Copies of the data are wiped. Fails as CardReader::transmit, or with bad_data when
/// the card promises bytes for ever.
[[nodiscard]] Result<CardReply> exchange(CardReader& reader, const CardCommand& command);

}  // namespace drivers
