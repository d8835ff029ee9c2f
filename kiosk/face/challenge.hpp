// One try of the challenges the backend drew (R42): a pure function of what is seen.

#pragma once

#include "kiosk/face/actions.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kiosk::face {

enum class ChallengeKind { blink, open_mouth, turn_left, turn_right, nod, read_digits };

struct Challenge {
    ChallengeKind kind = ChallengeKind::blink;
    Seconds window{6};   ///< After the prompt; held to 5–8 s for movements.
    std::string digits;  ///< To be read, one a time slot; only with read_digits.
};

/// As the backend sent them; the nonce ties the evidence to this drawing.
struct ChallengeList {
    std::string nonce;
    std::vector<Challenge> challenges;
    Seconds total{30};
};

/// Why a try did not pass.
enum class ChallengeFailure {
    too_slow,       ///< The window of a challenge went by.
    wrong_action,   ///< Another movement than the one asked for.
    face_lost,      ///< No face for over half a second.
    several_faces,  ///< Someone else came into the picture.
    digits_wrong,   ///< Not read in step, or without moving the lips.
    out_of_time,    ///< All of it took too long.
};

/// What one frame brings.
struct ChallengeFrame {
    Seconds at{};
    int faces = 0;
    bool usable = false;  ///< Guidance has nothing to say: a new prompt may be given.
    bool neutral = false;
    std::vector<Action> ended;
    std::vector<Action> under_way;
    std::optional<bool> digits_read;  ///< The slots are over: read well, or not.
};

/// One challenge as it went, for the transcript.
struct ChallengeStep {
    ChallengeKind kind = ChallengeKind::blink;
    Seconds prompted{};
    std::optional<Action> action;  ///< Missing with read_digits and where none was accepted.
    Seconds decided{};
    bool passed = false;
};

/// Where a try stands. A value; `next` makes the following one.
struct ChallengeRun {
    struct Settling {};  ///< Waiting for a usable, neutral face; nothing is asked yet.
    struct Prompted {
        Seconds at{};
    };
    struct Passed {};
    struct Failed {
        ChallengeFailure why = ChallengeFailure::too_slow;
    };
    using State = std::variant<Settling, Prompted, Passed, Failed>;

    ChallengeList list;
    State state = Settling{};
    std::size_t current = 0;
    std::optional<Seconds> begun;          ///< With the first prompt.
    std::optional<Seconds> neutral_since;  ///< Without interruption.
    Seconds last_face{};
    std::vector<ChallengeStep> steps;

    [[nodiscard]] bool over() const { return state.index() >= 2; }
    /// The one that is asked for now.
    [[nodiscard]] const Challenge* asked() const;
};

/// Accepts only: neutral, then – more than 200 ms after the prompt – the movement asked for and no
/// other, then neutral again. Blinks are no answer but to a request to blink: eyes have to.
[[nodiscard]] ChallengeRun next(ChallengeRun run, const ChallengeFrame& frame);

/// After that many tries it takes another way (R46).
inline constexpr int tries = 3;

[[nodiscard]] std::string_view to_string(ChallengeKind kind);
[[nodiscard]] std::optional<ChallengeKind> challenge_of(std::string_view name);
[[nodiscard]] std::string_view to_string(ChallengeFailure failure);

}  // namespace kiosk::face
