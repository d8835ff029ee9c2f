#include "ui/screens/method_list.hpp"

#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Method;

constexpr int minutes_of_a_day = 24 * 60;

std::string key_of(Method method) { return "entry.method." + std::string(flow::name_of(method)); }

const flow::MethodOffer* offer_of(const Scene& scene, Method method) {
    const auto& offers = scene.draft().channel.methods;
    const auto found = std::ranges::find(offers, method, &flow::MethodOffer::method);
    return found != offers.end() ? &*found : nullptr;
}

/// Both sides of a card are one thing to bring.
std::string thing_of(const Scene& scene, const std::string& material) {
    if (material.starts_with("lr_id")) return scene.t("entry.method.lr_id");
    if (material.starts_with("agent_id")) return scene.t("entry.method.agent_id");
    return scene.t("materials.name." + material);
}

std::string needs(const Scene& scene, const flow::MethodOffer& offer) {
    std::vector<std::string> things;
    for (const auto& material : offer.materials)
        if (const auto thing = thing_of(scene, material);
            std::ranges::find(things, thing) == things.end())
            things.push_back(thing);
    std::string names;
    for (const auto& thing : things)
        names += (names.empty() ? "" : scene.t("entry.method.comma")) + thing;
    return scene.t("entry.method.needs", {{"names", names}});
}

std::string time_of(const Scene& scene, const flow::MethodOffer& offer) {
    if (offer.minutes >= minutes_of_a_day) return scene.t("entry.method.days");
    return scene.t("entry.method.minutes", {{"n", std::to_string(offer.minutes)}});
}

struct Thing {
    std::string name, when;
};

std::vector<Thing> things_to_bring(const Scene& scene, const flow::MethodOffer& offer) {
    std::vector<Thing> things;
    for (const auto& rule : flow::Entry::checklist(offer, scene.draft())) {
        const auto name = thing_of(scene, rule.id);
        if (std::ranges::find(things, name, &Thing::name) != things.end()) continue;
        things.push_back({name, scene.t(rule.agent_only ? "entry.list.agent"
                                        : rule.required ? "entry.list.required"
                                                        : "entry.list.optional")});
    }
    return things;
}

}  // namespace

const std::string& method_title(const Scene& scene, Method method) {
    return scene.t(key_of(method) + ".title");
}

std::optional<Method> method_choice(Scene& scene, std::optional<Method> chosen) {
    std::vector<Choice> cards;
    const auto& offers = scene.draft().channel.methods;
    for (const auto& offer : offers) {
        Choice choice{key_of(offer.method), method_title(scene, offer.method),
                      time_of(scene, offer)};
        choice.lines = {needs(scene, offer), scene.t(key_of(offer.method) + ".how"),
                        scene.t(offer.key_today ? "entry.method.today" : "entry.method.tomorrow",
                                {{"price", scene.price(offer.price_fen)}})};
        choice.checked = chosen == offer.method;
        cards.push_back(std::move(choice));
    }
    const auto touched = choices(scene.canvas, cards);
    if (!touched) return std::nullopt;
    const auto at = std::ranges::find(cards, *touched, &Choice::id) - cards.begin();
    return offers[static_cast<std::size_t>(at)].method;
}

void method_absent(Scene& scene, Method method) {
    const auto* offer = offer_of(scene, method);
    if (!offer || scene.text(offer->lr_absent).empty()) return;
    notice(scene.canvas, {"entry.method.absent", Mood::info, scene.t("entry.method.absent"),
                          scene.text(offer->lr_absent)});
}

void method_checklist(Scene& scene, Method method) {
    const auto* offer = offer_of(scene, method);
    if (!offer) return;
    auto& canvas = scene.canvas;
    const auto things = things_to_bring(scene, *offer);
    std::string written = scene.t("entry.list.title") + " · " + method_title(scene, method);
    Card list{"entry.list.card", method_title(scene, method)};
    for (const auto& thing : things) {
        written += "\n- " + thing.name + " (" + thing.when + ")";
        list.rows.push_back({thing.name, thing.when});
    }
    canvas.split(
        5, 6,
        [&] {
            QrBox qr{"entry.list.qr", written};
            qr.caption = scene.t("entry.list.scan");
            qr.most_mm = canvas.portrait() ? 95 : 110;
            qr_box(canvas, qr);
        },
        [&] { card(canvas, list); });
}

}  // namespace ui
