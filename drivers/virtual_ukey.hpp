// A UKEY made of nothing but software: a PIV card (NIST SP 800-73-4), commands in, answers out. It
// ships for demonstration, training and tests; deploy/sandbox puts it behind a PC/SC reader.

#pragma once

#include "drivers/virtual_ukey_state.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace drivers {

/// How the key is told to fail. Commands are counted from 1 after each power-up.
struct VirtualUkeyFaults {
    std::optional<int> die_before;  ///< Loses power before command n is carried out,
    std::optional<int> die_after;   ///< or after, before its answer leaves.
    std::optional<std::uint8_t>
        die_before_ins;  ///< The same by instruction, last piece of a chain.
    std::optional<std::uint8_t> die_after_ins;
    std::map<std::uint8_t, std::uint16_t>
        status;  ///< Instruction → the status word it answers instead.
    std::optional<std::size_t> truncate_put;  ///< PUT DATA keeps so many bytes, then power is lost.
    std::optional<int> swap_identity;    ///< From command n on it is another key, as to serial and
                                         ///< sessions, that took its place unnoticed.
    bool wear_out_pin = false;           ///< Once: the PIN's tries are used up.
    std::chrono::milliseconds delay{0};  ///< Before every answer; whoever carries the answer waits.
    std::map<std::uint8_t, std::chrono::milliseconds> slow;  ///< Instruction → its own delay.

    /// How long the answer to this command is to be held back.
    [[nodiscard]] std::chrono::milliseconds delay_of(std::span<const std::uint8_t> command) const;
};

/// What parse_virtual_ukey_faults() reads, a line each, for people.
extern const std::string_view virtual_ukey_fault_words;

/// Reads lines of virtual_ukey_fault_words; bad_data names the first that is none of them.
[[nodiscard]] Result<VirtualUkeyFaults> parse_virtual_ukey_faults(std::string_view text);

/// One key. Not thread-safe. What it must keep is on disk before it answers.
class VirtualUkey {
public:
    /// Takes up the key kept in `file`, or a blank one from the factory when there is no such file.
    [[nodiscard]] static Result<VirtualUkey> open(std::filesystem::path file);

    /// Answer to reset (ISO/IEC 7816-3): T=1, historical bytes without a category.
    [[nodiscard]] static Bytes atr();
    /// As printed on the key.
    [[nodiscard]] std::string serial() const { return std::to_string(state_.serial); }

    /// Power on or reset: sessions and half commands are gone, what was kept stays.
    void power_up();
    /// One command (short or extended); nothing when the key lost power, see VirtualUkeyFaults.
    [[nodiscard]] std::optional<Bytes> answer(std::span<const std::uint8_t> command);

    void set_faults(VirtualUkeyFaults faults) { faults_ = std::move(faults); }
    /// Commands since power-up: what the faults count by, and what an issue costs.
    [[nodiscard]] int commands() const { return session_.commands; }
    [[nodiscard]] const VirtualUkeyFaults& faults() const { return faults_; }

private:
    struct Command {
        std::uint8_t cla = 0, ins = 0, p1 = 0, p2 = 0;
        Bytes data;
        std::size_t wanted = 0;  ///< Bytes of answer the sender takes.
    };
    struct Answer {
        std::uint16_t status = 0x9000;
        Bytes data = {};
    };
    struct Session {
        bool selected = false;
        bool pin_open = false;
        bool pin_fresh = false;  ///< VERIFY was the command before: what slot 9C insists on.
        bool managed = false;
        Bytes witness, challenge;
        Bytes chain;
        std::uint32_t chain_head = 0;
        Bytes rest;  ///< Answer still to be fetched by GET RESPONSE.
        int commands = 0;
        bool swapped = false;
    };

    VirtualUkey(std::filesystem::path file, VirtualUkeyState state);

    static std::optional<Command> parse(std::span<const std::uint8_t> command);
    std::optional<Answer> gather(Command& command);
    Bytes deliver(Answer answer, std::size_t wanted);
    Answer carry_out(const Command& command);
    Answer select(const Command& command);
    Answer verify(const Command& command);
    Answer change_reference_data(const Command& command);
    Answer reset_retry_counter(const Command& command);
    Answer get_data(const Command& command);
    Answer put_data(const Command& command);
    Answer generate(const Command& command);
    Answer general_authenticate(const Command& command);
    Answer authenticate_management(const Command& command);
    Answer use_key(const Command& command);
    Answer import_pair(const Command& command);
    Answer get_metadata(const Command& command) const;
    Answer set_management_key(const Command& command);
    Answer factory_reset();
    /// Compares and counts: the try is spent on disk before the comparison.
    Answer compare(std::span<const std::uint8_t> given, const Bytes& kept, int& tries);
    [[nodiscard]] bool keep();
    void suffer(int command);

    std::filesystem::path file_;
    VirtualUkeyState state_;
    VirtualUkeyFaults faults_;
    Session session_;
    bool dead_ = false;
};

}  // namespace drivers
