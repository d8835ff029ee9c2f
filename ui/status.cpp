#include "ui/status.hpp"

#include "ui/mood.hpp"
#include "ui/paint.hpp"
#include "ui/turning.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <qrcodegen/QrCode.hpp>

namespace ui {

void headline(Canvas& canvas, const Headline& h) {
    const auto& c = canvas.theme().palette;
    const auto title = bold(canvas, TextRole::headline, c.ink);
    const float anchor = h.centred ? 0.5F : 0;
    if (h.accent.empty()) {
        const auto lines = wrapped(title, h.text, canvas.width());
        const Rect area = canvas.take(line_height(title) * static_cast<float>(lines.size()));
        text_block(title, area, lines, anchor);
        canvas.note(h.id, area, h.text);
    } else {
        const Rect area = canvas.take(line_height(title));
        const float space = canvas.mm(3);
        const auto fit =
            fitted(title, h.text + " " + h.accent, area.width(), canvas.theme().smallest_font());
        const float all = text_width(fit, h.text) + space + text_width(fit, h.accent);
        const float x = h.centred ? area.centre().x - all / 2 : area.left;
        text(fit, x, area.centre().y, h.text);
        text({fit.font, fit.size, c.primary}, x + text_width(fit, h.text) + space, area.centre().y,
             h.accent);
        canvas.note(h.id, area, h.text + " " + h.accent);
    }
    if (h.lead.empty()) return canvas.gap(1.5);
    canvas.gap(-4.6);
    const auto lead = type(canvas, TextRole::lead, c.soft);
    const auto lines = wrapped(lead, h.lead, canvas.width());
    const Rect area = canvas.take(line_height(lead) * static_cast<float>(lines.size()));
    text_block(lead, area, lines, anchor);
    canvas.note(h.id + ".lead", area, h.lead);
    canvas.gap(2.5);
}

void section(Canvas& canvas, const std::string& id, const std::string& words) {
    const auto kind = bold(canvas, TextRole::title, canvas.theme().palette.ink);
    const auto lines = wrapped(kind, words, canvas.width());
    const Rect area = canvas.take(line_height(kind) * static_cast<float>(lines.size()));
    text_block(kind, area, lines);
    canvas.note(id, area, words);
    canvas.gap(-2.5);
}

void paragraph(Canvas& canvas, const std::string& id, const std::string& words, Mood mood,
               bool centred) {
    const auto kind = type(canvas, TextRole::body, look_of(canvas.theme().palette, mood).ink);
    const auto lines = wrapped(kind, words, canvas.width());
    const Rect area = canvas.take(line_height(kind) * static_cast<float>(lines.size()));
    text_block(kind, area, lines, centred ? 0.5F : 0);
    canvas.note(id, area, words);
}

namespace {

/// Minutes and seconds where seconds alone would be a sum to do in one's head.
std::string clock_text(int seconds) {
    if (seconds < 100) return std::to_string(seconds);
    char written[16];
    std::snprintf(written, sizeof written, "%d:%02d", seconds / 60, seconds % 60);
    return written;
}

}  // namespace

void countdown(Canvas& canvas, const Countdown& count) {
    const auto& c = canvas.theme().palette;
    const double left = std::max(0.0, count.seconds_left);
    const float radius = canvas.mm(13);
    const Rect row = canvas.take(radius * 2);
    const auto words = type(canvas, TextRole::body, c.soft);
    const float caption =
        count.caption.empty() ? 0 : text_width(words, count.caption) + canvas.mm(5);
    const Point at{row.centre().x - caption / 2, row.centre().y};
    const bool soon = left <= 10;
    const auto whole = static_cast<int>(std::ceil(left));
    const double part = count.seconds_total > 0 ? std::min(1.0, whole / count.seconds_total) : 0;
    ring(at, radius, canvas.mm(1.8), c.line);
    if (part > 0)
        ring(at, radius, canvas.mm(1.8), soon ? c.warn : c.primary, 0, static_cast<float>(part));
    const auto role = whole < 100 ? TextRole::title : TextRole::small;
    text(bold(canvas, role, soon ? c.warn : c.ink), at.x, at.y, clock_text(whole), 0.5F);
    if (caption > 0)
        text_in(canvas, words, {at.x + radius + canvas.mm(5), row.top, row.right, row.bottom},
                count.caption, 0);
    canvas.note(count.id, row, std::to_string(whole));
    if (left > 0)
        canvas.registry().animate_in(
            std::chrono::milliseconds(static_cast<int>((left - std::floor(left)) * 1000) + 20));
}

void spinner(Canvas& canvas, const std::string& id, const std::string& caption) {
    const float radius = canvas.mm(9);
    const Rect row = canvas.take(radius * 2 + canvas.mm(2));
    const auto words = type(canvas, TextRole::body, canvas.theme().palette.soft);
    const float space = canvas.mm(5);
    const float width = std::min(text_width(words, caption), row.width() - radius * 2 - space);
    const float left = row.centre().x - (radius * 2 + space + width) / 2;
    turning_ring(canvas, {left + radius, row.centre().y}, radius, canvas.mm(1.8));
    text_in(canvas, words, {left + radius * 2 + space, row.top, row.right, row.bottom}, caption, 0);
    canvas.note(id, row, caption);
}

namespace {

void modules(const qrcodegen::QrCode& code, Point from, float module, Color ink) {
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize();) {
            int end = x;
            while (end < code.getSize() && code.getModule(end, y)) ++end;
            if (end > x)
                box({from.x + static_cast<float>(x) * module,
                     from.y + static_cast<float>(y) * module,
                     from.x + static_cast<float>(end) * module,
                     from.y + static_cast<float>(y + 1) * module},
                    ink);
            x = std::max(end, x + 1);
        }
}

}  // namespace

