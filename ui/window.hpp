#pragma once

#include "ui/canvas.hpp"
#include "ui/pinyin.hpp"
#include "ui/registry.hpp"
#include "ui/textures.hpp"
#include "ui/theme.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace ui {

struct WindowConfig {
    Panel panel;  ///< Pixels and glass; a fullscreen window takes the display's pixels.
    bool fullscreen = true;
    bool software = false;  ///< No GPU: SDL's software renderer, drawing only what changed.
    std::string title = "Kiosk";
    std::string regular_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::string bold_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    int font_face = 2;  ///< Face in the collection: 2 is SC, the simplified forms.
    std::string pinyin_dictionary = Pinyin::default_dictionary;
};

/// For the log and for the line on the terminal that says why there is no window.
struct WindowError {
    enum class Kind { no_display, no_font } kind;
    std::string detail;
};

/// Pixels of the panel.
struct Screenshot {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  ///< width × height × 3, rows from the top.
};

/// What drawing has cost so far.
struct FrameCounts {
    std::uint64_t logic = 0;    ///< Times `build` was run.
    std::uint64_t drawn = 0;    ///< Frames that reached the panel.
    std::uint64_t skipped = 0;  ///< Frames that looked like the one before.
    std::uint64_t pixels = 0;   ///< Pixels rastered by the last drawn frame.
};

/// The panel: SDL2 window, ImGui frame, pointer queue. With SDL_VIDEODRIVER=dummy it is hidden and
/// draws the same pixels. One per process; UI thread only, but for `wake`.
class Window {
public:
    using Build = std::function<void(Canvas&)>;

    static tl::expected<std::unique_ptr<Window>, WindowError> open(const WindowConfig& config);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Runs `build` once for every press and release since the last call, in their order, and once
    /// more for what follows from them; then draws what changed. `build` draws the screen as it is
    /// now and applies what it returns before it leaves, so the next run sees the next state.
    /// Returns whether anything reached the panel.
    bool frame(const Build& build);

    /// Blocks until there is input, `wake` was called, a widget wants to move, or the time is up.
    void wait(std::chrono::milliseconds timeout);
    /// Ends `wait`. From any thread.
    void wake();

    /// A press (`down`) or release at that pixel, through the same queue a finger uses. UI thread.
    void push_pointer(float x, float y, bool down);

    /// The panel as last drawn.
    Screenshot screenshot();

    const Registry& registry() const;
    Theme& theme();
    Textures& textures();
    int width() const;
    int height() const;
    /// Draws the whole panel with the next frame.
    void invalidate();
    FrameCounts counts() const;
    /// The window was closed by its frame. Never true fullscreen: a terminal has no way out.
    bool closed() const;

private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace ui
