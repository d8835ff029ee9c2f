#include "drivers/apdu.hpp"

#include "drivers/wiped.hpp"

#include <algorithm>

namespace drivers {
namespace {

constexpr std::size_t longest_piece = 255;
constexpr std::size_t longest_reply = 65536;
constexpr int most_pieces = 1024;  // a card may hand out little at a time, but not for ever

Result<CardReply> send(CardReader& reader, const Bytes& command) {
    auto answer = reader.transmit(command);
    if (!answer) return tl::unexpected(answer.error());
    if (answer->size() < 2)
        return tl::unexpected(Fault{Failure::bad_data, "answer without status"});
    const auto low = answer->back();
    answer->pop_back();
    const auto high = answer->back();
    answer->pop_back();
    return CardReply{static_cast<std::uint16_t>(high << 8 | low), std::move(*answer)};
}

/// `command` ends in its Le; a card that insists on another one says which (ISO/IEC 7816-4, 5.6).
Result<CardReply> send_with_le(CardReader& reader, Bytes& command) {
    auto reply = send(reader, command);
    if (!reply || reply->status >> 8 != 0x6C) return reply;
    command.back() = static_cast<std::uint8_t>(reply->status & 0xFF);
    return send(reader, command);
}

Result<CardReply> send_piece(CardReader& reader, const CardCommand& command,
                             std::span<const std::uint8_t> piece, bool last) {
    Wiped apdu;  // may carry a PIN
    apdu.bytes.reserve(6 + piece.size());
    apdu.bytes = {static_cast<std::uint8_t>(last ? 0x00 : 0x10), command.ins, command.p1,
                  command.p2};
    if (!piece.empty()) {
        apdu.bytes.push_back(static_cast<std::uint8_t>(piece.size()));
        apdu.bytes.insert(apdu.bytes.end(), piece.begin(), piece.end());
    }
    const bool with_le = last && command.wants_data;
    if (!with_le) return send(reader, apdu.bytes);
    apdu.bytes.push_back(0x00);
    return send_with_le(reader, apdu.bytes);
}

Result<CardReply> collect(CardReader& reader, CardReply reply) {
    for (int pieces = 0; reply.status >> 8 == 0x61; ++pieces) {
        const auto more = static_cast<std::uint8_t>(reply.status & 0xFF);
        Bytes get_response{0x00, 0xC0, 0x00, 0x00, more};
        auto next = send_with_le(reader, get_response);
        if (!next) return next;
        const bool endless = next->status >> 8 == 0x61 && next->data.empty();
        if (endless || pieces == most_pieces ||
            reply.data.size() + next->data.size() > longest_reply)
            return tl::unexpected(Fault{Failure::bad_data, "endless answer"});
        reply.data.insert(reply.data.end(), next->data.begin(), next->data.end());
        reply.status = next->status;
    }
    return reply;
}

}  // namespace

Result<CardReply> exchange(CardReader& reader, const CardCommand& command) {
    auto rest = command.data;
    while (rest.size() > longest_piece) {
        auto reply = send_piece(reader, command, rest.first(longest_piece), false);
        if (!reply || !reply->ok()) return reply;
        rest = rest.subspan(longest_piece);
    }
    auto reply = send_piece(reader, command, rest, true);
    if (!reply) return reply;
    return collect(reader, std::move(*reply));
}

}  // namespace drivers
