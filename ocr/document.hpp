// What the terminal reads: both sides of the resident identity card and the business licence.
//
// A photo goes quality → page found → page straightened (any rotation) → fields read, each with its
// crop and a confidence. Nothing here keeps a picture after the call.

#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ocr {

/// 居民身份证, portrait side (GA 448) and emblem side; 营业执照 (version of 2019, upright or
/// lying).
enum class DocumentKind { id_front, id_back, licence, none };

/// Why a photo cannot be read (R10). `none`: it was read.
enum class Reject { none, empty_desk, wrong_document, half_card, heavy_blur, glare, screen_copy };

/// A value as read. Names:
///   id_front  name, sex, ethnicity, birth (1990年1月2日), address, id_number
///   id_back   authority, validity (2015.01.02-2035.01.02 or …-长期)
///   licence   name, type, code, person, capital, established, term, address, scope; capital and
///   term
///             are missing where the licence has none
struct ReadField {
    std::string name;
    std::string text;  ///< UTF-8, no blanks. Empty where the label was found but not the value.
    double confidence = 0;  ///< 0–1
    bool doubtful = true;   ///< To be shown to the customer for checking (R9).
    cv::Rect crop;          ///< In `Reading::page`, pixels.
    bool settled = true;    ///< False only while the reading goes on and may still change it.
};

/// What a photo showed. With a reject reason `fields` is empty.
struct Reading {
    DocumentKind kind = DocumentKind::none;
    Reject reject = Reject::empty_desk;
    std::vector<ReadField> fields;
    cv::Mat page;  ///< The document straightened and upright, 8-bit RGB; empty when none was found.

    /// The field of that name, or nullptr.
    [[nodiscard]] const ReadField* find(std::string_view name) const;
};

/// Told of a reading while it goes on: the fields known so far, in the document's order, each time
/// all of them. Only of a page that shows what no other would; should the photo be refused all the
/// same, or another page in it be the better one, an empty Reading withdraws them. Called on the
/// reading thread; must not throw.
using Observer = std::function<void(const Reading& so_far)>;

/// The four corners of the page in the photo, pixels, clockwise in the picture; which is first says
/// nothing about the way the writing runs.
using Corners = std::array<cv::Point2f, 4>;

/// Enough about a live picture to guide the customer (R10); a few hundredths of a second.
struct Quality {
    double sharpness =
        0;  ///< 0–1 for the page's own size; below `sharp_enough` writing is unreadable.
    double brightness = 0;  ///< Mean of the page (of the picture if there is none), 0–255.
    double glare = 0;       ///< Part of the page that is blown out, 0–1.
    double fill = 0;        ///< Page area over picture area, 0–1.
    bool cut_off = false;   ///< The page runs out of the picture.
    std::optional<Corners> page;

    static constexpr double sharp_enough = 0.5;
    static constexpr double dark = 60;
    static constexpr double bright = 250;
};

/// `photo`: 8-bit RGB or grey, at least 64×64 and no strip; else an empty Quality. Any thread, no
/// state.
[[nodiscard]] Quality assess(const cv::Mat& photo);

/// What a Reader could not do; says who can act: a technician.
enum class ReadError {
    models_missing,  ///< A file named at Reader's constructor is missing or damaged.
    bad_picture,     ///< Not 8-bit with one or three channels, smaller than 64×64, or a strip.
};

/// Reads documents with PP-OCRv4's network and Tesseract. Models are loaded at the first reading,
/// or by `load()`: about 120 MB, and up to 120 more while a large photo is read. Owned by one
/// thread; keeps nothing of a photo between calls.
class Reader {
public:
    /// `models`: folder with chi_sim.traineddata, eng.traineddata, line_160.onnx, line_320.onnx,
    /// line_480.onnx, line_640.onnx, line_characters.txt and regions.txt, as deploy/setup makes it.
    explicit Reader(std::filesystem::path models);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    [[nodiscard]] tl::expected<void, ReadError> load();
    /// `photo`: 8-bit RGB (not BGR) or grey. A rejected photo is a Reading with a reason, not an
    /// error.
    [[nodiscard]] tl::expected<Reading, ReadError> read(const cv::Mat& photo,
                                                        const Observer& observer = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Names as `kiosk read` prints them.
[[nodiscard]] std::string_view to_string(DocumentKind kind);
[[nodiscard]] std::string_view to_string(Reject reject);

}  // namespace ocr
