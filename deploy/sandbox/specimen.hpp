// Documents that nobody was ever issued, drawn by us and marked 样本, and photographs of them: what
// the virtual camera shows and what the reading tests read. They follow the layout of the real ones
// (GA 448, the licence form of 2019) closely enough for a reader and too poorly for a person.

#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
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

/// Pages are 8-bit RGB, straight, without surroundings: the cards 15 pixels per millimetre, the
/// licence five. They throw std::runtime_error where Noto CJK is not installed.
[[nodiscard]] cv::Mat draw_id_front(const SpecimenPerson& person);
[[nodiscard]] cv::Mat draw_id_back(const SpecimenPerson& person);
enum class Sheet { lying, upright };
[[nodiscard]] cv::Mat draw_licence(const SpecimenOrganisation& organisation, Sheet sheet);

/// How the camera stood. The same shot gives the same pixels.
struct Shot {
    cv::Size frame{2048, 1536};
    double fill = 0.7;    ///< Longer side of the page over the frame's side it lies along.
    double turn_deg = 2;  ///< Clockwise; any angle.
    double tilt = 0.03;   ///< How much the far edge shrinks, 0–0.3.
    cv::Scalar desk{112, 118, 124};  ///< RGB
    double blur_px = 0.6;            ///< Standard deviation.
    double noise = 1.5;              ///< Standard deviation, grey levels.
    double glare = 0;                ///< 0–1: a blown-out spot on the page.
    cv::Point2d shift{0, 0};  ///< Of the page's middle from the frame's, in parts of the frame.
    std::uint64_t seed = 1;
};

/// `page` may be empty: the desk alone. 8-bit RGB.
[[nodiscard]] cv::Mat photograph(const cv::Mat& page, const Shot& shot);

}  // namespace sandbox
