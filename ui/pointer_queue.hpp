#pragma once

#include "ui/rect.hpp"

#include <deque>
#include <optional>

namespace ui {

/// Every press and release in the order it came; each gets a frame of its own, so a tap shorter
/// than a frame is not lost. Moves in between are kept as one.
class PointerQueue {
public:
    struct Pointer {
        Point at;
        bool down = false;
    };

    void push(Point at, bool down) {
        const bool was_down = queue_.empty() ? down_ : queue_.back().down;
        const bool moves = down == was_down;
        if (moves && !down) return;
        if (moves && !queue_.empty() && moving_)
            queue_.back().at = at;
        else
            queue_.push_back({at, down});
        moving_ = moves;
    }

    std::optional<Pointer> pop() {
        if (queue_.empty()) return {};
        const Pointer first = queue_.front();
        queue_.pop_front();
        down_ = first.down;
        if (queue_.empty()) moving_ = false;
        return first;
    }

    bool empty() const { return queue_.empty(); }

private:
    std::deque<Pointer> queue_;
    bool down_ = false;
    bool moving_ = false;  ///< The last in the queue is a move.
};

}  // namespace ui
