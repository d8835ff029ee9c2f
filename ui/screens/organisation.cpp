#include "ui/screens/organisation.hpp"

#include "kiosk/flow/validation.hpp"
#include "ui/screens/form.hpp"
#include "ui/screens/organisation_ways.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::FieldId;
using flow::Organisation;

Intent page(const Organisation::ChoosingInput&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("organisation.input.title"), scene.t("organisation.input.lead")});
        canvas.gap(4);
        const bool camera = scene.draft().readiness.camera;
        Choice photographed{"organisation.input.camera",
                            scene.t("organisation.input.camera.title"),
                            scene.t("organisation.input.camera.aside"),
                            {scene.t("organisation.input.camera.line")}};
        photographed.enabled = camera;
        if (!camera) photographed.reason = scene.t("organisation.input.no_camera");
        Choice typed{"organisation.input.typing", scene.t("organisation.input.typing.title")};
        typed.lines = {scene.t("organisation.input.typing.line")};
        const auto touched = choices(canvas, {photographed, typed}, 1, 2);
        if (touched == photographed.id) return Organisation::CaptureWanted{};
        if (touched == typed.id) return Organisation::TypingWanted{};
        return {};
    };
    return show(scene, frame);
}

// --- the form

/// 长期 cannot be typed on a numeric keyboard.
std::vector<std::string> suggestions(const Scene& scene) {
    const auto focus = scene.view.focus;
    if (focus != FieldId::lr_id_expiry && focus != FieldId::org_term) return {};
    const auto text = scene.draft().text(*focus);
    const auto& unlimited = scene.t("organisation.term.open");
    return text.find(unlimited) == std::string::npos ? std::vector{unlimited}
                                                     : std::vector<std::string>{};
}

std::string id_type_name(const Scene& scene, const std::string& type) {
    const auto key = "organisation.id_type." + type;
    return scene.text.has(key) ? scene.t(key) : type;
}

/// Five names are too long for one row: the field shows the chosen one and opens under the finger.
Intent id_type(Scene& scene) {
    auto& canvas = scene.canvas;
    auto& focus = scene.view.focus;
    const auto chosen = scene.draft().text(FieldId::lr_id_type);
    const bool open = focus == FieldId::lr_id_type;
    TextField field{"field.lr_id_type", scene.t("field.lr_id_type"), id_type_name(scene, chosen)};
    field.focused = open;
    field.caret = 0;
    if (text_field(canvas, field)) {
        focus = open ? std::nullopt : std::optional(FieldId::lr_id_type);
        return flow::Touched{};
    }
    if (!open) return {};
    std::vector<Choice> types;
    for (const auto& type : scene.draft().channel.lr_id_types) {
        Choice choice{"organisation.id_type." + type, id_type_name(scene, type)};
        choice.checked = type == chosen;
        types.push_back(std::move(choice));
    }
    const auto touched = choices(canvas, types, 1, 2);
    if (!touched) return {};
    focus.reset();
    return Organisation::IdTypeChosen{touched->substr(touched->rfind('.') + 1)};
}

/// Licence and card name different people: one touch decides (R9).
Intent names(Scene& scene) {
    const auto& draft = scene.draft();
    const auto& mine = draft.fields.find(FieldId::lr_name)->second;
    const auto& person = draft.read("licence", "person")->text;
    const auto other = mine.crop ? "organisation.names.card" : "organisation.names.typed";
    Card card{"organisation.names", scene.t("organisation.names.title")};
    card.icon = Icon::warning;
    card.buttons = {
        {"organisation.names.mine", scene.t(other, {{"name", mine.text}})},
        {"organisation.names.licence", scene.t("organisation.names.licence", {{"name", person}})}};
    const auto touched = ui::card(scene.canvas, card);
    const Button again{"organisation.names.again", scene.t("organisation.names.again"), Tone::quiet,
                       draft.readiness.camera, Icon::camera};
    const auto* on_card = draft.read("lr_id_front", "name");
    const bool other_card = on_card != nullptr && on_card->text != person;
    if (other_card && button(scene.canvas, again)) return Organisation::CaptureWanted{};
    if (!touched) return {};
    const bool licence = *touched == "organisation.names.licence";
    return flow::Edited{FieldId::lr_name, licence ? person : mine.text};
}

Intent applicant(const Organisation::Form& s, Scene& scene) {
    auto& canvas = scene.canvas;
    const auto answer = scene.draft().choices.lr_in_person;
    YesNo question{"organisation.applicant", scene.t("organisation.applicant.label"),
                   scene.t("organisation.applicant.yes"), scene.t("organisation.applicant.no"),
                   answer};
    if (s.applicant_missing) question.error = scene.t("organisation.applicant.missing");
    const auto touched = yes_no(canvas, question);
    if (answer)
        paragraph(canvas, "organisation.applicant.hint",
                  scene.t(*answer ? "organisation.applicant.yes_hint"
                                  : "organisation.applicant.no_hint"));
    if (touched) return Organisation::ApplicantChosen{*touched};
    return {};
}

