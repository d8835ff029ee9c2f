#include "ui/screens/details.hpp"

#include "ui/screens/email.hpp"
#include "ui/screens/form.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Delivery;
using flow::Details;
using flow::FieldId;
using flow::InvoiceKind;

constexpr std::string_view name_of(Delivery delivery) {
    return delivery == Delivery::post ? "post" : "on_site";
}
constexpr std::string_view name_of(InvoiceKind kind) {
    return kind == InvoiceKind::special ? "special" : "general";
}

std::string term_of(const Scene& scene, const flow::Product& product) {
    return scene.t("details.term", {{"n", std::to_string(product.term_years)}});
}

std::vector<FieldId> only(std::vector<FieldId> fields, std::string_view prefix) {
    std::erase_if(fields, [&](FieldId field) { return !flow::name_of(field).starts_with(prefix); });
    return fields;
}

std::vector<FieldId> editable(const flow::Draft& draft) {
    auto fields = Details::fields(draft);
    std::erase_if(fields, Details::fixed);
    return fields;
}

Intent product_choice(Scene& scene) {
    const auto& draft = scene.draft();
    std::vector<Choice> products;
    for (const auto& product : draft.channel.products)
        products.push_back({"details.product." + product.id,
                            scene.text(product.name),
                            scene.price(product.price_fen),
                            {scene.t("details.medium") + " · " + term_of(scene, product)},
                            product.id == draft.choices.product,
                            true,
                            {},
                            Icon::key});
    const auto touched = choices(scene.canvas, products, 1, 3);
    if (!touched) return {};
    return Details::ProductChosen{touched->substr(std::string_view("details.product.").size())};
}

Intent delivery_choice(Scene& scene, bool missing) {
    const auto& draft = scene.draft();
    Segments ways{"details.delivery", {}, {}};
    for (const auto delivery : draft.deliveries()) {
        const std::string name(name_of(delivery));
        ways.options.push_back({name, scene.t("details.delivery." + name + ".name"),
                                delivery == Delivery::post ? Icon::truck : Icon::hand});
    }
    if (draft.choices.delivery) ways.selected = name_of(*draft.choices.delivery);
    if (missing) ways.error = scene.t("details.delivery.missing");
    const auto touched = segments(scene.canvas, ways);
    if (!touched) return {};
    return Details::DeliveryChosen{*touched == "post" ? Delivery::post : Delivery::on_site};
}

Intent invoice_choice(Scene& scene) {
    const auto& draft = scene.draft();
    if (draft.channel.invoice_kinds.size() < 2) return {};
    Segments kinds{"details.invoice", {}, {}};
    for (const auto kind : draft.channel.invoice_kinds) {
        const std::string name(name_of(kind));
        kinds.options.push_back({name, scene.t("details.invoice." + name), Icon::none});
    }
    if (draft.choices.invoice_kind) kinds.selected = name_of(*draft.choices.invoice_kind);
    const auto touched = segments(scene.canvas, kinds);
    if (!touched) return {};
    return Details::InvoiceChosen{*touched == "special" ? InvoiceKind::special
                                                        : InvoiceKind::general};
}

Intent page(const Details::Form& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene)};
    frame.fields = editable(scene.draft());
    frame.suggestions = email_endings(scene);
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto fields = Details::fields(scene.draft());
        const std::vector<FieldId> locked{FieldId::invoice_title, FieldId::invoice_tax_number};
        headline(canvas, {scene.t("details.form.title"), scene.t("details.form.lead")});
        Intent intent;
        const auto keep = [&intent](Intent touched) {
            if (touched) intent = std::move(touched);
        };
        section(canvas, "details.certificate", scene.t("details.certificate"));
        keep(product_choice(scene));
        if (!scene.draft().keeps_key()) {
            section(canvas, "details.delivery.section", scene.t("details.delivery.title"));
            keep(delivery_choice(scene, s.delivery_missing));
        }
        form(scene, {only(fields, "mail_"), s.faults});
        section(canvas, "details.invoice.section", scene.t("details.invoice.title"));
        keep(invoice_choice(scene));
        form(scene, {only(fields, "invoice_"), s.faults, locked});
        return intent;
    };
    return show(scene, frame);
}

std::vector<Card::Row> rows_of(const Scene& scene, std::string_view prefix) {
    std::vector<Card::Row> rows;
    for (const auto field : only(Details::fields(scene.draft()), prefix)) {
        const std::string name(flow::name_of(field));
        rows.push_back({scene.t("field." + name), scene.draft().text(field), false, name});
    }
    return rows;
}

Card certificate_card(const Scene& scene) {
    const auto& draft = scene.draft();
    Card card{"details.review.certificate", scene.t("details.certificate")};
    card.icon = Icon::key;
    card.rows.push_back({scene.t("details.name"), draft.text(FieldId::org_name)});
    if (const auto* product = draft.product()) {
        card.rows.push_back({scene.t("details.product"), scene.text(product->name)});
        card.rows.push_back({scene.t("details.medium_label"),
                             scene.t("details.medium") + " · " + term_of(scene, *product)});
        card.rows.push_back({scene.t("details.copies"), scene.t("details.one_copy")});
        card.rows.push_back(
            {scene.t("details.price"), scene.price(product->price_fen), true, "price"});
    }
    return card;
}

Card delivery_card(const Scene& scene) {
    const bool post = scene.draft().choices.delivery == Delivery::post;
    Card card{"details.review.delivery", scene.t("details.delivery.title")};
    card.icon = post ? Icon::truck : Icon::hand;
    card.aside = scene.t(post ? "details.delivery.post.name" : "details.delivery.on_site.name");
    if (post)
        card.rows = rows_of(scene, "mail_");
    else
        card.line = scene.t("details.delivery.on_site.line");
    return card;
}

Card invoice_card(const Scene& scene) {
    const auto kind = scene.draft().choices.invoice_kind.value_or(InvoiceKind::general);
    Card card{"details.review.invoice", scene.t("details.invoice.title")};
    card.icon = Icon::receipt;
    card.aside = scene.t("details.invoice." + std::string(name_of(kind)));
    card.rows = rows_of(scene, "invoice_");
    return card;
}

Intent page(const Details::Reviewing&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene, "details.review.edit"), primary(scene, "details.review.confirm")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("details.review.title"), scene.t("details.review.lead")});
        canvas.split(
            1, 1,
            [&] {
                card(canvas, certificate_card(scene));
                card(canvas, delivery_card(scene));
            },
            [&] { card(canvas, invoice_card(scene)); });
        return {};
    };
    return show(scene, frame);
}

Intent page(const Details::Saving&, Scene& scene) { return waiting(scene, "details.saving"); }
Intent page(const Details::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Details::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
