#include "deploy/sandbox/specimen_desk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace sandbox {
namespace {

/// Long fibres and rings, and the joints of boards.
cv::Mat wood(cv::Size size, cv::RNG& random) {
    cv::Mat grain = clouds(size, {6, 260}, random) * 9 + clouds(size, {3, 60}, random) * 9;
    const int boards = random.uniform(1, 6);
    for (int i = 1; i < boards; ++i) {
        const int y = size.height * i / boards + random.uniform(-20, 20);
        cv::line(grain, {0, y}, {size.width, y + random.uniform(-8, 9)}, -55, 4, cv::LINE_AA);
    }
    return grain;
}

/// Veins where two soft fields cross zero.
cv::Mat marble(cv::Size size, cv::RNG& random) {
    cv::Mat out = clouds(size, {7, 5}, random) * 7;
    for (const int coarse : {8, 16}) {
        cv::Mat vein = cv::abs(clouds(size, {coarse, coarse * 3 / 4}, random)) * 14;
        cv::Mat dark;
        cv::exp(-vein.mul(vein), dark);
        out -= dark * random.uniform(25.0, 70.0);
    }
    return out;
}

cv::Mat cloth(cv::Size size, cv::RNG& random) {
    cv::Mat weave(size, CV_32F);
    const double period = random.uniform(4.0, 9.0);
    for (int y = 0; y < size.height; ++y) {
        auto* row = weave.ptr<float>(y);
        const double down = std::sin(y * 2 * CV_PI / period);
        for (int x = 0; x < size.width; ++x)
            row[x] = static_cast<float>(5 * (std::sin(x * 2 * CV_PI / period) + down));
    }
    return weave + clouds(size, {20, 15}, random) * 9;
}

cv::Mat checked(cv::Size size, cv::RNG& random) {
    cv::Mat out = clouds(size, {12, 9}, random) * 4;
    const int step = random.uniform(120, 420);
    for (int x = random.uniform(0, step); x < size.width; x += step)
        cv::line(out, {x, 0}, {x, size.height}, -40, 5, cv::LINE_AA);
    for (int y = random.uniform(0, step); y < size.height; y += step)
        cv::line(out, {0, y}, {size.width, y}, -40, 5, cv::LINE_AA);
    return out;
}

cv::Mat uneven(const Shot& shot, cv::RNG& random) {
    switch (shot.desk_kind) {
        case Desk::plain: return clouds(shot.frame, {12, 9}, random) * 6;
        case Desk::wood: return wood(shot.frame, random);
        case Desk::marble: return marble(shot.frame, random);
        case Desk::cloth: return cloth(shot.frame, random);
        case Desk::checked: break;
    }
    return checked(shot.frame, random);
}

}  // namespace

cv::Mat three(const cv::Mat& one) {
    cv::Mat out;
    cv::merge(std::array{one, one, one}, out);
    return out;
}

cv::Mat clouds(cv::Size size, cv::Size coarse, cv::RNG& random) {
    cv::Mat small(coarse.height, coarse.width, CV_32F);
    random.fill(small, cv::RNG::NORMAL, 0, 1);
    cv::Mat out;
    cv::resize(small, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

cv::Mat draw_desk(const Shot& shot, cv::RNG& random) {
    cv::Mat out = three(uneven(shot, random));
    cv::add(out, cv::Scalar(shot.desk), out);
    return out;
}

}  // namespace sandbox
