#include "ocr/contrast.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace ocr {

cv::Mat brought_out(const cv::Mat& picture) {
    constexpr double lightness = 3.5;
    constexpr double colour = 7;
    constexpr double grain = 1.0 / 650;  // parts of the longer side: finer than a page's edge
    constexpr double shade = 1.0 / 17;   // and coarser
    const int longer = std::max(picture.cols, picture.rows);
    cv::Mat lab;
    cv::cvtColor(picture, lab, cv::COLOR_RGB2Lab);
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    for (std::size_t i = 0; i < planes.size(); ++i) {
        cv::Mat fine;
        planes[i].convertTo(fine, CV_32F);
        cv::GaussianBlur(fine, fine, {}, grain * longer);
        // Soft light changes slowly: a quarter of the size shows it as well.
        cv::Mat soft;
        cv::resize(fine, soft, {}, 0.25, 0.25, cv::INTER_AREA);
        cv::GaussianBlur(soft, soft, {}, shade * longer / 4);
        cv::resize(soft, soft, fine.size(), 0, 0, cv::INTER_LINEAR);
        fine = (fine - soft) * (i == 0 ? lightness : colour) + 128;
        fine.convertTo(planes[i], CV_8U);
    }
    cv::Mat out;
    cv::merge(planes, lab);
    cv::cvtColor(lab, out, cv::COLOR_Lab2RGB);
    return out;
}

}  // namespace ocr
