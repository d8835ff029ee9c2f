#include "ui/screens/capture_values.hpp"

#include "ui/fields.hpp"
#include "ui/screens/material_rows.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <array>

namespace ui {
namespace {

using kiosk::flow::Capture;
using Sheet = Capture::Sheet;
using Value = kiosk::flow::ReadingResult::Value;

/// A licence's words for what a card has as well are its own.
std::string key_of(const Scene& scene, const Sheet& sheet, const Value& value) {
    const auto own = "capture.value." + sheet.reading.document + "_" + value.name;
    return scene.text.has(own) ? own : "capture.value." + value.name;
}

bool is_shown(const Scene& scene, const Sheet& sheet, const Value& value) {
    return value.name != "scope" && scene.text.has(key_of(scene, sheet, value));
}

/// What tells the customer that the right document was read.
bool matters(const Value& value) {
    static constexpr std::array<std::string_view, 6> names{"code",      "name",      "person",
                                                           "id_number", "authority", "validity"};
    return std::ranges::find(names, value.name) != names.end();
}

/// Numbers in groups, as the form will show them.
std::string shown_text(const Value& value) {
    if (value.name == "id_number") return grouped(value.text, id_number_groups);
    return value.name == "code" ? grouped(value.text, unified_code_groups) : value.text;
}

Card::Row row_of(const Scene& scene, const Sheet& sheet, const Value& value) {
    const bool lost = value.text.empty() && value.settled;
    return {scene.t(key_of(scene, sheet, value)),
            lost ? scene.t("capture.check.empty") : shown_text(value),
            false,
            value.name,
            !value.settled,
            value.doubtful && value.settled};
}

/// A card for the sheet, its rows to be filled in.
Card card_of(const Scene& scene, const Sheet& sheet) {
    Card card{"capture.read." + sheet.material, scene.t("capture.short." + sheet.material)};
    card.icon = material_icon(sheet.material);
    const bool going_on = sheet.stage == Sheet::Stage::reading;
    const bool doubts = std::ranges::any_of(sheet.reading.values, [&](const Value& value) {
        return value.doubtful && is_shown(scene, sheet, value);
    });
    card.aside = scene.t(going_on ? "capture.chip.reading"
                         : doubts ? "capture.read.doubt"
                                  : "capture.read.done");
    card.aside_mood = going_on ? Mood::info : doubts ? Mood::warning : Mood::success;
    return card;
}

bool shows_something(const Sheet& sheet) {
    return sheet.stage == Sheet::Stage::reading ||
           (sheet.stage == Sheet::Stage::kept && !sheet.reading.values.empty());
}

/// Of what is or was read the newest of which something is known, else the newest.
const Sheet* newest(const Capture::Job& job) {
    const Sheet* best = nullptr;
    const auto rank = [](const Sheet& sheet) {
        return std::pair(!sheet.reading.values.empty(), sheet.asked.id);
    };
    for (const auto& sheet : job.sheets)
        if (shows_something(sheet) && (best == nullptr || rank(*best) < rank(sheet))) best = &sheet;
    return best;
}

}  // namespace

void values_read(Scene& scene, const Sheet& sheet) {
    auto card = card_of(scene, sheet);
    for (const auto& value : sheet.reading.values)
        if (is_shown(scene, sheet, value)) card.rows.push_back(row_of(scene, sheet, value));
    if (!card.rows.empty()) ui::card(scene.canvas, card);
}

void read_last(Scene& scene, const Capture::Job& job) {
    const auto* sheet = newest(job);
    if (sheet == nullptr)
        return (void)ui::card(scene.canvas, {"capture.read",
                                             scene.t("capture.read.title"),
                                             {},
                                             Mood::neutral,
                                             scene.t("capture.read.lead")});
    auto card = card_of(scene, *sheet);
    const bool upright = scene.canvas.portrait();
    for (const auto& value : sheet->reading.values)
        if (is_shown(scene, *sheet, value) && (!upright || matters(value)))
            card.rows.push_back(row_of(scene, *sheet, value));
    card_in_room(scene.canvas, std::move(card));
}

}  // namespace ui
