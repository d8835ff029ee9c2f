#include "deploy/sandbox/order_states.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sandbox {

namespace {

using S = OrderState;
using E = OrderEvent;
using G = OrderGroup;

enum class Draft : bool { no, yes };

struct StateRow {
    S state;
    std::string_view text;
    G group;
    Draft draft;
    std::string_view step;
    std::string_view actions;
};

constexpr std::string_view filling = "view continue cancel";

constexpr std::array states{
    StateRow{S::draft_organisation, "draft_organisation", G::open, Draft::yes, "organisation",
             filling},
    StateRow{S::face_wait, "face_wait", G::open, Draft::yes, "organisation", filling},
    StateRow{S::transfer_wait, "transfer_wait", G::open, Draft::yes, "organisation", filling},
    StateRow{S::licence_wait, "licence_wait", G::open, Draft::yes, "organisation", filling},
    StateRow{S::draft_agent, "draft_agent", G::open, Draft::yes, "agent", filling},
    StateRow{S::draft_details, "draft_details", G::open, Draft::yes, "details", filling},
    StateRow{S::draft_materials, "draft_materials", G::open, Draft::yes, "materials", filling},
    StateRow{S::letter_wait, "letter_wait", G::open, Draft::yes, "materials", filling},
    StateRow{S::signature_wait, "signature_wait", G::open, Draft::yes, "materials", filling},
    StateRow{S::payment_wait, "payment_wait", G::open, Draft::no, "payment", filling},
    StateRow{S::payment_unknown, "payment_unknown", G::open, Draft::no, "payment", filling},
    StateRow{S::in_review, "in_review", G::open, Draft::no, "payment", "view"},
    StateRow{S::correction, "correction", G::open, Draft::no, "materials", "view continue"},
    StateRow{S::approved, "approved", G::open, Draft::no, "collection", "view collect"},
    StateRow{S::issue_wait, "issue_wait", G::open, Draft::no, "collection", "view collect"},
    StateRow{S::issuing, "issuing", G::open, Draft::no, "collection", "view collect"},
    StateRow{S::issue_indeterminate, "issue_indeterminate", G::open, Draft::no, "collection",
             "view collect"},
    StateRow{S::production, "production", G::open, Draft::no, "collection",
             "view reprint resend_invoice"},
    StateRow{S::shipped, "shipped", G::open, Draft::no, "collection",
             "view reprint resend_invoice"},
    StateRow{S::refunding, "refunding", G::open, Draft::no, "payment", "view"},
    StateRow{S::completed, "completed", G::closed, Draft::no, "collection",
             "view reprint resend_invoice"},
    StateRow{S::refunded, "refunded", G::closed, Draft::no, "payment", "view reprint"},
    StateRow{S::rejected, "rejected", G::closed, Draft::no, "payment", "view reprint"},
    StateRow{S::cancelled, "cancelled", G::gone, Draft::no, "payment", ""},
    StateRow{S::expired, "expired", G::gone, Draft::no, "payment", ""},
};

struct Move {
    S from;
    E event;
    S to;
};

/// Holds in every draft state: the state is where the first open thing is.
struct DraftMove {
    E event;
    S to;
};

constexpr std::array draft_moves{
    DraftMove{E::face_link_sent, S::face_wait},
    DraftMove{E::transfer_sent, S::transfer_wait},
    DraftMove{E::licence_shown, S::licence_wait},
    DraftMove{E::organisation_open, S::draft_organisation},
    DraftMove{E::agent_open, S::draft_agent},
    DraftMove{E::details_open, S::draft_details},
    DraftMove{E::materials_open, S::draft_materials},
    DraftMove{E::letter_open, S::letter_wait},
    DraftMove{E::person_known, S::approved},
    DraftMove{E::all_complete, S::signature_wait},
    DraftMove{E::cancelled_unpaid, S::cancelled},
    DraftMove{E::lapsed, S::expired},
};

constexpr std::array moves{
    Move{S::signature_wait, E::signed_by_applicant, S::payment_wait},

    Move{S::payment_wait, E::price_changed, S::signature_wait},
    Move{S::payment_wait, E::payment_silent, S::payment_unknown},
    Move{S::payment_wait, E::paid_for_review, S::in_review},
    Move{S::payment_wait, E::paid_and_approved_on_site, S::approved},
    Move{S::payment_wait, E::paid_and_approved_for_post, S::production},
    Move{S::payment_wait, E::cancelled_unpaid, S::cancelled},
    Move{S::payment_wait, E::cancelled_paid, S::refunding},
    Move{S::payment_wait, E::lapsed, S::expired},

    Move{S::payment_unknown, E::payment_closed, S::payment_wait},
    Move{S::payment_unknown, E::paid_for_review, S::in_review},
    Move{S::payment_unknown, E::paid_and_approved_on_site, S::approved},
    Move{S::payment_unknown, E::paid_and_approved_for_post, S::production},
    Move{S::payment_unknown, E::cancelled_unpaid, S::cancelled},
    Move{S::payment_unknown, E::cancelled_paid, S::refunding},

    Move{S::in_review, E::review_approved_on_site, S::approved},
    Move{S::in_review, E::review_approved_for_post, S::production},
    Move{S::in_review, E::review_rejected, S::rejected},
    Move{S::in_review, E::correction_asked, S::correction},
    Move{S::correction, E::correction_signed, S::in_review},
    Move{S::correction, E::correction_lapsed, S::refunding},

    Move{S::approved, E::key_reserved, S::issuing},
    Move{S::approved, E::unblocked, S::completed},
    Move{S::issue_wait, E::key_reserved, S::issuing},
    Move{S::issuing, E::key_reserved, S::issuing},
    Move{S::issue_indeterminate, E::key_reserved, S::issuing},
    Move{S::issuing, E::issue_aborted, S::issue_wait},
    Move{S::issue_indeterminate, E::issue_aborted, S::issue_wait},
    Move{S::issuing, E::issue_unreported, S::issue_indeterminate},
    Move{S::issuing, E::issue_confirmed, S::completed},
    Move{S::issue_indeterminate, E::issue_confirmed, S::completed},
    // Taken for interrupted, while the key went on.
    Move{S::issue_wait, E::issue_confirmed, S::completed},

    Move{S::production, E::sent_by_post, S::shipped},
    Move{S::shipped, E::delivered, S::completed},
    Move{S::refunding, E::money_returned, S::refunded},

    // Paid after the customer had cancelled.
    Move{S::cancelled, E::cancelled_paid, S::refunding},
};

const StateRow& row(OrderState state) { return states.at(static_cast<std::size_t>(state)); }

}  // namespace

std::string_view to_text(OrderState state) { return row(state).text; }

OrderState order_state(std::string_view text) {
    const auto found = std::ranges::find(states, text, &StateRow::text);
    if (found == states.end()) throw std::invalid_argument("no such order state");
    return found->state;
}

std::optional<OrderState> after(OrderState state, OrderEvent event) {
    if (is_draft(state)) {
        const auto found = std::ranges::find(draft_moves, event, &DraftMove::event);
        if (found != draft_moves.end()) return found->to;
    }
    const auto found = std::ranges::find_if(
        moves, [&](const Move& move) { return move.from == state && move.event == event; });
    if (found == moves.end()) return std::nullopt;
    return found->to;
}

OrderGroup group_of(OrderState state) { return row(state).group; }

bool is_draft(OrderState state) { return row(state).draft == Draft::yes; }

std::string_view step_of(OrderState state) { return row(state).step; }

std::vector<std::string_view> actions_of(OrderState state) {
    std::vector<std::string_view> actions;
    std::string_view rest = row(state).actions;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        actions.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return actions;
}

}  // namespace sandbox
