#include "ui/hand.hpp"

#include <algorithm>

namespace ui {

Hand::Hand(Window& window, std::function<void()> step, std::chrono::milliseconds deadline)
    : window_(window), step_(std::move(step)), deadline_(deadline) {}

const Widget* Hand::widget(std::string_view id) const { return window_.registry().find(id); }

bool Hand::see(std::string_view id) const { return widget(id) != nullptr; }

std::string Hand::text_of(std::string_view id) const {
    const auto* found = widget(id);
    return found == nullptr ? std::string{} : found->text;
}

std::string Hand::why() const {
    return missed_ ? missed_->what + "\non screen:\n" + missed_->on_screen : std::string{};
}

bool Hand::miss(std::string what) {
    missed_ = Missed{std::move(what), window_.registry().describe()};
    return false;
}

bool Hand::await(const std::function<bool()>& state, std::string_view what) {
    if (missed_) return false;
    const auto until = std::chrono::steady_clock::now() + deadline_;
    while (!state()) {
        if (std::chrono::steady_clock::now() > until)
            return miss("waited in vain for " + std::string(what));
        step_();
    }
    return true;
}

bool Hand::await(std::string_view id) {
    return await([&] { return see(id); }, id);
}

bool Hand::await_gone(std::string_view id) {
    return await([&] { return !see(id); }, std::string(id) + " to go");
}

bool Hand::ready(std::string_view id) const {
    const auto* found = widget(id);
    return found != nullptr && found->state.enabled && found->touchable && !found->covered;
}

bool Hand::bring_into_view(std::string_view id) {
    constexpr int most_turns = 40;
    for (int i = 0; i < most_turns; ++i) {
        const auto* found = widget(id);
        if (found == nullptr) return miss("touch " + std::string(id) + ": gone while scrolling");
        if (found->visible.contains(found->rect.centre())) return true;
        const auto* down = widget("scroll.down");
        const auto* up = widget("scroll.up");
        if (down == nullptr || up == nullptr) break;
        const bool below = found->rect.centre().y > (up->rect.top + down->rect.bottom) / 2;
        const auto* way = below ? down : up;
        if (!way->state.enabled) break;
        tap(way->rect.centre());
    }
    return miss("touch " + std::string(id) + ": cannot be brought into view");
}

void Hand::tap(Point at) {
    window_.push_pointer(at.x, at.y, true);
    window_.push_pointer(at.x, at.y, false);
    step_();
}

bool Hand::touch(std::string_view id) {
    std::optional<Rect> before;
    const auto at_rest = [&] {
        if (!ready(id)) {
            before.reset();
            return false;
        }
        const Rect now = widget(id)->rect;
        const bool same = before && *before == now;
        before = now;
        return same;
    };
    const auto state_of = [&] {
        const auto* found = widget(id);
        if (found == nullptr) return " (not on the screen)";
        if (found->covered) return " (under a dialogue)";
        if (!found->state.enabled) return " (disabled)";
        return found->touchable ? " (does not rest)" : " (answers no finger)";
    };
    if (missed_) return false;
    if (!await(at_rest, "")) return miss("touch " + std::string(id) + state_of());
    if (!bring_into_view(id)) return false;
    tap(widget(id)->rect.centre());
    return true;
}

bool Hand::drag(std::string_view id, float dx, float dy) {
    if (!await(id)) return false;
    constexpr int moves = 6;
    const Point from = widget(id)->rect.centre();
    for (int i = 0; i <= moves; ++i) {
        const float part = static_cast<float>(i) / moves;
        window_.push_pointer(from.x + dx * part, from.y + dy * part, true);
        step_();
    }
    window_.push_pointer(from.x + dx, from.y + dy, false);
    step_();
    return true;
}

bool Hand::type_one(char c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const std::string own = std::string("key.") + c;
    if (c == ' ') return touch("key.space");
    if (see(own)) return touch(own);
    if (upper) {
        const auto letter = std::string("key.") + static_cast<char>(c - 'A' + 'a');
        if (!see("key.shift") && see("key.language") && !touch("key.language")) return false;
        if (!touch("key.shift")) return false;
        return touch(letter);
    }
    if (see("key.symbols")) {
        const bool letter = c >= 'a' && c <= 'z';
        if (!touch("key.symbols")) return false;
        if (!touch(own)) return false;
        return letter || touch("key.symbols");
    }
    return miss("type: no key for that character on this keyboard");
}

bool Hand::type(std::string_view text) {
    if (!await("keyboard") && !missed_) return false;
    if (missed_) return false;
    return std::ranges::all_of(text, [&](char c) { return type_one(c); });
}

bool Hand::type_pinyin(std::string_view spelling, std::string_view hanzi) {
    if (!await("keyboard")) return false;
    if (!see("key.'") && !see("key.language")) return miss("type_pinyin: no pinyin keyboard");
    if (see("key.shift") && !touch("key.language")) return false;
    for (const char c : spelling)
        if (!touch(std::string("key.") + c)) return false;
    std::string_view left = hanzi;
    while (!left.empty()) {
        std::string best;
        std::size_t length = 0;
        for (int i = 0; see("candidate." + std::to_string(i)); ++i) {
            const auto id = "candidate." + std::to_string(i);
            const auto text = text_of(id);
            if (left.starts_with(text) && text.size() > length) best = id, length = text.size();
        }
        if (!best.empty()) {
            if (!touch(best)) return false;
            left.remove_prefix(length);
            continue;
        }
        const auto* next = widget("candidate.next");
        if (next == nullptr || !next->state.enabled)
            return miss("type_pinyin: no candidate for the rest of the word");
        if (!touch("candidate.next")) return false;
    }
    return true;
}

}  // namespace ui
