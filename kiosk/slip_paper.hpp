#pragma once

#include "drivers/image.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace kiosk {

/// A strip of paper, 576 dots wide (72 mm at 8 dots/mm), that grows as it is written: text by
/// FreeType, so that rare characters are right whatever the printer's own font knows, and QR codes.
/// Black on white. One thread.
class SlipPaper {
public:
    static constexpr int width = 576;

    /// Fails when the font cannot be read; `regular` and `bold` are font collections, face 2 is SC.
    static tl::expected<SlipPaper, std::string> open(const std::filesystem::path& regular,
                                                     const std::filesystem::path& bold);
    ~SlipPaper();
    SlipPaper(SlipPaper&&) noexcept;
    SlipPaper& operator=(SlipPaper&&) noexcept;

    enum class Style { small, normal, large };
    /// Wrapped at the margin.
    void text(std::string_view utf8, Style style = Style::normal, bool centred = false);
    /// Key at the left, value at the right; the value wraps below when it does not fit.
    void row(std::string_view key, std::string_view value);
    void rule();
    void gap(int dots);
    /// ISO/IEC 18004, level M, whole dots a module, centred.
    void qr(const std::string& payload);

    drivers::Image image() const;

private:
    struct Fonts;
    explicit SlipPaper(std::unique_ptr<Fonts> fonts);
    void grow(int dots);
    int measure(std::string_view utf8, Style style) const;
    void write(std::string_view utf8, Style style, int x);

    std::unique_ptr<Fonts> fonts_;
    drivers::Bytes grey_;  ///< 0 black … 255 white.
    int height_ = 0;
};

}  // namespace kiosk
