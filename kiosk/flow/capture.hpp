#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// Documents under the camera, one after another (R9, R10): live outline, 拍照, check, read into
/// the draft's fields. Used by ①, ② and ④.
struct Capture {
    /// Common to all states: what is to be captured and where we are.
    struct Job {
        std::vector<std::string> materials;  ///< "licence", "lr_id_front", …
        std::size_t at = 0;
        const std::string& material() const { return materials[at]; }
        bool operator==(const Job&) const = default;
    };
    struct Aiming {
        Job job;
        Asked preview;
        Guidance guidance{};
        std::array<Point, 4> outline{};
        bool has_outline = false;
        Time good_since{};                ///< Still and sharp since then; zero when not.
        std::optional<Time> wanted = {};  ///< 拍照 was touched while the picture moved.
    };
    /// Also while a photo is turned: `turned` is the one it came from.
    struct Taking {
        Job job;
        Asked asked;
        std::optional<PictureId> turned = {};
    };
    /// The photo is shown while it is read; 重拍, enlarge, rotate.
    struct Reading {
        Job job;
        Asked asked;
        PictureId photo{};
    };
    /// Read (or not a document to read, as a letter): keep, retake, enlarge, rotate.
    struct Checking {
        Job job;
        PictureId photo{};
        ReadingResult reading;
        bool enlarged = false;
    };
    /// Not the document asked for, expired, blurred…: `why` is a catalogue key; retake or by hand.
    struct Refused {
        Job job;
        PictureId photo{};
        std::string why;
    };
    /// The camera is out of order: by hand, or from the phone.
    struct NoCamera {
        Job job;
        Problem problem = {};
    };
    using State = std::variant<Aiming, Taking, Reading, Checking, Refused, NoCamera>;

    struct PhotoWanted {};  ///< 拍照.
    struct Retaken {};      ///< 重拍.
    struct Rotated {};
    struct Enlarged {};      ///< Toggles.
    struct ByHandWanted {};  ///< 手工填写: leaves the rest to the form.
    using Event = std::variant<Looked, PhotoTaken, DocumentRead, Failed, Ticked, Next, Back,
                               PhotoWanted, Retaken, Rotated, Enlarged, ByHandWanted, Retried>;

    /// `done`: all captured. `by_hand`: go on without the rest. `left`: back.
    enum class Outcome { done, by_hand, left };

    static Stepped<State, Outcome> begin(Draft& draft, std::vector<std::string> materials);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

/// Whether `material` has text to read into fields; letters and seals have not.
bool is_document(const std::string& material);

/// Puts what was read from `material` into the draft's fields; texts the customer typed himself
/// stay.
void fill_from(const ReadingResult& reading, const std::string& material, Draft& draft);

}  // namespace kiosk::flow
