#pragma once

#include "kiosk/flow/visit.hpp"
#include "kiosk/pictures.hpp"
#include "kiosk/text.hpp"
#include "ui/page.hpp"
#include "ui/view.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ui {

using Intent = std::optional<kiosk::flow::Event>;

/// Everything a screen draws from, for one frame.
struct Scene {
    Canvas& canvas;
    const kiosk::flow::Visit& visit;
    View& view;
    const kiosk::Pictures& pictures;
    const kiosk::Text& text;
    const Hall& hall;
    std::vector<std::shared_ptr<const kiosk::Picture>> held =
        {};  ///< Pixels in use until the frame ends.

    const kiosk::flow::Draft& draft() const { return visit.draft; }
    const std::string& t(std::string_view key) const { return text(key); }
    std::string t(
        std::string_view key,
        std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
        return text(key, values);
    }
    /// The picture for widgets; empty when it is gone.
    std::optional<Image> image(kiosk::flow::PictureId id);
    std::optional<Image> preview();
    /// "￥200.00" from fen.
    std::string price(int fen) const;
    /// Whole seconds from the draft's now to `time`, at least 0.
    long seconds_until(kiosk::flow::Time time) const;
};

/// One screen in the frame that all share: header, step bar, pills, one row of buttons.
struct Frame {
    std::vector<Button> buttons;  ///< Back first, the primary one last. See back(), primary().
    std::function<Intent()> content;
    /// What a button other than `next`, `back` and `retry` means.
    std::function<Intent(const std::string& id)> on_button = {};
    std::optional<Banner> banner = {};
    /// Fields that the keyboard may write; the page's form() lists the same.
    std::vector<kiosk::flow::FieldId> fields = {};
    bool focus_first = false;  ///< A page with one question opens the keyboard by itself.
    /// Shown above the keys for the field in focus.
    std::vector<std::string> suggestions = {};
    /// Home instead of 保存并离开: nothing has been entered yet.
    bool nothing_to_save = false;
};
Intent show(Scene& scene, const Frame& frame);

/// Ready-made buttons: ids `next`, `back`, `retry`.
Button primary(const Scene& scene, std::string_view key = "button.next", bool enabled = true);
Button back(const Scene& scene, std::string_view key = "button.back");
Button retry(const Scene& scene);

/// A page that only waits: headline, spinner, one line. `key` has .title and .lead.
Intent waiting(Scene& scene, std::string_view key, std::vector<Button> buttons = {});
/// A page that says why it does not go on and who can act: text by the problem, 重试 and back.
Intent unavailable(Scene& scene, const kiosk::flow::Problem& problem);
/// The words of a problem: the backend's, else ours by code ("problem.offline.title", ".text").
std::string words_of(const Scene& scene, const kiosk::flow::Problem& problem);

}  // namespace ui
