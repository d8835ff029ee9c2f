// The life of an order as one table: what may happen in which state and where it leads. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sandbox {

/// The contract's words: to_text(OrderState::face_wait) is "face_wait".
enum class OrderState : std::uint8_t {
    draft_organisation,
    face_wait,
    transfer_wait,
    licence_wait,
    draft_agent,
    draft_details,
    draft_materials,
    letter_wait,
    signature_wait,
    payment_wait,
    payment_unknown,
    in_review,
    correction,
    approved,
    issue_wait,
    issuing,
    issue_indeterminate,
    production,
    shipped,
    refunding,
    completed,
    refunded,
    rejected,
    cancelled,
    expired,
};

enum class OrderEvent : std::uint8_t {
    face_link_sent,
    transfer_sent,
    licence_shown,
    organisation_open,  ///< A draft lacks its organisation verification (not asked, failed, void).
    agent_open,
    details_open,
    materials_open,
    letter_open,   ///< All is there but the letter, which the LR was asked to sign.
    person_known,  ///< Unlock: the person is verified, and that is all it takes.
    unblocked,
    all_complete,
    signed_by_applicant,
    price_changed,
    payment_silent,
    payment_closed,
    paid_for_review,
    paid_and_approved_on_site,
    paid_and_approved_for_post,
    review_approved_on_site,
    review_approved_for_post,
    review_rejected,
    correction_asked,
    correction_signed,
    correction_lapsed,
    key_reserved,
    issue_aborted,
    issue_unreported,
    issue_confirmed,
    sent_by_post,
    delivered,
    cancelled_unpaid,
    cancelled_paid,
    money_returned,
    lapsed,
};

enum class OrderGroup : std::uint8_t { open, closed, gone };

[[nodiscard]] std::string_view to_text(OrderState state);
[[nodiscard]] OrderState order_state(std::string_view text);

/// Nothing when the event means nothing in that state.
[[nodiscard]] std::optional<OrderState> after(OrderState state, OrderEvent event);

[[nodiscard]] OrderGroup group_of(OrderState state);

/// Still being filled in by the customer: pages may be saved, and the state follows from what is
/// there.
[[nodiscard]] bool is_draft(OrderState state);

/// The step of the bar the customer is at: organisation, agent, details, materials, payment,
/// collection.
[[nodiscard]] std::string_view step_of(OrderState state);

/// What the customer may do (R31).
[[nodiscard]] std::vector<std::string_view> actions_of(OrderState state);

}  // namespace sandbox
