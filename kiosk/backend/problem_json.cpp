#include "kiosk/backend/problem_json.hpp"

namespace kiosk::backend {
namespace {

using Who = flow::Problem::Who;

constexpr std::array<std::string_view, 25> for_the_customer{"not-signed-in",
                                                            "nobody-known",
                                                            "wrong-code",
                                                            "code-spent",
                                                            "too-soon",
                                                            "consent-missing",
                                                            "order-changed",
                                                            "duplicate-open-order",
                                                            "field-invalid",
                                                            "method-unavailable",
                                                            "organisation-mismatch",
                                                            "organisation-incomplete",
                                                            "no-tries-left",
                                                            "agent-mismatch",
                                                            "agent-incomplete",
                                                            "order-incomplete",
                                                            "photo-too-large",
                                                            "photo-too-small",
                                                            "not-a-photo",
                                                            "upload-too-large",
                                                            "upload-incomplete",
                                                            "payment-open",
                                                            "renewal-too-early",
                                                            "certificate-expired",
                                                            "not-allowed"};
constexpr std::array<std::string_view, 5> for_hall_staff{
    "key-not-in-stock", "key-belongs-to-another", "not-collectable", "key-unknown",
    "key-not-proven"};
constexpr std::array<std::string_view, 3> worth_repeating{"busy", "too-many-requests",
                                                          "still-running"};

template <class List>
bool holds(const List& list, std::string_view code) {
    return std::ranges::find(list, code) != list.end();
}

/// "/fields/lr_name" → "lr_name".
std::string item_of(const std::string& pointer) { return pointer.substr(pointer.rfind('/') + 1); }

Refusal read_problem(const Reading& json) {
    Refusal refusal;
    flow::Problem& problem = refusal.problem;
    problem.code = json.text("code");
    problem.message = json.words("userMessage");
    const bool retryable = json.flag("retryable");
    if (json.has("errors"))
        for (const Reading& error : json.list("errors"))
            problem.items.push_back(item_of(error.text("pointer")));
    if (json.has("tries_left")) problem.tries_left = json.number("tries_left");
    if (const auto open = json.object_if("open_order"))
        problem.masked_mobile = open->text("masked_mobile");
    problem.who = who_acts_on(problem.code);
    // "too-soon" may succeed later too, but only when the customer asks again.
    refusal.repeatable =
        holds(worth_repeating, problem.code) || (retryable && problem.who == Who::backend);
    if (refusal.repeatable) problem.who = Who::wait;
    return refusal;
}

}  // namespace

flow::Problem::Who who_acts_on(std::string_view code) {
    if (holds(for_the_customer, code)) return Who::customer;
    if (holds(for_hall_staff, code)) return Who::hall_staff;
    if (holds(worth_repeating, code)) return Who::wait;
    return Who::backend;
}

Refusal read_refusal(const HttpsReply& reply) {
    if (reply.header("content-type").starts_with("application/problem+json")) {
        auto read = read_body(reply.body, read_problem);
        return read ? std::move(*read) : Refusal{read.error()};
    }
    if (reply.status < 500) return {contract_problem("Content-Type")};
    flow::Problem problem;
    problem.code = "busy";
    return {problem, true};
}

}  // namespace kiosk::backend
