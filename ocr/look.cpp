#include "ocr/look.hpp"

#include "ocr/levels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr int longer_side = 320;

/// Each channel scaled so that the paper, the brighter part of the page, is white.
cv::Mat white_balanced(const cv::Mat& page) {
    std::vector<cv::Mat> channels;
    cv::split(page, channels);
    for (auto& channel : channels) {
        channel.convertTo(channel, CV_8U, 230.0 / std::max(level_of(channel, 0.7), 30));
    }
    cv::Mat out;
    cv::merge(channels, out);
    return out;
}

/// The light on the paper as a surface of second degree in x and y, natural logarithm; what is
/// darker than that, writing or a portrait, is left out step by step.
cv::Mat light_on(const cv::Mat& page) {
    constexpr int apart = 6;      // pixels between the places looked at
    constexpr double ink = 0.12;  // so much darker is no paper
    cv::Mat grey;
    cv::cvtColor(page, grey, cv::COLOR_RGB2GRAY);
    const auto terms = [&](int x, int y) {
        const double u = 2.0 * x / page.cols - 1;
        const double v = 2.0 * y / page.rows - 1;
        return cv::Vec6d(1, u, v, u * u, u * v, v * v);
    };
    std::vector<std::pair<cv::Vec6d, double>> seen;
    for (int y = apart / 2; y < page.rows; y += apart)
        for (int x = apart / 2; x < page.cols; x += apart)
            seen.emplace_back(terms(x, y), std::log(grey.at<uchar>(y, x) + 1.0));
    cv::Vec6d surface;
    for (int step = 0; step < 5; ++step) {
        cv::Matx<double, 6, 6> squares = cv::Matx<double, 6, 6>::eye() * 1e-3;
        cv::Vec6d sums;
        for (const auto& [at, light] : seen) {
            if (step > 0 && light < surface.dot(at) - ink) continue;
            squares += at * at.t();
            sums += at * light;
        }
        surface = squares.solve(sums, cv::DECOMP_CHOLESKY);
    }
    cv::Mat out(page.size(), CV_32F);
    for (int y = 0; y < page.rows; ++y)
        for (int x = 0; x < page.cols; ++x)
            out.at<float>(y, x) = static_cast<float>(surface.dot(terms(x, y)));
    return out;
}

/// As it would be under the same light all over.
cv::Mat evenly_lit(const cv::Mat& page) {
    const cv::Mat light = light_on(page);
    double brightest = 0;
    cv::minMaxLoc(light, nullptr, &brightest);
    cv::Mat times;
    cv::exp(brightest - light, times);
    times = cv::min(times, 4);
    cv::Mat wide;
    cv::merge(std::vector<cv::Mat>{times, times, times}, wide);
    cv::Mat out;
    cv::multiply(page, wide, out, 1, CV_8U);
    return out;
}

struct Marks {
    cv::Mat red;      ///< 1 where clearly red, else 0; float.
    cv::Mat covered;  ///< 1 where no paper shows.
};

Marks find_marks(const cv::Mat& page) {
    std::vector<cv::Mat> c;
    cv::split(white_balanced(evenly_lit(page)), c);
    cv::Mat other;
    cv::max(c[1], c[2], other);
    cv::Mat redness;
    cv::subtract(c[0], other, redness);
    cv::Mat darkest;
    cv::min(cv::min(c[0], c[1]), c[2], darkest);
    Marks out;
    cv::Mat red = redness > 45;
    cv::Mat covered = darkest < 175;
    red.convertTo(out.red, CV_32F, 1.0 / 255);
    covered.convertTo(out.covered, CV_32F, 1.0 / 255);
    return out;
}

/// The fullest window of the given half size whose middle lies in the part of the page from–to
/// (0–1).
double fullest(const cv::Mat& mask, cv::Rect2d part, double half_width, double half_height) {
    const cv::Size window(std::max(3, cvRound(2 * half_width * mask.cols)),
                          std::max(3, cvRound(2 * half_height * mask.rows)));
    const cv::Rect page(0, 0, mask.cols, mask.rows);
    const cv::Rect area =
        page & cv::Rect(cv::Point(cvRound(part.x * mask.cols), cvRound(part.y * mask.rows)),
                        cv::Size(std::max(1, cvRound(part.width * mask.cols)),
                                 std::max(1, cvRound(part.height * mask.rows))));
    const cv::Rect reached = page & (area + window - cv::Point(window / 2));
    cv::Mat sums;
    cv::boxFilter(mask(reached), sums, CV_32F, window, {-1, -1}, true,
                  cv::BORDER_CONSTANT | cv::BORDER_ISOLATED);
    double most = 0;
    cv::minMaxLoc(sums(area - reached.tl()), nullptr, &most);
    return most;
}

