// What a virtual person does and when.

#pragma once

#include "deploy/sandbox/person.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// One movement: it swells, stays and fades within its time.
struct Act {
    enum class Kind { blink, mouth, yaw, pitch, roll, near, speak };
    Kind kind = Kind::blink;
    double at = 0;      ///< Seconds from the begin.
    double lasts = 0;   ///< Seconds.
    double amount = 0;  ///< Degrees; openness 0–1; centimetres towards the camera.
};

using Script = std::vector<Act>;

/// The challenges by the names the backend gives them, each at its usual speed and size:
/// blink, open_mouth, turn_left, turn_right, nod; nothing for any other name.
[[nodiscard]] std::optional<Act> answer_to(const std::string& challenge, double at);

/// The head at a time, with the small sway that living people have.
[[nodiscard]] Gesture gesture_at(const Script& script, double seconds);

/// What the microphone hears: a voiced tone while a `speak` lasts, else faint noise. One channel,
/// 16 bits, `rate` samples a second.
[[nodiscard]] std::vector<std::int16_t> voice_of(const Script& script, int rate, double seconds);

/// "KIND@AT[:LASTS[:AMOUNT]]", a challenge's name or an Act's kind; nothing when it is neither.
[[nodiscard]] std::optional<Act> read_act(const std::string& word);

}  // namespace sandbox
