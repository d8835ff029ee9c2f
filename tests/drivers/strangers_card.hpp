// A card of another maker: keeps to NIST SP 800-73-4 and ISO/IEC 7816-4, and to nothing that our
// own virtual UKEY is in the habit of.

#pragma once

#include "drivers/card_reader.hpp"
#include "tests/drivers/ukey_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace drivers {

/// What the standards leave to the maker.
struct Habits {
    std::set<std::uint8_t> lacks{0xF7, 0xF8, 0xFB, 0xFD, 0xFE, 0xFF};  ///< Vendors' commands.
    std::size_t piece = 256;     ///< So much of an answer goes out at a time,
    bool names_le = false;       ///< and only for the Le that fits, named by 6Cxx.
    bool pin_each_time = false;  ///< For slot 9A too.
    std::uint16_t wrong_management_key = 0x6982;
    std::uint16_t unknown_command = 0x6D00;
    bool empty_objects_succeed = false;  ///< 9000 without a byte, where there is no object.
    bool refuses_agreement = false;      ///< Slots for signing sign, and do nothing else.
};

class StrangersCard final : public CardReader {
public:
    explicit StrangersCard(UkeyReader& inside, Habits habits = {})
        : inside_(inside), habits_(std::move(habits)) {}

    int commands() const { return commands_; }
    std::vector<std::uint8_t> instructions;  ///< As they came.

    Status status() override { return inside_.status(); }
    Result<Bytes> wait_for_card(std::chrono::milliseconds patience, std::stop_token stop) override {
        rest_.clear();
        return inside_.wait_for_card(patience, std::move(stop));
    }
    bool wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) override {
        return inside_.wait_for_removal(patience, std::move(stop));
    }
    void release() override { inside_.release(); }

    Result<Bytes> transmit(std::span<const std::uint8_t> command) override {
        ++commands_;
        instructions.push_back(command[1]);
        if (is_extended(command)) return status_bytes(0x6700);
        if (command[1] == 0xC0) return deliver(command.back());
        if (!awaited_.empty() && repeats(command)) return deliver(command.back());
        rest_.clear();
        awaited_.clear();
        if (habits_.lacks.contains(command[1])) return status_bytes(habits_.unknown_command);
        if (refuses(command)) return status_bytes(0x6982);
        auto answer = whole_answer(command);
        if (!answer) return answer;
        change(command, *answer);
        if (answer->size() == 2) return answer;
        rest_ = std::move(*answer);
        rest_.resize(rest_.size() - 2);
        if (!habits_.names_le || due() == 256 || !ends_in_le(command)) return hand_out();
        awaited_.assign(command.begin(), command.end() - 1);
        return status_bytes(static_cast<std::uint16_t>(0x6C00 | due()));
    }

private:
    static Bytes status_bytes(std::uint16_t status) {
        return {static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status & 0xFF)};
    }
    static bool is_extended(std::span<const std::uint8_t> command) {
        return command.size() > 5 && command[4] == 0;
    }
    static bool ends_in_le(std::span<const std::uint8_t> command) {
        return command.size() == 5 || command.size() == 6U + command[4];
    }
    bool repeats(std::span<const std::uint8_t> command) const {
        return std::ranges::equal(command.first(command.size() - 1), awaited_);
    }
    bool refuses(std::span<const std::uint8_t> command) {
        const bool fresh = std::exchange(pin_fresh_, command[1] == 0x20 && command.size() > 5);
        if (command[1] != 0x87 || command[3] != 0x9A) return false;
        constexpr std::uint8_t point[] = {0x85, 0x41};
        const bool agreement = std::search(command.begin(), command.end(), std::begin(point),
                                           std::end(point)) != command.end();
        return (habits_.refuses_agreement && agreement) || (habits_.pin_each_time && !fresh);
    }
    /// However the card inside cuts it up.
    Result<Bytes> whole_answer(std::span<const std::uint8_t> command) {
        auto answer = inside_.transmit(command);
        while (answer && answer->at(answer->size() - 2) == 0x61) {
            auto next = inside_.transmit(Bytes{0x00, 0xC0, 0x00, 0x00, answer->back()});
            if (!next) return next;
            answer->resize(answer->size() - 2);
            answer->insert(answer->end(), next->begin(), next->end());
        }
        return answer;
    }
    void change(std::span<const std::uint8_t> command, Bytes& answer) const {
        const bool management = command[1] == 0x87 && command[3] == 0x9B;
        if (management && answer == status_bytes(0x6982))
            answer = status_bytes(habits_.wrong_management_key);
        if (habits_.empty_objects_succeed && command[1] == 0xCB && answer == status_bytes(0x6A82))
            answer = status_bytes(0x9000);
    }
    std::size_t due() const { return std::min(rest_.size(), habits_.piece); }
    Result<Bytes> deliver(std::uint8_t le) {
        awaited_.clear();
        if (rest_.empty()) return status_bytes(0x6985);
        if (habits_.names_le && le != (due() & 0xFF))
            return status_bytes(static_cast<std::uint16_t>(0x6C00 | (due() & 0xFF)));
        return hand_out();
    }
    Result<Bytes> hand_out() {
        const auto end = rest_.begin() + static_cast<std::ptrdiff_t>(due());
        Bytes out(rest_.begin(), end);
        rest_.erase(rest_.begin(), end);
        const Bytes status =
            status_bytes(rest_.empty() ? std::uint16_t{0x9000}
                                       : static_cast<std::uint16_t>(0x6100 | (due() & 0xFF)));
        out.insert(out.end(), status.begin(), status.end());
        return out;
    }

    UkeyReader& inside_;
    const Habits habits_;
    int commands_ = 0;
    bool pin_fresh_ = false;
    Bytes rest_;
    Bytes awaited_;  ///< The command whose Le was named; it comes once more.
};

}  // namespace drivers
