#pragma once

#include "kiosk/flow/cross_checks.hpp"
#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// Documents under the camera, one after another (R9, R10): live outline, taken by itself when
/// still and good, read into the draft's fields while the next one is put in. Documents may come in
/// any order. Used by ①, ② and ④.
struct Capture {
    /// One thing to capture, and how far it has come.
    struct Sheet {
        std::string material;  ///< "licence", "lr_id_front", …
        enum class Stage { wanted, reading, kept, refused } stage = Stage::wanted;
        PictureId photo{};  ///< From `reading` on.
        Asked asked{};      ///< The reading's.
        /// While it is read, what is known so far: shown, but not yet in the draft.
        ReadingResult reading = {};
        std::string why = {};    ///< Refused: a catalogue key.
        std::string until = {};  ///< Refused as expired: its last day.
        /// Kept, but does not belong to the others; the customer has not decided yet.
        std::optional<Disagreement> odd = {};
    };
    /// Common to all states. `at` is the sheet asked for, taken or looked at.
    struct Job {
        std::vector<Sheet> sheets;
        std::size_t at = 0;
        const std::string& material() const { return sheets[at].material; }
    };
    struct Aiming {
        Job job;
        Asked preview;
        Guidance guidance{};
        std::array<Point, 4> outline{};
        bool has_outline = false;
        /// A picture may be taken by itself: it will not be the last one once more.
        bool armed = true;
        std::optional<Time> take_at = {};  ///< Good, still and sharp since; taken by itself then.
        std::optional<Time> wanted = {};   ///< 拍照 was touched while the picture moved.
    };
    /// Also while a photo is turned: `turned` is the one it came from.
    struct Taking {
        Job job;
        Asked preview;
        Asked asked;
        std::optional<PictureId> turned = {};
    };
    /// All is taken, the last are being read.
    struct Finishing {
        Job job;
        bool by_hand = false;  ///< What is still wanted will be typed.
    };
    /// One photo looked at closely: keep, retake, enlarge, rotate. A letter is always shown.
    struct Checking {
        Job job;
        bool enlarged = false;
    };
    /// A document that does not belong to the others was read: put another one in, or go on with
    /// it, for the reading may be wrong.
    struct Differing {
        Job job;
    };
    /// The camera is out of order: by hand, or from the phone.
    struct NoCamera {
        Job job;
        Problem problem = {};
    };
    using State = std::variant<Aiming, Taking, Finishing, Checking, Differing, NoCamera>;

    struct PhotoWanted {};  ///< 拍照.
    struct Retaken {};      ///< 重拍.
    struct Rotated {};
    struct Enlarged {};  ///< Toggles.
    /// A photo already taken is to be looked at.
    struct SheetOpened {
        std::string material;
    };
    struct ByHandWanted {};  ///< 手工填写: leaves the rest to the form.
    using Event =
        std::variant<Looked, PhotoTaken, FieldsRead, DocumentRead, Failed, Ticked, Next, Back,
                     PhotoWanted, Retaken, Rotated, Enlarged, SheetOpened, ByHandWanted, Retried>;

    /// `done`: all captured. `by_hand`: go on without the rest. `left`: back.
    enum class Outcome { done, by_hand, left };

    static Stepped<State, Outcome> begin(Draft& draft, const std::vector<std::string>& materials);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// Whether an answer to `to` belongs to a photo or a reading of this state.
    static bool awaits(const State& state, AskId to);
    static const Job& job_of(const State& state);
};

/// Whether `material` has text to read into fields; letters and seals have not.
bool is_document(const std::string& material);

/// The kind of document `material` must turn out to be: "licence", "id_front", "id_back"; empty for
/// letters and seals.
std::string document_of(const std::string& material);

/// Puts what was read from `material` into the draft's fields; texts the customer typed himself
/// stay.
void fill_from(const ReadingResult& reading, const std::string& material, Draft& draft);

}  // namespace kiosk::flow
