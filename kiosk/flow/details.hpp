#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ③ 信息确认 (R18, R19): certificate, invoice, mailing on one page; then the same read-only.
struct Details {
    struct Form {
        std::map<FieldId, std::string> faults;
        bool delivery_missing = false;
    };
    struct Reviewing {};
    /// `rereading`: the order had changed meanwhile (its ETag); it is read, then saved again.
    struct Saving {
        Asked asked;
        bool rereading = false;
    };
    struct Unavailable {
        Problem problem;
    };
    using State = std::variant<Form, Reviewing, Saving, Unavailable>;

    struct ProductChosen {
        std::string id;
    };
    struct InvoiceChosen {
        InvoiceKind kind{};
    };
    struct DeliveryChosen {
        Delivery delivery{};
    };
    using Event = std::variant<OrderReplied, Failed, Ticked, Edited, Next, Back, Retried,
                               ProductChosen, InvoiceChosen, DeliveryChosen>;
    enum class Outcome { confirmed, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// The texts of this step, in order: invoice, then mailing when the key goes by post.
    static std::vector<FieldId> fields(const Draft& draft);
    /// Taken from other fields and shown, not edited: title and tax number of the invoice.
    static bool fixed(FieldId field);
};

}  // namespace kiosk::flow