/// Part of the page's rim where paper shows: elsewhere a desk lies, or a hand.
double paper_along_rim(const cv::Mat& covered) {
    constexpr int samples = 24;                     // a side
    constexpr std::array depths{0.01, 0.02, 0.03};  // a printed frame is not at all of them
    const double shorter = std::min(covered.cols, covered.rows);
    int paper = 0;
    for (int side = 0; side < 4; ++side)
        for (int i = 0; i < samples; ++i) {
            const double along = 0.12 + 0.76 * i / (samples - 1);
            paper += std::ranges::any_of(depths, [&](double depth) {
                const int deep = cvRound(depth * shorter);
                const int x = side % 2 == 0 ? cvRound(along * covered.cols)
                                            : (side == 1 ? covered.cols - 1 - deep : deep);
                const int y = side % 2 == 1 ? cvRound(along * covered.rows)
                                            : (side == 2 ? covered.rows - 1 - deep : deep);
                return covered.at<float>(y, x) == 0;
            });
        }
    return static_cast<double>(paper) / (4 * samples);
}

double likeness(double value, double none, double full) {
    return std::clamp((value - none) / (full - none), 0.0, 1.0);
}

double nearness(double aspect, double wanted) {
    const double off = std::log(aspect / wanted);
    return std::exp(-0.5 * off * off / (0.09 * 0.09));
}

Guess back_guess(const Marks& m, double aspect) {
    const double emblem = fullest(m.red, {0.08, 0.1, 0.18, 0.28}, 0.045, 0.07);
    const double elsewhere = fullest(m.red, {0.4, 0.1, 0.55, 0.8}, 0.045, 0.07);
    return {DocumentKind::id_back, 0,
            likeness(emblem - elsewhere, 0.25, 0.7) * (0.4 + 0.6 * nearness(aspect, 1.585))};
}

Guess licence_guess(const Marks& m, double aspect, bool lying) {
    const double half_width = lying ? 0.022 : 0.032;
    const double half_height = lying ? 0.031 : 0.023;
    const double emblem = fullest(m.red, {0.4, 0.05, 0.2, 0.16}, half_width, half_height);
    const double elsewhere = fullest(m.red, {0.1, 0.25, 0.8, 0.7}, half_width, half_height);
    return {DocumentKind::licence, 0,
            likeness(emblem - 0.5 * elsewhere, 0.25, 0.65) * (0.4 + 0.6 * nearness(aspect, 1.414))};
}

Guess front_guess(const Marks& m, double aspect) {
    const double portrait = fullest(m.covered, {0.68, 0.28, 0.22, 0.3}, 0.08, 0.2);
    const double writing = fullest(m.covered, {0.1, 0.2, 0.4, 0.6}, 0.08, 0.2);
    return {DocumentKind::id_front, 0,
            likeness(portrait - writing, 0.2, 0.5) * (0.4 + 0.6 * nearness(aspect, 1.585))};
}

}  // namespace

std::vector<Guess> look_at(const cv::Mat& photo, const PageCandidate& page) {
    const double across =
        cv::norm(page.corners[0] - page.corners[1]) + cv::norm(page.corners[2] - page.corners[3]);
    const double down =
        cv::norm(page.corners[1] - page.corners[2]) + cv::norm(page.corners[3] - page.corners[0]);
    const bool wide = across >= down;
    const int shorter = cvRound(longer_side / page.aspect);
    cv::Mat small =
        straighten(photo, page.corners, 0,
                   wide ? cv::Size(longer_side, shorter) : cv::Size(shorter, longer_side))
            .picture;
    Marks marks = find_marks(small);
    const double paper = 0.3 + 0.7 * likeness(paper_along_rim(marks.covered), 0.5, 0.9);
    std::vector<Guess> out;
    for (std::size_t first = 0; first < 4; ++first) {
        const bool lying = marks.red.cols >= marks.red.rows;
        std::vector<Guess> here{licence_guess(marks, page.aspect, lying)};
        if (lying) {
            here.push_back(front_guess(marks, page.aspect));
            here.push_back(back_guess(marks, page.aspect));
        }
        for (auto& guess : here) {
            guess.first = first;
            if (guess.score > 0.12) out.push_back(guess);
        }
        cv::rotate(marks.red, marks.red, cv::ROTATE_90_COUNTERCLOCKWISE);
        cv::rotate(marks.covered, marks.covered, cv::ROTATE_90_COUNTERCLOCKWISE);
    }
    // A shadow can look like a portrait; the other way up is worth a try where nothing else is
    // likelier.
    for (std::size_t i = 0, all = out.size(); i < all; ++i) {
        Guess turned{out[i].kind, (out[i].first + 2) % 4, out[i].score * 0.35};
        const auto same = [&](const Guess& g) {
            return g.kind == turned.kind && g.first == turned.first;
        };
        if (turned.kind == DocumentKind::id_front && std::none_of(out.begin(), out.end(), same))
            out.push_back(turned);
    }
    // Light, shade and hands may hide a portrait from a quick look, not from a reader.
    const bool card = nearness(page.aspect, 1.585) > 0.6;
    if (card && page.score > 0.3)
        for (const std::size_t first : {wide ? 0U : 1U, wide ? 2U : 3U})
            if (std::ranges::none_of(out, [&](const Guess& guess) {
                    return guess.kind == DocumentKind::id_front && guess.first == first;
                }))
                out.push_back({DocumentKind::id_front, first, 0.05});
    for (auto& guess : out) guess.paper = paper;
    std::ranges::sort(out, std::greater(), &Guess::score);
    return out;
}

}  // namespace ocr
