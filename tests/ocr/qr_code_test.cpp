#include "ocr/qr_code.hpp"

#include "deploy/sandbox/specimen.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>
#include <qrcodegen/qrcodegen.hpp>

namespace ocr {
namespace {

/// White paper with the code on it, six pixels a module.
cv::Mat slip(const std::string& text) {
    const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    cv::Mat paper(900, 576, CV_8UC3, cv::Scalar(245, 245, 245));
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x)
            if (code.getModule(x, y))
                paper(cv::Rect(150 + 6 * x, 500 + 6 * y, 6, 6)).setTo(cv::Scalar(20, 20, 20));
    return paper;
}

cv::Mat on_the_desk(const std::string& text, double turn_deg) {
    sandbox::Shot shot;
    shot.frame = {1200, 900};
    shot.turn_deg = turn_deg;
    return sandbox::photograph(slip(text), shot);
}

TEST(QrCode, IsReadFromASlipHoweverItLies) {  // R28 R30
    for (const double turn : {0.0, 12.0, 90.0, 175.0})
        EXPECT_EQ(read_qr_code(on_the_desk("https://ca.example.cn/o/2026000000000001", turn)),
                  "https://ca.example.cn/o/2026000000000001")
            << turn;
}

TEST(QrCode, IsNothingOnAnEmptyDesk) {
    EXPECT_FALSE(read_qr_code(sandbox::photograph({}, {.frame = {1200, 900}})));
    EXPECT_FALSE(read_qr_code({}));
}

TEST(QrCode, IsNoneOfOursWhenItSaysTooMuch) {  // R30
    EXPECT_FALSE(read_qr_code(on_the_desk(std::string(qr_text_longest + 1, '7'), 0)));
}

}  // namespace
}  // namespace ocr
