#pragma once

#include "kiosk/store/issue_journal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::issuing {

/// What the journal knows of a key before this run. It says what may have happened; what did
/// happen, the key is asked.
class IssueHistory {
public:
    /// `lines`: of one key, oldest first.
    IssueHistory(std::vector<store::IssueEntry> lines, std::string order)
        : lines_(std::move(lines)), order_(std::move(order)) {}

    /// Whether the step was at least about to happen, for this order.
    bool begun(std::string_view step) const;
    /// The same for any order: what was done to the key itself stays.
    bool begun_ever(std::string_view step) const;
    bool done_ever(std::string_view step) const;
    int attempts_ever(std::string_view step) const;
    /// Detail of the last time it was done for this order.
    std::optional<std::string> last_done(std::string_view step) const;

private:
    std::vector<store::IssueEntry> lines_;
    std::string order_;
};

}  // namespace kiosk::issuing
