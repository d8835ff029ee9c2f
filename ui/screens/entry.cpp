#include "ui/screens/entry.hpp"

#include "ui/screens/method_list.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Entry;

std::string after(const std::string& id, std::string_view prefix) {
    return id.substr(prefix.size());
}

Intent page(const Entry::Opening&, Scene& scene) { return waiting(scene, "entry.opening"); }
Intent page(const Entry::LoadingChannel&, Scene& scene) { return waiting(scene, "entry.loading"); }
Intent page(const Entry::LoadingAgreements&, Scene& scene) {
    return waiting(scene, "entry.loading");
}
Intent page(const Entry::Creating&, Scene& scene) { return waiting(scene, "entry.creating"); }
Intent page(const Entry::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

// --- channel (R1)

std::string joined(const Scene& scene, const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : scene.t("entry.method.comma")) + word;
    return all;
}

Card channel_card(const Scene& scene) {
    const auto& channel = scene.draft().channel;
    Card card{"entry.channel", scene.text(channel.name)};
    card.icon = Icon::building;
    std::vector<std::string> methods, deliveries;
    int lowest = 0;
    for (const auto& offer : channel.methods) {
        methods.push_back(
            scene.t("entry.method." + std::string(flow::name_of(offer.method)) + ".title"));
        lowest = lowest == 0 ? offer.price_fen : std::min(lowest, offer.price_fen);
    }
    for (const auto delivery : channel.deliveries)
        deliveries.push_back(scene.t(delivery == flow::Delivery::post ? "entry.channel.post"
                                                                      : "entry.channel.on_site"));
    const bool now = channel.review == flow::Review::immediate;
    card.rows = {
        {scene.t("entry.channel.methods"), joined(scene, methods)},
        {scene.t("entry.channel.review"),
         scene.t(now ? "entry.channel.review_now" : "entry.channel.review_day")},
        {scene.t("entry.channel.delivery"), joined(scene, deliveries)},
        {scene.t("entry.channel.price"), scene.price(lowest), true},
    };
    return card;
}

Intent page(const Entry::ConfirmingChannel&, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {{"entry.other_channel", scene.t("entry.channel.other"), Tone::secondary},
                     primary(scene, "entry.channel.confirm")};
    frame.on_button = [](const std::string&) -> Intent { return Entry::OtherChannelWanted{}; };
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("entry.channel.title"), scene.t("entry.channel.lead")});
        canvas.gap(2);
        card(canvas, channel_card(scene));
        if (const auto& said = scene.text(scene.draft().channel.notice); !said.empty())
            notice(canvas, {"entry.channel.notice", Mood::info, {}, said});
        return {};
    };
    return show(scene, frame);
}

Intent page(const Entry::ChoosingChannel& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("entry.channels.title"), scene.t("entry.channels.lead")});
        scene.canvas.gap(2);
        std::vector<Choice> names;
        for (const auto& channel : s.known) {
            Choice choice{"entry.channels." + channel.id, scene.text(channel.name)};
            choice.checked = channel.id == scene.draft().channel.id;
            names.push_back(std::move(choice));
        }
        const auto touched = choices(scene.canvas, names, 1, 2);
        if (!touched) return {};
        return Entry::ChannelChosen{after(*touched, "entry.channels.")};
    };
    return show(scene, frame);
}

// --- services (R3, R4)

Icon service_icon(const std::string& service) {
    if (service == "new") return Icon::add;
    if (service == "renewal") return Icon::refresh;
    if (service == "change") return Icon::pen;
    if (service == "replacement") return Icon::key;
    if (service == "unlock") return Icon::unlock;
    if (service == "view") return Icon::search;
    return Icon::list;
}

std::vector<Tile> service_tiles(const Scene& scene) {
    std::vector<Tile> shown;
    for (const auto& offer : scene.draft().channel.services) {
        const auto key = "entry.service." + offer.id;
        if (!scene.text.has(key + ".title")) continue;
        Tile tile{"entry.service." + offer.id, service_icon(offer.id), scene.t(key + ".title"),
                  scene.t(key + ".line")};
        const auto hindrance = Entry::hindrance(offer, scene.draft());
        tile.enabled = offer.available && !hindrance;
        const auto& said = scene.text(offer.reason);
        if (!tile.enabled)
            tile.reason =
                said.empty() ? scene.t(hindrance.value_or("entry.services.counter")) : said;
        shown.push_back(std::move(tile));
    }
    return shown;
}

