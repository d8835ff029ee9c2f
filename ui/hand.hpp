#pragma once

#include "ui/window.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ui {

/// Why a scripted visit could not go on.
struct Missed {
    std::string what;       ///< "touch nav.next: disabled".
    std::string on_screen;  ///< Every widget on the panel at that moment.
};

/// The finger of a scripted visit: touches widgets by id through the pointer queue a real finger
/// uses, and waits for states, never for time. After the first miss every further call does
/// nothing and returns false, so a script reads as a list and is judged once at its end.
/// UI thread only.
class Hand {
public:
    /// `step` runs the application once: wait a little, take the mail, draw a frame.
    Hand(Window& window, std::function<void()> step,
         std::chrono::milliseconds deadline = std::chrono::seconds(20));

    /// Waits until the widget is there, enabled, uncovered and at rest; scrolls to it; touches it.
    bool touch(std::string_view id);
    /// Types through the on-screen keyboard as it is shown: digits, Latin letters, @ . _ - and
    /// what its symbol page has.
    bool type(std::string_view text);
    /// Types `spelling` on the pinyin keyboard and picks candidates until `hanzi` is written.
    bool type_pinyin(std::string_view spelling, std::string_view hanzi);
    /// Drags from one widget's centre by a number of pixels.
    bool drag(std::string_view id, float dx, float dy);
    bool await(const std::function<bool()>& state, std::string_view what);
    /// Waits until the widget is on the screen.
    bool await(std::string_view id);
    bool await_gone(std::string_view id);

    bool see(std::string_view id) const;  ///< Now, without waiting.
    std::string text_of(std::string_view id) const;
    const Widget* widget(std::string_view id) const;

    bool ok() const { return !missed_; }
    const std::optional<Missed>& missed() const { return missed_; }
    /// One text with both halves, for a test's message.
    std::string why() const;

private:
    bool miss(std::string what);
    bool ready(std::string_view id) const;
    bool bring_into_view(std::string_view id);
    void tap(Point at);
    bool type_one(char c);

    Window& window_;
    std::function<void()> step_;
    std::chrono::milliseconds deadline_;
    std::optional<Missed> missed_;
};

}  // namespace ui
