#include "ocr/background.hpp"

#include "ocr/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace ocr {
namespace {

constexpr double working_size = 360;  // pixels, longer side
constexpr int around = 7;             // pixels: what is taken together
constexpr int kinds = 4;              // of desk: light and shade, boards and joints

/// A row for each pixel: lightness, two of colour, and how much it changes across and down.
cv::Mat features_of(const cv::Mat& small) {
    cv::Mat lab;
    cv::cvtColor(small, lab, cv::COLOR_RGB2Lab);
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(planes[0], dx, CV_32F, 1, 0, 3, 0.25);
    cv::Sobel(planes[0], dy, CV_32F, 0, 1, 3, 0.25);
    planes.push_back(cv::min(cv::abs(dx), 20));
    planes.push_back(cv::min(cv::abs(dy), 20));
    for (std::size_t i = 0; i < planes.size(); ++i) {
        // Colour tells more than lightness, which shadows change.
        planes[i].convertTo(planes[i], CV_32F, i == 1 || i == 2 ? 2.5 : 1);
        cv::blur(planes[i], planes[i], {around, around});
    }
    cv::Mat merged;
    cv::merge(planes, merged);
    return merged.reshape(1, static_cast<int>(merged.total()));
}

/// How unlike the rim each pixel is, in deviations of the kind of desk it is most like.
cv::Mat unlikeness(const cv::Mat& features, cv::Size size) {
    const int rim = std::max(4, size.height / 14);
    cv::Mat samples;
    std::vector<cv::Point2d> ways;  // from the middle to where each sample lies, length 1
    for (int y = 0; y < size.height; y += 2)
        for (int x = 0; x < size.width; x += 2)
            if (x < rim || y < rim || x >= size.width - rim || y >= size.height - rim) {
                samples.push_back(features.row(y * size.width + x));
                const cv::Point2d way(x - size.width / 2.0, y - size.height / 2.0);
                ways.push_back(way / cv::norm(way));
            }
    cv::Mat labels;
    cv::Mat centres;
    cv::theRNG().state = 1;  // the same picture gives the same page
    cv::kmeans(samples, kinds, labels, {cv::TermCriteria::COUNT, 8, 0}, 1, cv::KMEANS_PP_CENTERS,
               centres);
    cv::Mat out(size, CV_32F, cv::Scalar(1e9));
    for (int kind = 0; kind < kinds; ++kind) {
        cv::Mat own;
        cv::Point2d way;
        for (int i = 0; i < samples.rows; ++i)
            if (labels.at<int>(i) == kind) {
                own.push_back(samples.row(i));
                way += ways[static_cast<std::size_t>(i)];
            }
        // What reaches the rim at one place only is not the desk.
        const double together = own.rows == 0 ? 1 : cv::norm(way) / own.rows;
        if (own.rows < samples.rows / 25 || (together > 0.88 && own.rows < samples.rows / 5))
            continue;
        std::array<float, 5> scale{};
        for (int i = 0; i < 5; ++i) {
            cv::Scalar mean;
            cv::Scalar deviation;
            cv::meanStdDev(own.col(i), mean, deviation);
            scale.at(static_cast<std::size_t>(i)) =
                static_cast<float>(1 / std::max(2.0, deviation[0]));
        }
        const auto* centre = centres.ptr<float>(kind);
        for (int i = 0; i < features.rows; ++i) {
            const auto* f = features.ptr<float>(i);
            float sum = 0;
            for (std::size_t k = 0; k < 5; ++k) {
                const float d = (f[k] - centre[k]) * scale.at(k);
                sum += d * d;
            }
            auto& least = out.at<float>(i / size.width, i % size.width);
            least = std::min(least, sum);
        }
    }
    cv::sqrt(out, out);
    return out;
}

std::vector<cv::Point> largest_part(const cv::Mat& mask) {
    std::vector<std::vector<cv::Point>> all;
    cv::findContours(mask, all, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    const auto area = [](const auto& c) { return cv::contourArea(c); };
    const auto most = std::max_element(
        all.begin(), all.end(), [&](const auto& a, const auto& b) { return area(a) < area(b); });
    return most == all.end() || area(*most) < 0.03 * static_cast<double>(mask.total())
               ? std::vector<cv::Point>()
               : *most;
}

/// Four corners of a hull: fewer and fewer points are kept, or the least rectangle around it.
std::optional<Corners> four_corners(const std::vector<cv::Point>& part) {
    std::vector<cv::Point> hull;
    cv::convexHull(part, hull, true);
    const double area = cv::contourArea(hull);
    const double length = cv::arcLength(hull, true);
    std::vector<cv::Point> points;
    for (int coarse = 10; coarse < 120; coarse += 5) {  // thousandths of its length
        cv::approxPolyDP(hull, points, coarse / 1000.0 * length, true);
        if (points.size() <= 4) break;
    }
    Corners out;
    if (points.size() == 4 && cv::contourArea(points) > 0.8 * area) {
        for (std::size_t i = 0; i < 4; ++i) out.at(i) = cv::Point2f(points[i]);
    } else {
        const auto around_it = cv::minAreaRect(hull);
        if (area < 0.75 * around_it.size.area()) return std::nullopt;
        around_it.points(out.data());
    }
    if ((out[1] - out[0]).cross(out[2] - out[1]) < 0) std::swap(out[1], out[3]);
    return out;
}

float median_within(const cv::Mat& values, const std::vector<cv::Point>& part) {
    cv::Mat mask = cv::Mat::zeros(values.size(), CV_8U);
    cv::drawContours(mask, std::vector<std::vector<cv::Point>>{part}, 0, 255, cv::FILLED);
    std::vector<float> found;
    for (int y = 0; y < values.rows; ++y)
        for (int x = 0; x < values.cols; ++x)
            if (mask.at<uchar>(y, x) != 0) found.push_back(values.at<float>(y, x));
    if (found.empty()) return 0;
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::nth_element(found.begin(), middle, found.end());
    return *middle;
}

/// Whether much of the outline runs along the picture's rim.
bool reaches_rim(const std::vector<cv::Point>& part, cv::Size size) {
    const auto on_rim = std::count_if(part.begin(), part.end(), [&](const cv::Point& p) {
        return p.x < 3 || p.y < 3 || p.x > size.width - 4 || p.y > size.height - 4;
    });
    return static_cast<double>(on_rim) > 0.08 * static_cast<double>(part.size());
}

}  // namespace

std::optional<Foreground> find_foreground(const cv::Mat& picture) {
    const double k = working_size / std::max(picture.cols, picture.rows);
    cv::Mat small;
    cv::resize(picture, small, {}, k, k, cv::INTER_AREA);
    const cv::Mat unlike = unlikeness(features_of(small), small.size());
    const auto ellipse = [](int size) {
        return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size, size});
    };
    std::optional<Foreground> out;
    for (const double level : {3.5, 2.5, 5.0}) {
        cv::Mat mask = unlike > level;
        cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, ellipse(9));
        const auto rough = largest_part(mask);
        if (rough.empty()) continue;
        // Without what sticks out of it: fingers, joints of the desk.
        mask.setTo(0);
        cv::drawContours(mask, std::vector<std::vector<cv::Point>>{rough}, 0, 255, cv::FILLED);
        const int thick = cvRound(0.3 * std::sqrt(cv::contourArea(rough)));
        cv::morphologyEx(mask, mask, cv::MORPH_OPEN, ellipse(std::max(5, thick | 1)));
        const auto part = largest_part(mask);
        if (part.empty()) continue;
        if (!out)
            out = {std::nullopt, reaches_rim(part, small.size()), median_within(unlike, part)};
        if (auto corners = four_corners(part)) {
            out->corners = scaled(*corners, 1 / k);
            return out;
        }
    }
    return out;
}

}  // namespace ocr
