// Digits read aloud (R44): whether each was spoken in its time, with voice and with moving lips.
// Which words they were, the backend hears.

#pragma once

#include "kiosk/face/voice.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kiosk::face {

/// When one digit is shown and to be read.
struct DigitSlot {
    char digit = '0';
    Seconds begin{};
    Seconds end{};
};

/// One after another from `begin`, 1.2 s each.
[[nodiscard]] std::vector<DigitSlot> slots_of(const std::string& digits, Seconds begin);

struct SlotFinding {
    char digit = '0';
    double voiced_s = 0;    ///< How long there was voice.
    double lip_motion = 0;  ///< Widest less narrowest opening of the mouth.
    bool read = false;
};

struct SpeechVerdict {
    std::vector<SlotFinding> slots;
    double lip_lag_s = 0;  ///< By how much the sound comes after the lips.
    double together = 0;   ///< Correlation of loudness and opening at that lag.
    bool read_well = false;
};

/// Listens and watches while the slots go by. Times of sound and picture are of one clock. Without
/// clock of its own; one thread.
class SpeechWatch {
public:
    explicit SpeechWatch(std::vector<DigitSlot> slots) : slots_(std::move(slots)) {}

    /// One channel; `at`: when the first sample was taken.
    void hear(Seconds at, std::span<const std::int16_t> samples, int rate);
    /// `mouth`: its openness in a frame.
    void see(Seconds at, double mouth);

    /// Once sound and picture have passed the last slot.
    [[nodiscard]] std::optional<SpeechVerdict> verdict() const;

private:
    struct Lips {
        Seconds at;
        double open;
    };

    [[nodiscard]] SlotFinding judge(const DigitSlot& slot) const;
    [[nodiscard]] double loud_from() const;
    void compare(SpeechVerdict& verdict) const;

    std::vector<DigitSlot> slots_;
    VoiceMeter meter_;
    std::vector<VoiceMoment> voice_;
    std::vector<Lips> lips_;
};

}  // namespace kiosk::face
