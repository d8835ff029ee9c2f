#include "kiosk/backend/order_json.hpp"

#include "kiosk/backend/material_json.hpp"
#include "kiosk/backend/payment_json.hpp"

namespace kiosk::backend {
namespace {

std::string read_order_service(const Reading& json) {
    return json.word("service",
                     {"new", "renewal", "change", "replacement", "unlock", "view", "orders"});
}

std::string read_order_state(const Reading& json) {
    json.word("step", {"organisation", "agent", "details", "materials", "payment", "collection"});
    return json.word("state", {"draft_organisation",
                               "face_wait",
                               "transfer_wait",
                               "licence_wait",
                               "draft_agent",
                               "draft_details",
                               "draft_materials",
                               "letter_wait",
                               "signature_wait",
                               "payment_wait",
                               "payment_unknown",
                               "in_review",
                               "correction",
                               "approved",
                               "issue_wait",
                               "issuing",
                               "issue_indeterminate",
                               "production",
                               "shipped",
                               "refunding",
                               "completed",
                               "refunded",
                               "rejected",
                               "cancelled",
                               "expired"});
}

std::set<std::string> read_actions(const Reading& json) {
    const auto actions = json.texts("allowed_actions");
    return {actions.begin(), actions.end()};
}

flow::Choices read_choices(const Reading& json) {
    flow::Choices choices;
    if (json.has("lr_in_person")) choices.lr_in_person = json.flag("lr_in_person");
    choices.product = json.text_if("product");
    if (json.has("delivery")) choices.delivery = json.one_of<flow::Delivery>("delivery");
    if (json.has("invoice_kind"))
        choices.invoice_kind = json.one_of<flow::InvoiceKind>("invoice_kind");
    if (json.has("letter")) choices.letter = json.one_of<flow::LetterWay>("letter");
    if (json.has("key_loss")) choices.key_loss = json.one_of<flow::KeyLoss>("key_loss");
    return choices;
}

std::map<flow::FieldId, std::string> read_fields(const Reading& json) {
    std::map<flow::FieldId, std::string> fields;
    for (auto& [name, text] : json.members())
        if (const auto field = flow::field_named(name)) fields[*field] = std::move(text);
    return fields;
}

}  // namespace

flow::Order read_order(const Reading& json, std::chrono::sys_seconds now) {
    flow::Order order;
    order.id = json.text("id");
    order.channel = json.text("channel");
    order.service = read_order_service(json);
    order.method = json.one_of<flow::Method>("method");
    order.state = read_order_state(json);
    order.page = json.text_if("page");
    order.allowed_actions = read_actions(json);
    order.fields = read_fields(json.object("fields"));
    order.choices = read_choices(json.object("choices"));
    const Reading verifications = json.object("verifications");
    order.organisation = verifications.one_of<flow::Verified>("organisation");
    order.agent = verifications.one_of<flow::Verified>("agent");
    order.letter = verifications.one_of<flow::LetterState>("letter");
    order.materials = read_materials(json);
    order.price_fen = json.number("price_fen");
    if (const auto payment = json.object_if("payment")) order.payment = read_payment(*payment, now);
    if (const auto invoice = json.object_if("invoice"))
        order.invoice_state = invoice->word("state", {"none", "pending", "issued", "sent"});
    order.review_by = json.object("promises").time_text_if("review_by");
    order.receipt_qr = json.text("receipt_qr");
    order.application_sha256 = json.text_if("application_sha256");
    order.key_serial = json.text_if("key_serial");
    return order;
}

std::vector<flow::OrderSummary> read_summaries(const Reading& json) {
    std::vector<flow::OrderSummary> summaries;
    for (const Reading& element : json.list("orders")) {
        flow::OrderSummary summary;
        summary.id = element.text("id");
        summary.service = read_order_service(element);
        summary.state = read_order_state(element);
        summary.organisation_masked = element.text("organisation_masked");
        element.time("created_at");
        summary.created_at = element.text("created_at");
        summary.allowed_actions = read_actions(element);
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Json patch_json(const Backend::Patch& patch) {
    Json fields = Json::object();
    for (const auto& [field, text] : patch.fields) fields[std::string(flow::name_of(field))] = text;
    Json choices = Json::object();
    const flow::Choices& chosen = patch.choices;
    if (chosen.lr_in_person) choices["lr_in_person"] = *chosen.lr_in_person;
    if (!chosen.product.empty()) choices["product"] = chosen.product;
    if (chosen.delivery) choices["delivery"] = name_of(*chosen.delivery);
    if (chosen.invoice_kind) choices["invoice_kind"] = name_of(*chosen.invoice_kind);
    if (chosen.letter) choices["letter"] = name_of(*chosen.letter);
    if (chosen.key_loss) choices["key_loss"] = name_of(*chosen.key_loss);
    return {{"page", patch.page}, {"fields", fields}, {"choices", choices}};
}

bool holds(const flow::Order& order, const Backend::Patch& patch) {
    const auto is_saved = [&](const auto& wanted) {
        const auto found = order.fields.find(wanted.first);
        const std::string kept = found != order.fields.end() ? found->second : std::string();
        return kept == wanted.second;
    };
    const auto same = [](const auto& wanted, const auto& kept) {
        return !wanted || wanted == kept;
    };
    return order.page == patch.page && std::ranges::all_of(patch.fields, is_saved) &&
           same(patch.choices.lr_in_person, order.choices.lr_in_person) &&
           (patch.choices.product.empty() || patch.choices.product == order.choices.product) &&
           same(patch.choices.delivery, order.choices.delivery) &&
           same(patch.choices.invoice_kind, order.choices.invoice_kind) &&
           same(patch.choices.letter, order.choices.letter) &&
           same(patch.choices.key_loss, order.choices.key_loss);
}

}  // namespace kiosk::backend
