#define ZX_USE_UTF8

#include "ocr/qr_code.hpp"

#include <ZXing/ReadBarcode.h>
#include <opencv2/imgproc.hpp>

namespace ocr {

std::optional<std::string> read_qr_code(const cv::Mat& picture) {
    if (picture.empty() || picture.type() != CV_8UC3) return std::nullopt;
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setTryHarder(true)
                           .setTryRotate(true);
    const auto code = ZXing::ReadBarcode(
        {grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum, static_cast<int>(grey.step)},
        hints);
    if (!code.isValid()) return std::nullopt;
    auto text = code.text();
    if (text.empty() || text.size() > qr_text_longest) return std::nullopt;
    return text;
}

}  // namespace ocr
