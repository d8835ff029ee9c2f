#include "ocr/glyphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <numeric>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr int side = 32;
constexpr int rim = 2;
constexpr int cells = 8;
constexpr int directions = 8;
constexpr int drawn = 40;      // pixels an em
constexpr double full = 1000;  // what length 1 is in a Shape

/// The ink alone, as large as the square allows; a shape much narrower than high stays so.
cv::Mat squared(const cv::Mat& character) {
    cv::Mat ink = 255 - character;
    double most = 0;
    cv::minMaxLoc(ink, nullptr, &most);
    const cv::Rect box = cv::boundingRect(ink > std::max(40.0, 0.27 * most));
    if (box.width < 3 || box.height < 3 || most < 60) return {};
    constexpr int inner = side - 2 * rim;
    const double longer = std::max(box.width, box.height);
    const auto length = [&](int of) {
        return std::max(4, cvRound(inner * std::sqrt(of / longer)));
    };
    cv::Mat scaled;
    cv::resize(ink(box), scaled, {length(box.width), length(box.height)}, 0, 0, cv::INTER_AREA);
    cv::Mat out = cv::Mat::zeros(side, side, CV_32F);
    scaled.convertTo(
        out(cv::Rect((side - scaled.cols) / 2, (side - scaled.rows) / 2, scaled.cols, scaled.rows)),
        CV_32F, 1 / most);
    cv::GaussianBlur(out, out, {3, 3}, 0.8);
    return out;
}

/// Shares of a place among the two cells, or directions, it lies between.
struct Shares {
    explicit Shares(double at)
        : lower(static_cast<int>(std::floor(at))), upper_share(static_cast<float>(at - lower)) {}
    int lower;
    float upper_share;
};

/// A font read piece by piece: mapped, as FreeType would by itself, all of it became resident.
class FontFile {
public:
    explicit FontFile(const std::filesystem::path& path) : file_(path, std::ios::binary) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(path, missing);
        stream.size = missing ? 0 : static_cast<unsigned long>(size);
        stream.descriptor.pointer = this;
        stream.read = read;
    }
    FontFile(const FontFile&) = delete;
    FontFile& operator=(const FontFile&) = delete;

    FT_StreamRec stream{};

private:
    /// As FT_Stream_IoFunc wants it: with nothing to read, 0 says that the place exists.
    static unsigned long read(FT_Stream stream, unsigned long offset, unsigned char* to,
                              unsigned long count) {
        if (count == 0) return offset > stream->size ? 1 : 0;
        auto& file = static_cast<FontFile*>(stream->descriptor.pointer)->file_;
        file.clear();
        file.seekg(static_cast<std::streamoff>(offset));
        file.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(count));
        return static_cast<unsigned long>(file.gcount());
    }

    std::ifstream file_;
};

void add_shapes(FT_Face face, char32_t character, std::vector<Shape>& out) {
    const auto index = FT_Get_Char_Index(face, character);
    if (index == 0 || FT_Load_Glyph(face, index, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0) return;
    const auto& bitmap = face->glyph->bitmap;
    if (bitmap.buffer == nullptr || bitmap.rows == 0 || bitmap.width == 0) return;
    const cv::Mat ink(static_cast<int>(bitmap.rows), static_cast<int>(bitmap.width), CV_8U,
                      bitmap.buffer, static_cast<std::size_t>(bitmap.pitch));
    cv::Mat paper = 255 - ink;
    cv::copyMakeBorder(paper, paper, 6, 6, 6, 6, cv::BORDER_CONSTANT, 255);
    for (const double softness : {1.2, 2.4}) {  // as soft as a good photograph, and a poor one
        cv::Mat soft;
        cv::GaussianBlur(paper, soft, {}, softness);
        if (auto shape = shape_of(soft); !shape.empty()) out.push_back(std::move(shape));
    }
}

}  // namespace

