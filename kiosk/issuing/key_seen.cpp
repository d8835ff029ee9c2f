#include "kiosk/issuing/key_seen.hpp"

#include "kiosk/issuing/certificate_seen.hpp"

#include <algorithm>

namespace kiosk::issuing {
namespace {

using State = flow::KeySeen::State;
using Found = drivers::TokenInfo::State;

State state_of(Found found, const std::string& record, bool begun) {
    if (found == Found::broken) return State::broken;
    if (found == Found::locked) return State::locked;
    if (begun) return State::own;
    return found == Found::blank && record == "in_stock" ? State::blank : State::foreign;
}

}  // namespace

flow::KeySeen describe(const drivers::TokenInfo& info, const backend::Backend::KeyRecord& record,
                       bool begun) {
    flow::KeySeen seen{state_of(info.state, record.state, begun), info.serial, info.pin_tries_left,
                       record.state == "issued"};
    for (const auto& held : info.certificates)
        seen.certificates.push_back(read_certificate(held.der));
    return seen;
}

bool was_begun(store::IssueJournal& journal, const std::string& order,
               const std::string& key_serial) {
    const auto lines = journal.by_serial(key_serial);
    return lines && std::ranges::any_of(*lines, [&](const store::IssueEntry& line) {
               return line.order == order && line.step == "pin";
           });
}

}  // namespace kiosk::issuing
