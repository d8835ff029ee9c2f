#include "deploy/sandbox/specimen_paper.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace sandbox {
namespace {

void star(cv::Mat& page, cv::Point2d centre, double radius) {
    std::vector<cv::Point> points;
    for (int i = 0; i < 10; ++i) {
        const double r = i % 2 == 0 ? radius : radius * 0.38;
        const double angle = CV_PI * (i / 5.0 - 0.5);
        points.emplace_back(cvRound(centre.x + r * std::cos(angle)),
                            cvRound(centre.y + r * std::sin(angle)));
    }
    cv::fillPoly(page, points, {240, 205, 90}, cv::LINE_AA);
}

}  // namespace

void waves(cv::Mat& page, const cv::Scalar& line, int step) {
    for (int y = -40; y < page.rows + 40; y += step) {
        std::vector<cv::Point> points;
        for (int x = 0; x < page.cols; x += 6)
            points.emplace_back(x, y + cvRound(9 * std::sin(x / 55.0 + y / 37.0)));
        cv::polylines(page, points, false, line, 1, cv::LINE_AA);
    }
}

void mark(cv::Mat& page, Pen& pen, cv::Point2d at, int em) {
    pen.write(page, at, "样本", {Face::sans, em, {120, 120, 135}, 1.2, 0.16});
}

void emblem(cv::Mat& page, cv::Point centre, int radius) {
    cv::circle(page, centre, radius, {200, 160, 80}, cv::FILLED, cv::LINE_AA);
    cv::circle(page, centre, radius * 9 / 10, {190, 30, 40}, cv::FILLED, cv::LINE_AA);
    star(page, {centre.x + 0.0, centre.y - 0.3 * radius}, 0.3 * radius);
    for (const double x : {-0.5, -0.2, 0.2, 0.5})
        star(page, {centre.x + x * radius, centre.y + 0.1 * radius}, 0.12 * radius);
    cv::rectangle(page, {centre.x - radius / 2, centre.y + radius / 3, radius, radius / 5},
                  {225, 180, 90}, cv::FILLED, cv::LINE_AA);
}

cv::Mat tinted(const cv::Mat& page, const Print& print) {
    cv::Mat out;
    cv::add(page, print.tint, out);
    return out;
}

}  // namespace sandbox
