#include "ui/screens/materials.hpp"

#include "ui/screens/form.hpp"
#include "ui/screens/material_rows.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Materials;
using flow::MaterialState;

std::string names_of(const Scene& scene, const std::vector<std::string>& kinds) {
    std::string names;
    for (const auto& kind : kinds) {
        if (!names.empty()) names += scene.t("materials.comma");
        const auto key = "materials.name." + kind;
        names += scene.text.has(key) ? scene.t(key) : kind;
    }
    return names;
}

/// What keeps the list from going on, if anything; true when 重试 was touched.
bool trouble(Scene& scene, const Materials::Listing& s) {
    auto& canvas = scene.canvas;
    if (!s.missing.empty()) {
        notice(canvas,
               {"materials.missing", Mood::warning, scene.t("materials.missing.title"),
                scene.t("materials.missing.text", {{"names", names_of(scene, s.missing)}})});
        return false;
    }
    if (!s.problem) return false;
    const bool photo = !s.problem->items.empty();
    Notice box{"materials.problem", Mood::warning,
               photo ? names_of(scene, s.problem->items) : scene.t("materials.problem.title"),
               words_of(scene, *s.problem)};
    if (!photo && !s.sending)
        box.button = Button{"retry", scene.t("button.retry"), Tone::secondary, true, Icon::refresh};
    return notice(canvas, box);
}

Intent page(const Materials::Listing& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene),
                     primary(scene, s.sending ? "materials.sending" : "button.next", !s.sending)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("materials.list.title"), scene.t("materials.list.lead")});
        const bool again = trouble(scene, s);
        auto intent = material_rows(scene, s.sending.has_value(), s.sending_kind);
        if (button(canvas, {"materials.hand_over", scene.t("materials.hand_over.open"),
                            Tone::secondary, !s.sending, Icon::phone}))
            intent = Materials::HandOverWanted{};
        if (again) intent = flow::Retried{};
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Materials::OpeningHandOver&, Scene& scene) {
    return waiting(scene, "materials.opening");
}

void arrivals(Scene& scene) {
    using Kind = Progress::Item::Kind;
    Progress list{"materials.arrived", {}};
    for (const auto& rule : flow::needed_materials(scene.draft())) {
        const auto state = flow::state_of(rule.id, scene.draft());
        const auto kind = state == MaterialState::missing    ? Kind::todo
                          : state == MaterialState::rejected ? Kind::failed
                                                             : Kind::done;
        list.items.push_back({scene.t("materials.name." + rule.id), kind});
    }
    progress(scene.canvas, list);
}

Intent page(const Materials::HandOver& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene, "materials.hand_over.done")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas,
                 {scene.t("materials.hand_over.title"), scene.t("materials.hand_over.lead")});
        canvas.split(
            5, 6,
            [&] {
                QrBox qr{"materials.qr", s.url};
                qr.caption = scene.t("materials.hand_over.scan");
                qr.most_mm = canvas.portrait() ? 95 : 110;
                qr_box(canvas, qr);
            },
            [&] { arrivals(scene); });
        return {};
    };
    return show(scene, frame);
}

Intent page(const Materials::ChoosingLetter&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("materials.letter.title"), scene.t("materials.letter.lead")});
        canvas.gap(4);
        const bool camera = scene.draft().readiness.camera;
        const auto touched = choices(canvas,
                                     {{"materials.letter.stamped",
                                       scene.t("materials.letter.stamped.title"),
                                       {},
                                       {scene.t("materials.letter.stamped.line")},
                                       false,
                                       camera,
                                       camera ? "" : scene.t("materials.no_camera"),
                                       Icon::seal},
                                      {"materials.letter.e_sign",
                                       scene.t("materials.letter.e_sign.title"),
                                       scene.t("materials.letter.e_sign.aside"),
                                       {scene.t("materials.letter.e_sign.line")},
                                       false,
                                       true,
                                       {},
                                       Icon::pen}},
                                     1, 2);
        if (touched == "materials.letter.stamped") return Materials::StampedChosen{};
        if (touched == "materials.letter.e_sign") return Materials::ESignChosen{};
        return {};
    };
    return show(scene, frame);
}