void qr_box(Canvas& canvas, const QrBox& qr) {
    const auto& c = canvas.theme().palette;
    const auto words = type(canvas, TextRole::body, c.ink);
    const bool has_caption = !qr.caption.empty() || !qr.strong.empty();
    const float below = has_caption ? line_height(words) + canvas.mm(4) : 0;
    const float most = std::min(canvas.width() - canvas.mm(16), canvas.mm(qr.most_mm));
    const float tall = std::max(canvas.mm(62), canvas.room() - below - canvas.mm(6));
    const float side = std::min(most, tall);
    const auto code =
        qrcodegen::QrCode::encodeText(qr.payload.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const float module = std::floor(side / static_cast<float>(code.getSize() + 8));
    const float drawn = module * static_cast<float>(code.getSize() + 8);
    const Rect area = canvas.take(drawn + below);
    const float half = std::max(drawn / 2 + canvas.mm(4),
                                (text_width(words, qr.caption + qr.strong) + canvas.mm(16)) / 2);
    const Rect plate{std::round(area.centre().x - half), area.top,
                     std::round(area.centre().x + half), area.bottom};
    framed(plate, static_cast<Color>(0xffffffff), c.line, canvas.mm(0.5), canvas.mm(6));
    const Point from{std::round(area.centre().x - drawn / 2) + module * 4, area.top + module * 4};
    modules(code, from, module, qr.expired ? c.line : static_cast<Color>(0x101418ff));
    canvas.note(qr.id, plate, qr.expired ? "" : qr.payload, {.enabled = !qr.expired});
    const Point middle{area.centre().x, area.top + drawn / 2};
    if (qr.expired) sign(middle, canvas.mm(13), Icon::refresh, c.soft, c.on_primary);
    if (!has_caption) return;
    const Type strong{canvas.theme().bold(), words.size, c.ink};
    const float space = qr.caption.empty() || qr.strong.empty() ? 0 : canvas.mm(2.5);
    const float all = text_width(words, qr.caption) + space + text_width(strong, qr.strong);
    const float y = area.bottom - below / 2 - canvas.mm(2.5);
    text(words, middle.x - all / 2, y, qr.caption);
    text(strong, middle.x + all / 2, y, qr.strong, 1);
}

}  // namespace ui
