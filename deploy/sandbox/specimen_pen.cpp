#include "deploy/sandbox/specimen_pen.hpp"

#include <algorithm>
#include <cmath>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdexcept>
#include <string>
#include <vector>

namespace sandbox {
namespace {

constexpr FT_Long simplified_chinese = 2;  // of the faces in a Noto CJK collection

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        out.push_back(c);
        i += length;
    }
    return out;
}

}  // namespace

struct Pen::Faces {
    FT_Library library = nullptr;
    FT_Face sans = nullptr;
    FT_Face serif = nullptr;
    FT_Face digits = nullptr;
    ~Faces() {
        FT_Done_Face(sans);
        FT_Done_Face(serif);
        FT_Done_Face(digits);
        FT_Done_FreeType(library);
    }
};

Pen::Pen(const Print& print) : faces_(std::make_unique<Faces>()) {
    FT_Init_FreeType(&faces_->library);
    const auto open = [&](const std::filesystem::path& file, FT_Face& face) {
        const bool noto = file.filename().string().starts_with("Noto");
        const auto which = noto && file.extension() == ".ttc" ? simplified_chinese : 0;
        if (FT_New_Face(faces_->library, file.c_str(), which, &face) != 0)
            throw std::runtime_error("no font " + file.string() + " (Debian: fonts-noto-cjk)");
    };
    open(print.sans, faces_->sans);
    open(print.serif, faces_->serif);
    open(print.digits.empty() ? print.sans : print.digits, faces_->digits);
}

Pen::~Pen() = default;

double Pen::glyph(cv::Mat& picture, cv::Point2d at, char32_t character, const Style& style,
                  bool draw) {
    FT_Face face = style.face == Face::sans    ? faces_->sans
                   : style.face == Face::serif ? faces_->serif
                                               : faces_->digits;
    FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(style.em));
    if (FT_Load_Char(face, character, draw ? FT_LOAD_RENDER : FT_LOAD_DEFAULT) != 0) return 0;
    const double advance = static_cast<double>(face->glyph->advance.x) / 64 * style.pitch;
    if (!draw) return advance;
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    const int left = cvRound(at.x) + face->glyph->bitmap_left;
    const int top = cvRound(at.y) - face->glyph->bitmap_top;
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row)
        for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
            const cv::Point pixel(left + column, top + row);
            if (!cv::Rect(cv::Point(), picture.size()).contains(pixel)) continue;
            const double ink = bitmap.buffer[row * bitmap.pitch + column] / 255.0 * style.strength;
            auto& value = picture.at<cv::Vec3b>(pixel);
            for (int channel = 0; channel < 3; ++channel)
                value[channel] =
                    cv::saturate_cast<uchar>(value[channel] * (1 - ink) + style.ink[channel] * ink);
        }
    return advance;
}

double Pen::write(cv::Mat& picture, cv::Point2d at, std::string_view text, const Style& style) {
    for (const char32_t c : characters(text)) at.x += glyph(picture, at, c, style, true);
    return at.x;
}

void Pen::spread(cv::Mat& picture, cv::Point2d at, double span, std::string_view text,
                 const Style& style) {
    const auto all = characters(text);
    const double step =
        all.size() < 2 ? 0 : (span - style.em) / static_cast<double>(all.size() - 1);
    for (const char32_t c : all) {
        glyph(picture, at, c, style, true);
        at.x += step;
    }
}

int Pen::paragraph(cv::Mat& picture, cv::Point2d at, double span, double leading,
                   std::string_view text, const Style& style) {
    int lines = 1;
    cv::Point2d pen = at;
    for (const char32_t c : characters(text)) {
        if (pen.x + glyph(picture, pen, c, style, false) > at.x + span) {
            pen = {at.x, pen.y + leading};
            ++lines;
        }
        pen.x += glyph(picture, pen, c, style, true);
    }
    return lines;
}

bool Pen::covers(std::string_view text) const {
    for (const char32_t c : characters(text))
        for (FT_Face face : {faces_->sans, faces_->serif})
            if (FT_Get_Char_Index(face, c) == 0) return false;
    return true;
}

double Pen::width(std::string_view text, const Style& style) {
    cv::Mat none;
    double sum = 0;
    for (const char32_t c : characters(text)) sum += glyph(none, {}, c, style, false);
    return sum;
}

}  // namespace sandbox