Shape shape_of(const cv::Mat& character) {
    const cv::Mat picture = squared(character);
    if (picture.empty()) return {};
    constexpr int wide = cells + 2;  // with one around, where what lies beyond the rim is lost
    std::array<float, static_cast<std::size_t>(directions * wide * wide)> sums{};
    const auto place = [](int direction, int row, int column) {
        const int out = (direction * wide + row) * wide + column;
        return static_cast<std::size_t>(out);
    };
    const auto add = [&](int direction, int row, int column, float strength) {
        sums.at(place(direction % directions, row, column)) += strength;
    };
    for (int y = 1; y + 1 < side; ++y)
        for (int x = 1; x + 1 < side; ++x) {
            const float a = picture.at<float>(y, x + 1) - picture.at<float>(y, x - 1);
            const float b = picture.at<float>(y + 1, x) - picture.at<float>(y - 1, x);
            const float strength = std::sqrt(a * a + b * b);
            if (strength < 0.02F) continue;
            const Shares turn((std::atan2(b, a) / (2 * CV_PI) + 1) * directions);
            const Shares row((y + 0.5) * cells / side + 0.5);
            const Shares column((x + 0.5) * cells / side + 0.5);
            for (int i = 0; i < 8; ++i) {
                const auto share = [&](const Shares& of, int bit) {
                    return (i >> bit & 1) != 0 ? of.upper_share : 1 - of.upper_share;
                };
                add(turn.lower + (i & 1), row.lower + (i >> 1 & 1), column.lower + (i >> 2 & 1),
                    strength * share(turn, 0) * share(row, 1) * share(column, 2));
            }
        }
    std::vector<float> strengths;
    for (int direction = 0; direction < directions; ++direction)
        for (int row = 1; row <= cells; ++row)
            for (int column = 1; column <= cells; ++column)
                strengths.push_back(std::sqrt(sums.at(place(direction, row, column))));
    const double length =
        std::sqrt(std::inner_product(strengths.begin(), strengths.end(), strengths.begin(), 0.0));
    Shape out;
    for (const float strength : strengths)
        out.push_back(cv::saturate_cast<std::uint8_t>(full * strength / std::max(length, 1e-6)));
    return out;
}

double likeness(const Shape& a, const Shape& b) {
    if (a.size() != b.size()) return 0;
    return std::inner_product(a.begin(), a.end(), b.begin(), 0) / (full * full);
}

struct Glyphs::Faces {
    explicit Faces(const std::vector<std::filesystem::path>& files) {
        constexpr FT_Long simplified = 2;
        if (FT_Init_FreeType(&library) != 0) return;
        for (const auto& file : files) {
            auto& source = *sources.emplace_back(std::make_unique<FontFile>(file));
            FT_Open_Args from{};
            from.flags = FT_OPEN_STREAM;
            from.stream = &source.stream;
            FT_Face face = nullptr;
            if (FT_Open_Face(library, &from, simplified, &face) != 0) continue;
            FT_Set_Pixel_Sizes(face, 0, drawn);
            faces.push_back(face);
        }
    }
    ~Faces() {
        for (auto* face : faces) FT_Done_Face(face);
        FT_Done_FreeType(library);
    }
    Faces(const Faces&) = delete;
    Faces& operator=(const Faces&) = delete;

    FT_Library library = nullptr;
    std::vector<std::unique_ptr<FontFile>> sources;
    std::vector<FT_Face> faces;
};

Glyphs::Glyphs(std::vector<std::filesystem::path> files) : files_(std::move(files)) {}
Glyphs::~Glyphs() = default;

Glyphs::Glyphs(Glyphs&&) noexcept = default;
Glyphs& Glyphs::operator=(Glyphs&&) noexcept = default;

std::vector<Shape> Glyphs::shapes(char32_t character) {
    if (!faces_) faces_ = std::make_unique<Faces>(files_);
    std::vector<Shape> out;
    // Within a piece of work for several cores OpenCV does not look for others: they would spend
    // longer on meeting than on pictures this small.
    cv::parallel_for_({0, 1}, [&](const cv::Range&) {
        for (auto* face : faces_->faces) add_shapes(face, character, out);
    });
    return out;
}

}  // namespace ocr
