#include "deploy/sandbox/order_calls.hpp"

#include "deploy/sandbox/agreements.hpp"
#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/field_checks.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/services.hpp"
#include "deploy/sandbox/sessions.hpp"
#include "deploy/sandbox/sms.hpp"

#include <algorithm>

namespace sandbox {

namespace {

/// Two unfinished orders of one organisation and service may not be (R16).
Result<void> check_duplicate(Call& call, const Json& order) {
    const auto org_code = field(order, "org_code");
    if (org_code.size() != 18) return {};
    const auto open = open_order_of(call.world, org_code, order.at("service"), order.at("id"));
    if (!open) return {};
    return failed({.code = "duplicate-open-order",
                   .more = {{"open_order",
                             {{"masked_mobile", masked_mobile(applicant_mobile(*open))},
                              {"service", open->at("service")}}}}});
}

bool can_be_ordered(const Json& channel, const std::string& service) {
    const Json* offer = offered(channel, "services", service);
    return offer != nullptr && offer->at("available").get<bool>() && service != "view" &&
           service != "orders";
}

void merge_fields(Json& order, const Json& fields) {
    for (const auto& [name, text] : fields.items()) {
        if (text == "")
            order["fields"].erase(name);
        else
            order["fields"][name] = text;
    }
}

std::vector<ItemError> impossible_fields(const Json& order, const Json& fields) {
    std::vector<ItemError> errors;
    const auto today = date_of(now_ms());
    for (const auto& [name, text] : fields.items()) {
        const auto why = impossible(name, text, field(order, "lr_id_type"), today);
        if (why) errors.push_back({"/fields/" + name, *why});
    }
    const auto type = field(order, "lr_id_type");
    if (!type.empty() && !offers(channel_of(order), "lr_id_types", type))
        errors.push_back({"/fields/lr_id_type", "not_offered"});
    // The invoice goes to the organisation itself.
    for (const auto& [given, own] :
         {std::pair{"invoice_title", "org_name"}, {"invoice_tax_number", "org_code"}})
        if (fields.contains(given) && !field(order, given).empty() &&
            field(order, given) != field(order, own))
            errors.push_back({std::string("/fields/") + given, "not_editable"});
    return errors;
}

std::vector<ItemError> impossible_choices(const Json& order) {
    const Json& channel = channel_of(order);
    const Json& choices = order.at("choices");
    std::vector<ItemError> errors;
    const auto refuse = [&](const char* name) {
        errors.push_back({std::string("/choices/") + name, "not_offered"});
    };
    if (choices.contains("product") &&
        offered(channel, "products", choices.at("product")) == nullptr)
        refuse("product");
    for (const auto& [choice, list] :
         {std::pair{"invoice_kind", "invoice_kinds"}, {"letter", "letter_ways"}})
        if (choices.contains(choice) && !offers(channel, list, choices.at(choice))) refuse(choice);
    if (choices.contains("delivery")) {
        const auto& delivery = choices.at("delivery");
        const bool possible =
            keeps_key(order) ? delivery == "on_site" : offers(channel, "deliveries", delivery);
        if (!possible) refuse("delivery");
    }
    return errors;
}

/// Shapes only; what the words mean is judged after merging.
Result<void> check_shape(const Json& body) {
    const Json fields = body.value("fields", Json::object());
    const Json choices = body.value("choices", Json::object());
    if (!fields.is_object() || !choices.is_object()) return bad_request("fields, choices");
    for (const auto& [name, text] : fields.items())
        if (!is_field(name) || !text.is_string()) return bad_request("fields/" + name);
    for (const auto& [name, value] : choices.items()) {
        const bool right =
            name == "lr_in_person" ? value.is_boolean()
            : name == "copies"     ? value.is_number_integer() && value >= 1 && value <= 9
            : name == "key_loss"   ? value == "lost" || value == "broken"
            : name == "product" || name == "delivery" || name == "invoice_kind" || name == "letter"
                ? value.is_string()
                : false;
        if (!right) return bad_request("choices/" + name);
    }
    return {};
}

/// In states that are no draft nothing may change but the page; in correction, what was named.
Result<void> check_editable(const Json& before, const Json& order) {
    const auto state = state_of(before);
    if (is_draft(state)) return {};
    const bool same =
        before.at("fields") == order.at("fields") && before.at("choices") == order.at("choices");
    if (same && group_of(state) == OrderGroup::open) return {};
    if (state != OrderState::correction) return failed("not-allowed");
    std::vector<ItemError> errors;
    for (const Json& change : Json::diff(before, order)) {
        const std::string pointer = change.at("path");
        const bool named = std::ranges::any_of(before.at("corrections"), [&](const Json& item) {
            return item.at("pointer") == pointer;
        });
        if (!named) errors.push_back({pointer, "not_editable"});
    }
    if (!errors.empty()) return failed({.code = "field-invalid", .errors = errors});
    return {};
}

}  // namespace

Handled create_order(Call& call) {
    const auto channel_id = call.text("channel");
    const auto method = call.text("method");
    if (!channel_id) return failed(channel_id.error());
    if (!method) return failed(method.error());
    const Json* channel = find_channel(*channel_id);
    const std::string service = call.body.value("service", "");
    if (channel == nullptr || !can_be_ordered(*channel, service))
        return bad_request("channel or service");
    const bool by_key = service != "new" && service != "replacement";
    if (by_key ? *method != "key" : offered(*channel, "methods", *method) == nullptr)
        return failed("method-unavailable");
    const Json consents = call.body.value("consents", Json::array());
    if (auto given = check_consents(*channel_id, "entry", consents); !given)
        return failed(given.error());

    Json order = new_order(*channel_id, service, *method, consents);
    if (auto begun = begin_service(call, order); !begun) return failed(begun.error());
    const std::string code = call.body.value("organisation_code", "");
    if (!code.empty()) {
        if (const auto why = impossible("org_code", code, "", ""))
            return failed(item_problem("field-invalid", "/organisation_code", *why));
        order["fields"]["org_code"] = code;
    }
    if (auto alone = check_duplicate(call, order); !alone) return failed(alone.error());
    settle(call.world, order);
    save_order(call.world, order);
    open_order_to(call, order.at("id"));
    return order_answer(call.world, order, 201);
}

Handled list_orders(Call& call) {
    const auto status = call.request.parameter("status");
    if (status != "open" && status != "closed") return bad_request("status");
    const auto group = status == "open" ? OrderGroup::open : OrderGroup::closed;
    std::vector<Json> orders;
    for (const std::string& id : orders_open_to(call))
        if (const auto order = call.world.records.get("order", id);
            order && group_of(state_of(*order)) == group)
            orders.push_back(*order);
    std::ranges::sort(orders, [](const Json& a, const Json& b) {
        return a.at("created_at").get<Milliseconds>() > b.at("created_at").get<Milliseconds>();
    });
    Json summaries = Json::array();
    for (const Json& order : orders) summaries.push_back(order_summary(order));
    return Answer{.body = {{"orders", summaries}}};
}

Handled get_order(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    return order_answer(call.world, *order);
}

Handled patch_step(Call& call) {
    const auto before = visible_order(call);
    if (!before) return failed(before.error());
    if (auto match = check_if_match(call, *before); !match) return failed(match.error());
    if (auto shape = check_shape(call.body); !shape) return failed(shape.error());

    Json order = *before;
    const Json fields = call.body.value("fields", Json::object());
    merge_fields(order, fields);
    order["choices"].update(call.body.value("choices", Json::object()));
    if (auto editable = check_editable(*before, order); !editable) return failed(editable.error());
    auto errors = impossible_fields(order, fields);
    std::ranges::move(impossible_choices(order), std::back_inserter(errors));
    if (!errors.empty()) return failed({.code = "field-invalid", .errors = errors});
    if (field(order, "org_code") != field(*before, "org_code"))
        if (auto alone = check_duplicate(call, order); !alone) return failed(alone.error());

    if (call.body.contains("page")) order["page"] = call.body.at("page");
    order["edits"] = order.at("edits").get<int>() + 1;
    if (is_draft(state_of(order))) {
        drop_stale_verifications(call.world, order);
        settle(call.world, order);
    }
    save_order(call.world, order);
    return order_answer(call.world, order);
}

Handled cancel_order(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (auto match = check_if_match(call, *order); !match) return failed(match.error());
    if (auto moved = move(*order, OrderEvent::cancelled_unpaid); !moved)
        return failed(moved.error());
    close_payment_of(call.world, *order);
    cancel_face_session_of(call.world, *order);
    erase_materials(call.world, *order);
    order->erase("page");
    (*order)["edits"] = order->at("edits").get<int>() + 1;
    save_order(call.world, *order);
    return order_answer(call.world, *order);
}

Handled resend_invoice(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (!order->contains("invoice") || order->at("invoice").at("state") == "none")
        return failed("not-allowed");
    const auto state = order->at("invoice").at("state");
    if (state == "sent")
        send_sms(call.world, applicant_mobile(*order), "【样例CA】电子发票已重新发送至您的邮箱。");
    return Answer{.body = {{"state", state}}};
}

}  // namespace sandbox
