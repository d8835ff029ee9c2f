#include "ui/mood.hpp"
#include "ui/page.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace ui {
namespace {

void title_and_text(Canvas& canvas, const Dialogue& d) {
    const auto& c = canvas.theme().palette;
    if (d.icon != Icon::none) {
        const float radius = canvas.mm(13);
        const Rect top = canvas.take(radius * 2);
        const auto look = look_of(c, d.mood);
        disc(top.centre(), radius, look.tint == c.card ? c.paper : look.tint);
        const float side = radius * 1.1F;
        const Point m = top.centre();
        draw_icon(d.icon, {m.x - side / 2, m.y - side / 2, m.x + side / 2, m.y + side / 2},
                  look.ink);
    }
    headline(canvas, {.text = d.title, .centred = true, .id = d.id + ".title"});
    canvas.gap(-2);
    if (!d.text.empty()) paragraph(canvas, d.id + ".text", d.text, Mood::neutral, true);
    canvas.gap(1.5);
}

std::optional<std::string> buttons(Canvas& canvas, const std::vector<Button>& all) {
    std::optional<std::string> pressed;
    canvas.gap(2);
    const bool beside = all.size() <= (canvas.portrait() ? 2U : 3U);
    canvas.grid(beside ? static_cast<int>(std::max<std::size_t>(1, all.size())) : 1,
                static_cast<int>(all.size()), [&](int i) {
                    const auto& b = all[static_cast<std::size_t>(i)];
                    if (button(canvas, b)) pressed = b.id;
                });
    return pressed;
}

}  // namespace

std::optional<std::string> dialogue(Canvas& canvas, const Dialogue& d,
                                    const std::function<void()>& extra) {
    canvas.registry().cover();
    const auto& c = canvas.theme().palette;
    const Rect panel = canvas.panel();
    ImGui::SetNextWindowPos({panel.left, panel.top});
    ImGui::SetNextWindowSize({panel.width(), panel.height()});
    ImGui::SetNextWindowFocus();
    ImGui::Begin("dialogue", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoNav);
    auto* memory = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID(d.id.c_str());
    const float height = memory->GetFloat(key, canvas.mm(120));
    const float pad = canvas.mm(12);
    const float width = std::min(canvas.mm(225), panel.width() - canvas.mm(24));
    const float all = std::min(height + pad * 2, panel.height() - canvas.mm(12));
    const Point m = panel.centre();
    const Rect plate{std::round(m.x - width / 2), std::round(m.y - all / 2),
                     std::round(m.x + width / 2), std::round(m.y + all / 2)};
    box(panel, static_cast<Color>(0x0a1a30a0));
    box(plate, c.card, canvas.mm(8));
    canvas.note(d.id, plate, d.title);
    std::optional<std::string> pressed;
    const float used = canvas.within(plate.shrunk(pad), [&] {
        title_and_text(canvas, d);
        if (d.countdown) countdown(canvas, *d.countdown);
        if (extra) extra();
        pressed = buttons(canvas, d.buttons);
    });
    if (std::abs(used - height) > 0.5F) {
        memory->SetFloat(key, used);
        canvas.registry().lay_out_again();
    }
    ImGui::End();
    return pressed;
}

}  // namespace ui
