// What a live face verification is asked for, shows and ends in (R40–R46).

#pragma once

#include "kiosk/flow/values.hpp"

namespace kiosk::flow {

/// Whose face.
enum class FaceSubject { legal_representative, agent };

/// `waiting`: for the phone's owner, or for the evidence of an on-site try. `undecided`: nobody
/// could compare; it cost no try.
enum class FaceState { waiting, opened, deciding, passed, failed, undecided, expired, cancelled };

enum class FaceAction { blink, open_mouth, turn_left, turn_right, nod, read_digits };

struct FaceChallenge {
    FaceAction action{};
    std::chrono::milliseconds window{};
    std::string digits;  ///< Only with read_digits.
    bool operator==(const FaceChallenge&) const = default;
};

/// What the backend drew for one try (R42).
struct FaceDrawing {
    std::string nonce;
    std::vector<FaceChallenge> challenges;
    std::chrono::milliseconds total{};
    std::string seal_certificate;  ///< PEM: for whom the evidence is sealed (R45).
    int attempt = 1;
    bool operator==(const FaceDrawing&) const = default;
};

struct FaceSession {
    std::string id;
    FaceState state{};
    std::string masked_mobile;  ///< By link only, as `resend_after`.
    std::chrono::seconds resend_after{};
    std::chrono::seconds expires_in{};
    int tries_left = 0;
    Words reason;
    std::optional<FaceDrawing> drawing;  ///< On site, while evidence is awaited.
    bool operator==(const FaceSession&) const = default;
};

/// What the face camera sees; one instruction at a time (R41).
enum class FaceGuidance {
    no_face,
    several_faces,
    too_far,
    too_close,
    off_centre,
    dark,
    bright,
    uneven_light,
    covered,
    turned,
    eyes_closed,
    blurred,
    fine
};

/// How far a try has come.
struct FaceProgress {
    FaceGuidance guidance = FaceGuidance::no_face;
    std::size_t done = 0;              ///< Challenges passed.
    bool prompted = false;             ///< The one after them is asked for now.
    std::optional<std::size_t> digit;  ///< Which of its digits is to be read now.
    bool operator==(const FaceProgress&) const = default;
};

}  // namespace kiosk::flow
