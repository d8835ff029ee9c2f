#include "ui/registry.hpp"

#include <algorithm>

namespace ui {

void Registry::begin_frame() {
    widgets_.clear();
    cut_.clear();
    animation_.reset();
    again_ = false;
}

void Registry::add(Widget widget) { widgets_.push_back(std::move(widget)); }

void Registry::cover() {
    for (auto& widget : widgets_) widget.covered = true;
}

const Widget* Registry::find(std::string_view id) const {
    const auto found =
        std::find_if(widgets_.rbegin(), widgets_.rend(), [&](const auto& w) { return w.id == id; });
    return found == widgets_.rend() ? nullptr : &*found;
}

std::string Registry::describe() const {
    std::string all;
    for (const auto& w : widgets_) {
        all += w.id + " \"" + w.text + '"';
        if (!w.state.enabled) all += " disabled";
        if (w.state.checked) all += " checked";
        if (w.state.focused) all += " focused";
        if (w.state.doubtful) all += " doubtful";
        if (w.state.error) all += " error";
        if (w.covered) all += " covered";
        if (w.visible.empty()) all += " out-of-view";
        all += '\n';
    }
    return all;
}

void Registry::animate_in(std::chrono::milliseconds time) {
    animation_ = animation_ ? std::min(*animation_, time) : time;
}

}  // namespace ui
