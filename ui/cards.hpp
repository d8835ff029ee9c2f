#pragma once

#include "ui/buttons.hpp"
#include "ui/canvas.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

constexpr double card_pad_mm = 7.5;  ///< From a card's edge to what stands in it.

/// What a colour says.
enum class Mood { neutral, info, success, warning, error };

/// A service on the start page.
struct Tile {
    std::string id;
    Icon icon = Icon::none;
    std::string title, line = {};
    bool enabled = true;
    std::string reason = {};  ///< Shown in amber instead of the line when disabled.
    std::string badge = {};   ///< Small, at the right of the title ("2").
};
/// In rows, all of one height. Returns the id of the one touched.
std::optional<std::string> tiles(Canvas& canvas, const std::vector<Tile>& tiles,
                                 int across_portrait = 2, int across_landscape = 3);

/// One of several ways, each with a few lines of explanation.
struct Choice {
    std::string id, title;
    std::string aside = {};  ///< At the right, green: "约 2 分钟".
    std::vector<std::string> lines = {};
    bool checked = false;
    bool enabled = true;
    std::string reason = {};
    Icon icon = Icon::none;
};
std::optional<std::string> choices(Canvas& canvas, const std::vector<Choice>& choices,
                                   int across_portrait = 1, int across_landscape = 3);

/// Keys and values, with a title, a state at the right and buttons below.
struct Card {
    struct Row {
        std::string key, value;
        bool strong = false;
        std::string id = {};    ///< Registered as `CARD.ID` when given.
        bool pending = false;   ///< The value may still change.
        bool doubtful = false;  ///< Amber with a sign: the person is asked to look.
    };
    std::string id;
    std::string title = {}, aside = {};
    Mood aside_mood = Mood::neutral;
    std::string line = {};  ///< Grey, below the title.
    std::vector<Row> rows = {};
    std::vector<Button> buttons = {};
    Icon icon = Icon::none;
};
/// The id of the button pressed.
std::optional<std::string> card(Canvas& canvas, const Card& card);
/// Without the last rows, as far as there is no room for them.
void card_in_room(Canvas& canvas, Card card);

struct Notice {
    std::string id;
    Mood mood = Mood::info;
    std::string title = {}, text = {};
    std::optional<Button> button = {};
};
/// True when its button was pressed.
bool notice(Canvas& canvas, const Notice& notice);

/// A line of context with a button: the current channel and 请选择其他渠道.
struct Banner {
    std::string id, label, value;
    std::optional<Button> button = {};
};
bool banner(Canvas& canvas, const Banner& banner);

/// Small cards in a row: what is photographed already, now and next; what to take along.
struct Stage {
    std::string id, title, state = {};
    enum class Kind { done, current, todo, failed } kind = Kind::todo;
    Icon icon = Icon::none;
};
float stages_height(const Canvas& canvas);
/// Returns the id of the one touched, when `touchable`.
std::optional<std::string> stages(Canvas& canvas, const std::vector<Stage>& stages,
                                  bool touchable = false);

/// Things to do one after the other, as the terminal does them.
struct Progress {
    struct Item {
        std::string text;
        enum class Kind { done, current, todo, failed } kind = Kind::todo;
        std::string detail = {};
    };
    std::string id;
    std::vector<Item> items;  ///< Registered as `ID.0` ….
};
void progress(Canvas& canvas, const Progress& progress);

/// A large round mark with a headline: finished, waiting, failed.
struct Hero {
    std::string id;
    Icon icon = Icon::check;
    Mood mood = Mood::success;
    std::string title;
    std::vector<std::string> lines = {};
    bool busy = false;  ///< A turning ring around the mark.
};
void hero(Canvas& canvas, const Hero& hero);

}  // namespace ui
