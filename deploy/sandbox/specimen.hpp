// Documents that nobody was ever issued, drawn by us and marked 样本, and photographs of them: what
// the virtual camera shows and what the reading tests read. They follow the layout of the real ones
// (GA 448, the licence form of 2019) closely enough for a reader and too poorly for a person.

#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

namespace sandbox {

/// Dates as printed. `capital` and `term` may be empty: the line is then left out.
struct SpecimenOrganisation {
    std::string name, code, type, person, capital, established, term, address, scope;
};

/// `birth` as 1990年1月2日, `validity` as 2015.01.02-2035.01.02.
struct SpecimenPerson {
    std::string name, sex, ethnicity, birth, address, id_number, authority, validity;
};

/// How an office prints: its faces, and where it puts things. Printers and papers differ.
struct Print {
    std::filesystem::path sans = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::filesystem::path serif = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
    std::filesystem::path digits = {};  ///< Of a citizen's number; the sans face if empty.
    cv::Point2d moved{0, 0};            ///< What is filled in against what is printed, millimetres.
    double size = 1;                    ///< Of what is filled in.
    double pitch = 1;                   ///< Between lines.
    bool values_serif = true;           ///< A licence's values.
    int arrangement = 0;                ///< Of a licence: 0–5.
    cv::Scalar tint{0, 0, 0};           ///< Added to the paper's colour.
    std::uint64_t seed = 1;             ///< Face, clothes.
};

/// Pages are 8-bit RGB, straight, without surroundings: the cards 15 pixels per millimetre, the
/// licence five. They throw std::runtime_error where Noto CJK is not installed.
[[nodiscard]] cv::Mat draw_id_front(const SpecimenPerson& person, const Print& print = {});
[[nodiscard]] cv::Mat draw_id_back(const SpecimenPerson& person, const Print& print = {});
enum class Sheet { lying, upright };
[[nodiscard]] cv::Mat draw_licence(const SpecimenOrganisation& organisation, Sheet sheet,
                                   const Print& print = {});
/// What is neither: a bank card, a staff pass, a letter, a page of a passport.
enum class Stranger { bank_card, staff_pass, letter, passport };
[[nodiscard]] cv::Mat draw_stranger(Stranger what, const Print& print = {});

/// What the page lies on.
enum class Desk { plain, wood, marble, cloth, checked };

/// What shows a page that is not there.
struct Display {
    double pitch = 2;       ///< Width of its pixels in pixels of the camera.
    double turn_deg = 0;    ///< Of the page shown against its rows.
    double brightness = 1;  ///< Of its white against a page's in the same light.
    double veil = 0;        ///< What its glass reflects everywhere, grey levels.
    double around = 0.04;   ///< Of its picture beside the page, parts of the page's longer side.
    double bezel = 0;       ///< Dark rim beyond that, the same; 0: display all over the frame.
    cv::Scalar behind{0, 0, 0};  ///< RGB beside the page.
};

/// How the camera stood. The same shot gives the same pixels.
struct Shot {
    cv::Size frame{2048, 1536};
    double fill = 0.7;       ///< Longer side of the page over the frame's side it lies along.
    double turn_deg = 2;     ///< Clockwise; any angle.
    double tilt = 0.03;      ///< How much the far edge shrinks, 0–0.3.
    double tilt_to_deg = 0;  ///< Where the far edge is: 0 the page's top, 90 its right.
    cv::Scalar desk{112, 118, 124};  ///< RGB
    Desk desk_kind = Desk::plain;
    double blur_px = 0.6;                 ///< Standard deviation.
    double noise = 1.5;                   ///< Standard deviation, grey levels.
    double motion_px = 0;                 ///< Length of the smear of a hand that moved.
    double glare = 0;                     ///< 0–1: a blown-out spot on the page.
    cv::Point2d glare_at{0.5, 0.5};       ///< In parts of the page.
    double shade = 0;                     ///< 0–1: a soft shadow over part of the frame.
    cv::Scalar light{1, 1, 1};            ///< Its colour, factors.
    bool hand = false;                    ///< Fingers that hold the page down.
    std::optional<Display> display = {};  ///< Shows the page, if any.
    cv::Point2d shift{0, 0};  ///< Of the page's middle from the frame's, in parts of the frame.
    std::uint64_t seed = 1;
};

/// Whether a page of that size is a card, and no sheet.
[[nodiscard]] bool is_card(cv::Size page);

/// Pixels of the frame for one of the page, before the tilt.
[[nodiscard]] double page_scale(cv::Size page, const Shot& shot);

/// `page` may be empty: the desk alone. 8-bit RGB.
[[nodiscard]] cv::Mat photograph(const cv::Mat& page, const Shot& shot);

}  // namespace sandbox