bool has_crops(const flow::Draft& draft, const std::vector<FieldId>& fields) {
    return std::ranges::any_of(fields, [&](FieldId id) {
        const auto field = draft.fields.find(id);
        return field != draft.fields.end() && field->second.crop;
    });
}

std::string lead_of(const Scene& scene, int part, const std::vector<FieldId>& fields) {
    if (has_crops(scene.draft(), fields)) return scene.t("organisation.form.lead");
    return scene.t(part == 0 ? "organisation.form.lead_typed" : "organisation.person.lead_plain");
}

Intent organisation_part(const Organisation::Form& s, Scene& scene,
                         const std::vector<FieldId>& fields) {
    form(scene, {fields, s.faults});
    const Button again{"organisation.capture", scene.t("organisation.photograph"), Tone::quiet,
                       scene.draft().readiness.camera, Icon::camera};
    if (button(scene.canvas, again)) return Organisation::CaptureWanted{};
    return {};
}

Intent person_part(const Organisation::Form& s, Scene& scene, const std::vector<FieldId>& fields) {
    Intent intent;
    const auto keep = [&](Intent touched) {
        if (touched) intent = std::move(touched);
    };
    if (flow::names_differ(scene.draft())) keep(names(scene));
    keep(id_type(scene));
    form(scene, {fields, s.faults});
    keep(applicant(s, scene));
    return intent;
}

Intent page(const Organisation::Form& s, Scene& scene) {
    auto fields = Organisation::fields(s.part, scene.draft());
    std::erase(fields, FieldId::lr_id_type);
    Frame frame;
    frame.buttons = {back(scene), primary(scene)};
    frame.fields = fields;
    frame.suggestions = suggestions(scene);
    frame.content = [&]() -> Intent {
        const bool first = s.part == 0;
        headline(scene.canvas,
                 {scene.t(first ? "organisation.form.title" : "organisation.person.title"),
                  lead_of(scene, s.part, fields)});
        return first ? organisation_part(s, scene, fields) : person_part(s, scene, fields);
    };
    return show(scene, frame);
}

// --- what the backend says to it

Intent page(const Organisation::Saving&, Scene& scene) {
    return waiting(scene, "organisation.saving");
}
Intent page(const Organisation::Checking&, Scene& scene) {
    return waiting(scene, "organisation.checking");
}
Intent page(const Organisation::SendingLink&, Scene& scene) {
    return waiting(scene, "organisation.sending_link");
}

Intent page(const Organisation::Duplicate& s, Scene& scene) {
    page(Organisation::Form{}, scene);
    const Dialogue found{
        "organisation.duplicate",
        Icon::document,
        Mood::info,
        scene.t("organisation.duplicate.title"),
        scene.t("organisation.duplicate.text", {{"mobile", s.masked_mobile}}),
        {{"organisation.duplicate.continue", scene.t("organisation.duplicate.continue"),
          Tone::primary},
         {"organisation.duplicate.cancel", scene.t("organisation.duplicate.cancel"), Tone::danger},
         {"back", scene.t("organisation.duplicate.back"), Tone::quiet}}};
    const auto touched = dialogue(scene.canvas, found);
    if (touched == "organisation.duplicate.continue") return Organisation::ContinueOld{};
    if (touched == "organisation.duplicate.cancel") return Organisation::CancelOld{};
    if (touched == "back") return flow::Back{};
    return {};
}

std::string what_differs(const Scene& scene, const Organisation::Refuted& s) {
    if (const auto& said = scene.text(s.message); !said.empty()) return said;
    return scene.t("organisation.refuted.general");
}

Intent page(const Organisation::Refuted& s, Scene& scene) {
    Frame frame;
    frame.buttons = {
        {"leave", scene.t("organisation.refuted.leave"), Tone::secondary},
        {"back", scene.t("organisation.refuted.edit"), Tone::primary, true, Icon::pen}};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("organisation.refuted.title"), what_differs(scene, s)});
        if (!s.items.empty()) {
            Progress items{"organisation.refuted.items", {}};
            for (const auto& item : s.items)
                items.items.push_back({scene.t("field." + item), Progress::Item::Kind::failed});
            progress(canvas, items);
        }
        return other_methods(scene, "organisation.refuted.other");
    };
    return show(scene, frame);
}

Intent page(const Organisation::Unavailable& s, Scene& scene) {
    return unavailable(scene, s.problem);
}

}  // namespace

Intent draw(const Organisation::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