Intent page(const Materials::RequestingLetter&, Scene& scene) {
    return waiting(scene, "materials.requesting");
}

Intent page(const Materials::WaitingForLetter& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        Intent intent;
        canvas.split(
            1, 1,
            [&] {
                hero(canvas,
                     {"materials.letter_wait",
                      Icon::phone,
                      Mood::info,
                      scene.t("materials.letter_wait.title"),
                      {scene.t("materials.letter_wait.lead", {{"mobile", s.ticket.masked_mobile}})},
                      true});
            },
            [&] {
                using Kind = Progress::Item::Kind;
                progress(canvas, {"materials.letter_steps",
                                  {{scene.t("materials.letter_wait.open"), Kind::current},
                                   {scene.t("materials.letter_wait.read"), Kind::todo},
                                   {scene.t("materials.letter_wait.code"), Kind::todo}}});
                const auto left = scene.seconds_until(s.resend_at);
                const auto label = left > 0
                                       ? scene.t("button.resend_in", {{"n", std::to_string(left)}})
                                       : scene.t("button.resend");
                if (button(canvas, {"resend", label, Tone::quiet, left == 0 && !s.resending,
                                    Icon::refresh}))
                    intent = flow::CodeResent{};
                paragraph(canvas, "materials.letter_leave", scene.t("materials.letter_wait.leave"));
            });
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Materials::LoadingConsents&, Scene& scene) {
    return waiting(scene, "materials.loading");
}
Intent page(const Materials::SendingCode&, Scene& scene) {
    return waiting(scene, "materials.sending_code");
}
Intent page(const Materials::Saving&, Scene& scene) { return waiting(scene, "materials.saving"); }

Intent reading(const Materials::Signing& s, Scene& scene) {
    const auto open = std::ranges::find(s.agreements, *s.reading, &flow::Agreement::id);
    Frame frame;
    frame.buttons = {{"close", scene.t("materials.reading.close"), Tone::primary}};
    frame.on_button = [](const std::string& id) -> Intent {
        return id == "close" ? Intent(flow::Dismissed{}) : std::nullopt;
    };
    frame.content = [&]() -> Intent {
        if (open == s.agreements.end()) return {};
        headline(scene.canvas, {scene.text(open->title)});
        long_text(scene.canvas, {"materials.reading", scene.text(open->text)},
                  scene.view.text_scroll);
        return {};
    };
    return show(scene, frame);
}

Intent consents(const Materials::Signing& s, Scene& scene) {
    Intent intent;
    const bool reminded = s.problem && s.problem->code == "consent-missing";
    for (const auto& agreement : s.agreements) {
        const bool ticked = s.ticked.contains(agreement.id);
        Checkbox box{"materials.consent." + agreement.id, scene.t("materials.signing.agree"),
                     ticked, scene.text(agreement.title)};
        if (reminded && !ticked) box.error = scene.t("materials.signing.tick");
        const auto touched = checkbox(scene.canvas, box);
        if (touched == CheckboxTouch::box) intent = Materials::AgreementTicked{agreement.id};
        if (touched == CheckboxTouch::link) intent = Materials::AgreementOpened{agreement.id};
    }
    return intent;
}

Intent page(const Materials::Signing& s, Scene& scene) {
    if (s.reading) return reading(s, scene);
    Frame frame;
    frame.buttons = {back(scene), primary(scene, "materials.signing.sign", !s.asked)};
    frame.fields = {flow::FieldId::sms_code};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("materials.signing.title"), scene.t("materials.signing.lead")});
        auto intent = consents(s, scene);
        const bool about_code = s.problem && s.problem->code != "consent-missing";
        if (auto resent = code_entry(scene, {s.ticket, s.resend_at, s.asked.has_value(),
                                             about_code ? &*s.problem : nullptr}))
            intent = std::move(resent);
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Materials::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Materials::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
