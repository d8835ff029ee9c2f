#include "ui/damage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <imgui.h>

namespace ui {
namespace {

constexpr std::uint64_t prime = 0x9E3779B97F4A7C15;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * prime;
    return hash ^ hash >> 29;
}

std::uint64_t hash_of(std::uint64_t hash, const ImDrawVert& v) {
    std::array<std::uint64_t, 3> words{};
    std::memcpy(words.data(), &v, sizeof v);
    for (const auto word : words) hash = mixed(hash, word);
    return hash;
}

Rect bounds(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    return {std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y}),
            std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y})};
}

}  // namespace

Damage::Damage(int width, int height)
    : width_(width),
      height_(height),
      across_((width + tile - 1) / tile),
      down_((height + tile - 1) / tile),
      now_(static_cast<std::size_t>(across_) * static_cast<std::size_t>(down_)),
      before_(now_.size()) {}

void Damage::invalidate() { all_ = true; }

void Damage::add_triangle(Rect covered, std::uint64_t hash) {
    const int left = std::clamp(static_cast<int>(covered.left) / tile, 0, across_ - 1);
    const int right = std::clamp(static_cast<int>(std::ceil(covered.right)) / tile, 0, across_ - 1);
    const int top = std::clamp(static_cast<int>(covered.top) / tile, 0, down_ - 1);
    const int bottom = std::clamp(static_cast<int>(std::ceil(covered.bottom)) / tile, 0, down_ - 1);
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            auto& own = now_[static_cast<std::size_t>(y * across_ + x)];
            own = mixed(own, hash);
        }
}

void Damage::add(const ImDrawData& frame, const Revision& revision) {
    for (const auto* list : frame.CmdLists) {
        for (const auto& command : list->CmdBuffer) {
            const Rect clip{command.ClipRect.x, command.ClipRect.y, command.ClipRect.z,
                            command.ClipRect.w};
            const std::uint64_t seed = revision(command);
            const auto* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const auto* indices = list->IdxBuffer.Data + command.IdxOffset;
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
                const auto &a = vertices[indices[i]], &b = vertices[indices[i + 1]],
                           &c = vertices[indices[i + 2]];
                const Rect covered = bounds(a, b, c).within(clip);
                if (covered.right < covered.left || covered.bottom < covered.top) continue;
                add_triangle(covered, hash_of(hash_of(hash_of(seed, a), b), c));
            }
        }
    }
}

Rect Damage::rect_of(int left, int top, int right, int bottom) const {
    return {static_cast<float>(left * tile), static_cast<float>(top * tile),
            static_cast<float>(std::min(right * tile, width_)),
            static_cast<float>(std::min(bottom * tile, height_))};
}

std::vector<Rect> Damage::merged(const std::vector<bool>& dirty) const {
    std::vector<Rect> rects;
    const auto at = [&](int x, int y) { return dirty[static_cast<std::size_t>(y * across_ + x)]; };
    for (int y = 0; y < down_; ++y)
        for (int x = 0; x < across_;) {
            if (!at(x, y)) {
                ++x;
                continue;
            }
            int end = x;
            while (end < across_ && at(end, y)) ++end;
            const Rect run = rect_of(x, y, end, y + 1);
            const auto above = std::ranges::find_if(rects, [&](const Rect& r) {
                return r.left == run.left && r.right == run.right && r.bottom == run.top;
            });
            if (above != rects.end())
                above->bottom = run.bottom;
            else
                rects.push_back(run);
            x = end;
        }
    constexpr std::size_t most = 12;
    if (rects.size() <= most) return rects;
    Rect around = rects.front();
    for (const auto& r : rects)
        around = {std::min(around.left, r.left), std::min(around.top, r.top),
                  std::max(around.right, r.right), std::max(around.bottom, r.bottom)};
    return {around};
}

std::vector<Rect> Damage::changed(const ImDrawData& frame, const Revision& revision) {
    std::ranges::fill(now_, 0);
    add(frame, revision);
    std::vector<bool> dirty(now_.size());
    for (std::size_t i = 0; i < now_.size(); ++i) dirty[i] = all_ || now_[i] != before_[i];
    all_ = false;
    std::swap(now_, before_);
    return merged(dirty);
}

}  // namespace ui
