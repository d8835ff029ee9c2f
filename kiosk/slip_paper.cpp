#include "kiosk/slip_paper.hpp"

#include <algorithm>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <qrcodegen/qrcodegen.hpp>
#include <vector>

namespace kiosk {
namespace {

constexpr int margin = 12;
constexpr int face_sc = 2;

int pixels(SlipPaper::Style style) {
    switch (style) {
        case SlipPaper::Style::small: return 24;
        case SlipPaper::Style::normal: return 28;
        case SlipPaper::Style::large: break;
    }
    return 44;
}

/// The code points of UTF-8; a broken byte becomes U+FFFD.
std::vector<char32_t> code_points(std::string_view utf8) {
    std::vector<char32_t> points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80    ? 1
                                   : lead >= 0xF0 ? 4
                                   : lead >= 0xE0 ? 3
                                   : lead >= 0xC0 ? 2
                                                  : 0;
        if (length == 0 || i + length > utf8.size()) {
            points.push_back(0xFFFD);
            ++i;
            continue;
        }
        char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k)
            point = (point << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        points.push_back(point);
        i += length;
    }
    return points;
}

std::string utf8_of(char32_t point) {
    std::string text;
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6U), put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12U), put(0x80 | ((point >> 6U) & 0x3F)), put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | point >> 18U), put(0x80 | ((point >> 12U) & 0x3F));
        put(0x80 | ((point >> 6U) & 0x3F)), put(0x80 | (point & 0x3F));
    }
    return text;
}

}  // namespace

struct SlipPaper::Fonts {
    FT_Library library = nullptr;
    FT_Face regular = nullptr;
    FT_Face bold = nullptr;

    ~Fonts() {
        if (regular) FT_Done_Face(regular);
        if (bold) FT_Done_Face(bold);
        if (library) FT_Done_FreeType(library);
    }
    FT_Face of(Style style) const {
        FT_Face face = style == Style::large ? bold : regular;
        FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(pixels(style)));
        return face;
    }
};

SlipPaper::SlipPaper(std::unique_ptr<Fonts> fonts) : fonts_(std::move(fonts)) {}
SlipPaper::~SlipPaper() = default;
SlipPaper::SlipPaper(SlipPaper&&) noexcept = default;
SlipPaper& SlipPaper::operator=(SlipPaper&&) noexcept = default;

tl::expected<SlipPaper, std::string> SlipPaper::open(const std::filesystem::path& regular,
                                                     const std::filesystem::path& bold) {
    auto fonts = std::make_unique<Fonts>();
    if (FT_Init_FreeType(&fonts->library) != 0) return tl::unexpected(std::string("FreeType"));
    if (FT_New_Face(fonts->library, regular.c_str(), face_sc, &fonts->regular) != 0)
        return tl::unexpected(regular.string());
    if (FT_New_Face(fonts->library, bold.c_str(), face_sc, &fonts->bold) != 0)
        return tl::unexpected(bold.string());
    return SlipPaper(std::move(fonts));
}

void SlipPaper::grow(int dots) {
    height_ += dots;
    grey_.resize(static_cast<std::size_t>(height_) * width, 255);
}

int SlipPaper::measure(std::string_view utf8, Style style) const {
    FT_Face face = fonts_->of(style);
    int wide = 0;
    for (const auto point : code_points(utf8))
        if (FT_Load_Char(face, point, FT_LOAD_DEFAULT) == 0)
            wide += static_cast<int>(face->glyph->advance.x >> 6);
    return wide;
}

/// Writes one line at the paper's end, without moving on.
void SlipPaper::write(std::string_view utf8, Style style, int x) {
    FT_Face face = fonts_->of(style);
    const int baseline = height_ - pixels(style) * 3 / 10;
    for (const auto point : code_points(utf8)) {
        if (FT_Load_Char(face, point, FT_LOAD_RENDER) != 0) continue;
        const auto& glyph = *face->glyph;
        for (unsigned row = 0; row < glyph.bitmap.rows; ++row)
            for (unsigned column = 0; column < glyph.bitmap.width; ++column) {
                const int px = x + glyph.bitmap_left + static_cast<int>(column);
                const int py = baseline - glyph.bitmap_top + static_cast<int>(row);
                if (px < 0 || px >= width || py < 0 || py >= height_) continue;
                const auto ink =
                    glyph.bitmap.buffer[row * static_cast<unsigned>(glyph.bitmap.pitch) + column];
                auto& dot =
                    grey_[static_cast<std::size_t>(py) * width + static_cast<std::size_t>(px)];
                dot = std::min(dot, static_cast<std::uint8_t>(255 - ink));
            }
        x += static_cast<int>(glyph.advance.x >> 6);
    }
}

void SlipPaper::text(std::string_view utf8, Style style, bool centred) {
    const auto flush = [&](const std::string& line) {
        grow(pixels(style) * 3 / 2);
        write(line, style, centred ? std::max(margin, (width - measure(line, style)) / 2) : margin);
    };
    std::string line;
    for (const auto point : code_points(utf8)) {
        const auto next = utf8_of(point);
        if (point == '\n' || measure(line + next, style) > width - 2 * margin) {
            flush(line);
            line.clear();
            if (point == '\n') continue;
        }
        line += next;
    }
    if (!line.empty()) flush(line);
}

void SlipPaper::row(std::string_view key, std::string_view value) {
    const auto style = Style::normal;
    const int wide = measure(value, style);
    if (measure(key, style) + wide + 3 * margin > width) {
        text(key, Style::small);
        text(value, style);
        return;
    }
    grow(pixels(style) * 3 / 2);
    write(key, style, margin);
    write(value, style, width - margin - wide);
}

void SlipPaper::rule() {
    grow(10);
    for (int x = margin; x < width - margin; ++x)
        if (x / 6 % 2 == 0)
            grey_[static_cast<std::size_t>(height_ - 1) * width + static_cast<std::size_t>(x)] = 0;
    grow(10);
}

void SlipPaper::gap(int dots) { grow(dots); }

void SlipPaper::qr(const std::string& payload) {
    const auto code =
        qrcodegen::QrCode::encodeText(payload.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    constexpr int quiet = 4;
    const int module = std::clamp(300 / (code.getSize() + 2 * quiet), 4, 10);
    const int side = (code.getSize() + 2 * quiet) * module;
    const int top = height_;
    grow(side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (code.getModule(x / module - quiet, y / module - quiet))
                grey_[static_cast<std::size_t>(top + y) * width +
                      static_cast<std::size_t>((width - side) / 2 + x)] = 0;
}

drivers::Image SlipPaper::image() const {
    drivers::Image image{width, height_, drivers::Bytes(grey_.size() * 3)};
    for (std::size_t i = 0; i < grey_.size(); ++i)
        std::fill_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(i * 3), 3, grey_[i]);
    return image;
}

}  // namespace kiosk
