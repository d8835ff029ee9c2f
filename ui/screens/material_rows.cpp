#include "ui/screens/material_rows.hpp"

#include "ui/mood.hpp"
#include "ui/paint.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Materials;
using flow::MaterialState;

Mood mood_of(MaterialState state) {
    switch (state) {
        case MaterialState::received:
        case MaterialState::accepted: return Mood::success;
        case MaterialState::rejected: return Mood::error;
        case MaterialState::uploading: return Mood::info;
        case MaterialState::missing: break;
    }
    return Mood::warning;
}

std::optional<Image> picture_of(Scene& scene, const std::string& kind) {
    const auto found = scene.draft().photos.find(kind);
    if (found == scene.draft().photos.end()) return std::nullopt;
    return scene.image(found->second.page.value_or(found->second.taken));
}

/// The photo in its frame, whole; an icon where there is none to show.
void thumbnail(Scene& scene, Rect frame, const std::string& kind) {
    auto& canvas = scene.canvas;
    const auto& c = canvas.theme().palette;
    box(frame, c.tint, canvas.mm(3));
    const auto picture = picture_of(scene, kind);
    if (!picture || !picture->valid()) {
        const float side = canvas.mm(11);
        const Point m = frame.centre();
        draw_icon(material_icon(kind),
                  {m.x - side / 2, m.y - side / 2, m.x + side / 2, m.y + side / 2}, c.primary);
        return;
    }
    const Rect inside = frame.shrunk(canvas.mm(1));
    const float aspect = static_cast<float>(picture->width) / static_cast<float>(picture->height);
    const float width = std::floor(std::min(inside.width(), inside.height() * aspect));
    const float height = std::floor(std::min(inside.height(), inside.width() / aspect));
    const float left = std::round(frame.centre().x - width / 2);
    const float top = std::round(frame.centre().y - height / 2);
    image({left, top, left + width, top + height},
          canvas.textures().scaled(*picture, static_cast<int>(width), static_cast<int>(height)));
}

void words(Scene& scene, Rect area, const flow::MaterialRule& rule, const std::string& sending) {
    auto& canvas = scene.canvas;
    const auto& c = canvas.theme().palette;
    const auto state = flow::state_of(rule.id, scene.draft());
    const bool may_miss = !rule.required && state == MaterialState::missing;
    const auto look = look_of(c, may_miss ? Mood::neutral : mood_of(state));
    auto title = scene.t("materials.name." + rule.id);
    if (!rule.required) title += scene.t("materials.optional");
    const float half = area.height() / 2;
    text_in(canvas, bold(canvas, TextRole::body, c.ink),
            {area.left, area.top + canvas.mm(1), area.right, area.top + half}, title, 0);
    const float side = canvas.mm(6.5);
    const float y = area.top + half + (half - canvas.mm(1)) / 2;
    const bool there = state == MaterialState::received || state == MaterialState::accepted;
    const Icon mark = there                               ? Icon::check
                      : state == MaterialState::uploading ? Icon::clock
                      : may_miss                          ? Icon::info
                                                          : Icon::warning;
    draw_icon(mark, {area.left, y - side / 2, area.left + side, y + side / 2}, look.ink);
    text_in(canvas, type(canvas, TextRole::label, look.ink),
            {area.left + side + canvas.mm(2.5), area.top + half, area.right,
             area.bottom - canvas.mm(1)},
            scene.t(state_key(rule.id, scene, sending)), 0);
}

/// The buttons at the right end; `right` moves to the left of them.
Intent actions(Scene& scene, Rect row, float& right, const std::string& kind, bool busy) {
    auto& canvas = scene.canvas;
    const auto state = flow::state_of(kind, scene.draft());
    const bool missing = state == MaterialState::missing;
    const bool letter = kind == flow::authorisation_letter;
    const float half = canvas.theme().target() / 2, y = row.centre().y;
    const auto place = [&](float width) {
        const Rect rect{right - width, y - half, right, y + half};
        right -= width + canvas.mm(3);
        return rect;
    };
    Intent intent;
    const auto main = missing ? Tone::secondary : Tone::quiet;
    const auto width = canvas.mm(46);
    if (letter) {
        const auto* label = missing ? "materials.letter.choose" : "materials.letter.change";
        if (button_at(canvas, place(width),
                      {"materials." + kind + ".choose", scene.t(label), main, !busy}))
            intent = Materials::LetterWanted{};
    } else if (button_at(canvas, place(width),
                         {"materials." + kind + ".take",
                          scene.t(missing ? "materials.take" : "materials.retake"), main,
                          !busy && scene.draft().readiness.camera, Icon::camera})) {
        intent = Materials::CaptureWanted{kind};
    }
    const bool photographed = scene.draft().photos.contains(kind);
    if (photographed &&
        button_at(canvas, place(half * 2),
                  {"materials." + kind + ".remove", "", Tone::quiet, !busy, Icon::cross}))
        intent = Materials::Removed{kind};
    return intent;
}

Intent row(Scene& scene, const flow::MaterialRule& rule, bool busy, const std::string& sending) {
    auto& canvas = scene.canvas;
    const auto& c = canvas.theme().palette;
    const Rect plate = canvas.take(canvas.mm(28));
    const bool wrong = flow::state_of(rule.id, scene.draft()) == MaterialState::rejected;
    framed(plate, c.card, wrong ? c.bad : c.line, canvas.mm(0.5), canvas.mm(6));
    canvas.note("materials." + rule.id, plate, scene.t(state_key(rule.id, scene, sending)),
                {.checked = !wrong, .error = wrong});
    const Rect inside = plate.shrunk(canvas.mm(3.2));
    const Rect frame{inside.left, inside.top, inside.left + canvas.mm(32), inside.bottom};
    thumbnail(scene, frame, rule.id);
    float right = inside.right;
    auto intent = actions(scene, inside, right, rule.id, busy);
    words(scene, {frame.right + canvas.mm(5), inside.top, right, inside.bottom}, rule, sending);
    return intent;
}

}  // namespace

Icon material_icon(const std::string& kind) {
    if (kind == "licence") return Icon::licence;
    if (kind == "authorisation_letter") return Icon::letter;
    if (kind == "seal_sample") return Icon::seal;
    return Icon::id_card;
}

std::string state_key(const std::string& kind, const Scene& scene, const std::string& sending) {
    const auto& order = scene.draft().order;
    if (kind == sending) return "materials.state.sending";
    if (kind == flow::authorisation_letter && order.letter == flow::LetterState::e_signed)
        return "materials.state.signed";
    switch (flow::state_of(kind, scene.draft())) {
        case MaterialState::missing: return "materials.state.missing";
        case MaterialState::uploading: return "materials.state.waiting";
        case MaterialState::rejected: return "materials.state.rejected";
        case MaterialState::received:
        case MaterialState::accepted: break;
    }
    const auto told = std::ranges::find(order.materials, kind, &flow::Material::kind);
    const bool phone = told != order.materials.end() && told->from_phone;
    return phone ? "materials.state.from_phone" : "materials.state.received";
}

Intent material_rows(Scene& scene, bool busy, const std::string& sending) {
    const auto rules = flow::needed_materials(scene.draft());
    Intent intent;
    scene.canvas.grid(scene.canvas.portrait() ? 1 : 2, static_cast<int>(rules.size()), [&](int i) {
        if (auto touched = row(scene, rules[static_cast<std::size_t>(i)], busy, sending))
            intent = std::move(touched);
    });
    return intent;
}

}  // namespace ui
