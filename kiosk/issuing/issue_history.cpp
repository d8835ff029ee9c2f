#include "kiosk/issuing/issue_history.hpp"

#include <algorithm>

namespace kiosk::issuing {

using store::IssueEntry;

bool IssueHistory::begun(std::string_view step) const {
    return std::ranges::any_of(
        lines_, [&](const IssueEntry& line) { return line.order == order_ && line.step == step; });
}

bool IssueHistory::begun_ever(std::string_view step) const {
    return std::ranges::any_of(lines_, [&](const IssueEntry& line) { return line.step == step; });
}

bool IssueHistory::done_ever(std::string_view step) const {
    return std::ranges::any_of(lines_, [&](const IssueEntry& line) {
        return line.step == step && line.phase == IssueEntry::Phase::done;
    });
}

int IssueHistory::attempts_ever(std::string_view step) const {
    return static_cast<int>(std::ranges::count_if(lines_, [&](const IssueEntry& line) {
        return line.step == step && line.phase == IssueEntry::Phase::intent;
    }));
}

std::optional<std::string> IssueHistory::last_done(std::string_view step) const {
    for (auto line = lines_.rbegin(); line != lines_.rend(); ++line)
        if (line->order == order_ && line->step == step && line->phase == IssueEntry::Phase::done)
            return line->detail;
    return {};
}

}  // namespace kiosk::issuing