void missing_devices(Scene& scene) {
    const auto& ready = scene.draft().readiness;
    const auto tell = [&](bool there, const char* id, const char* key) {
        if (!there) notice(scene.canvas, {id, Mood::warning, {}, scene.t(key)});
    };
    tell(ready.camera, "entry.no_camera", "entry.services.no_camera");
    tell(ready.reader, "entry.no_reader", "entry.services.no_reader");
    tell(ready.printer, "entry.no_printer", "entry.services.no_paper");
}

Intent page(const Entry::ChoosingService&, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.banner = Banner{
        "entry.banner", scene.t("entry.channel.current"), scene.text(scene.draft().channel.name),
        Button{"entry.other_channel", scene.t("entry.channel.banner"), Tone::secondary}};
    frame.on_button = [](const std::string&) -> Intent { return Entry::OtherChannelWanted{}; };
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("entry.services.title"), scene.t("entry.services.lead")});
        const auto touched = tiles(scene.canvas, service_tiles(scene));
        missing_devices(scene);
        if (!touched) return {};
        return Entry::ServiceChosen{after(*touched, "entry.service.")};
    };
    return show(scene, frame);
}

// --- 核验方式 (R5, R7)

Intent methods(const Entry::ChoosingMethod& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene), primary(scene, "button.next", s.chosen.has_value())};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("entry.method.title"), scene.t("entry.method.lead")});
        const auto chosen = method_choice(scene, s.chosen);
        if (s.chosen) method_absent(scene, *s.chosen);
        const Button list{"entry.list", scene.t("entry.method.list"), Tone::quiet,
                          s.chosen.has_value(), Icon::list};
        if (button(canvas, list)) return Entry::ListWanted{};
        if (chosen) return Entry::MethodChosen{*chosen};
        return {};
    };
    return show(scene, frame);
}

void list_outcome(Scene& scene, flow::SlipResult result) {
    using flow::SlipResult;
    const char* key = result == SlipResult::printed     ? "slip.printed"
                      : result == SlipResult::uncertain ? "slip.uncertain"
                                                        : "slip.not_printed";
    notice(scene.canvas, {"entry.list.outcome",
                          result == SlipResult::printed ? Mood::success : Mood::warning,
                          {},
                          scene.t(key)});
}

Intent page(const Entry::ChoosingMethod& s, Scene& scene) {
    if (!s.list_shown || !s.chosen) return methods(s, scene);
    Frame frame;
    frame.nothing_to_save = true;
    const bool printer = scene.draft().readiness.printer;
    frame.buttons = {
        back(scene, "entry.list.close"),
        {"entry.list.print", scene.t(s.printing ? "entry.list.printing" : "entry.list.print"),
         Tone::primary, printer && !s.printing, Icon::printer}};
    frame.on_button = [](const std::string&) -> Intent { return Entry::ListPrintWanted{}; };
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("entry.list.title"), scene.t("entry.list.lead")});
        if (s.list_printed) list_outcome(scene, *s.list_printed);
        method_checklist(scene, *s.chosen);
        return {};
    };
    return show(scene, frame);
}

// --- agreements (R6)

Intent agreement_text(const flow::Agreement& agreement, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene, "entry.reading.close"), primary(scene, "entry.reading.agree")};
    frame.content = [&]() -> Intent {
        headline(scene.canvas,
                 {scene.text(agreement.title),
                  scene.t("entry.agreements.version", {{"version", agreement.version}})});
        long_text(scene.canvas, {"entry.reading", scene.text(agreement.text)},
                  scene.view.text_scroll);
        return {};
    };
    return show(scene, frame);
}

Intent page(const Entry::Agreeing& s, Scene& scene) {
    const auto& all = scene.draft().agreements;
    if (s.reading)
        if (const auto open = std::ranges::find(all, *s.reading, &flow::Agreement::id);
            open != all.end())
            return agreement_text(*open, scene);
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene), primary(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("entry.agreements.title"), scene.t("entry.agreements.lead")});
        canvas.gap(4);
        Intent intent;
        for (const auto& agreement : all) {
            const bool ticked = s.ticked.contains(agreement.id);
            Checkbox box{"entry.agreement." + agreement.id, scene.t("entry.agreements.agree"),
                         ticked, scene.text(agreement.title)};
            if (s.reminded && !ticked) box.error = scene.t("entry.agreements.tick");
            const auto touched = checkbox(canvas, box);
            if (touched == CheckboxTouch::box) intent = Entry::AgreementTicked{agreement.id};
            if (touched == CheckboxTouch::link) intent = Entry::AgreementOpened{agreement.id};
        }
        return intent;
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Entry::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
