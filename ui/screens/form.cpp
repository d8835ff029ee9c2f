#include "ui/screens/form.hpp"

#include "kiosk/flow/cross_checks.hpp"
#include "kiosk/flow/validation.hpp"
#include "ui/fields.hpp"
#include "ui/screens/code_boxes.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::FieldId;

std::vector<int> groups_of(FieldId field, const flow::Draft& draft) {
    using enum FieldId;
    switch (field) {
        case lr_mobile:
        case agent_mobile:
        case agent_card_mobile:
        case mail_mobile: return {3, 4, 4};
        case org_code: return unified_code_groups;
        case lr_id_number:
            if (const auto type = draft.text(lr_id_type); !type.empty() && type != "id_card")
                return {};
            [[fallthrough]];
        case agent_id_number: return id_number_groups;
        case agent_card:
        case org_account:
        case invoice_account: return {4, 4, 4, 4, 4};
        default: return {};
    }
}

using Notes = std::map<FieldId, flow::Disagreement>;

std::string note_words(const Scene& scene, const flow::Disagreement& note,
                       const std::vector<int>& groups) {
    return scene.t(note.key + ".note",
                   {{"read", grouped(note.read, groups)}, {"other", grouped(note.other, groups)}});
}

void one_field(Scene& scene, const Form& form, const Notes& notes, FieldId id) {
    const auto& draft = scene.draft();
    auto& view = scene.view;
    const auto entry = draft.fields.find(id);
    const flow::Field field = entry != draft.fields.end() ? entry->second : flow::Field{};
    const std::string name(flow::name_of(id));
    TextField shown;
    shown.id = "field." + name;
    shown.label = scene.t("field." + name);
    shown.value = field.text;
    shown.enabled = std::ranges::find(form.locked, id) == form.locked.end();
    shown.focused = view.focus == id;
    if (shown.focused) {
        shown.caret = std::min(view.caret, field.text.size());
        shown.composition = view.keyboard.chosen + view.keyboard.letters;
    }
    if (const auto hint = "hint." + name; scene.text.has(hint)) shown.placeholder = scene.t(hint);
    if (field.crop) shown.crop = scene.image(*field.crop);
    shown.doubtful = field.doubtful;
    // Groups help to compare a code, but not while its characters are no digits yet.
    const auto groups = groups_of(id, draft);
    if (!shown.focused) shown.groups = groups;
    if (const auto fault = form.faults.find(id); fault != form.faults.end())
        shown.error = scene.t(fault->second);
    if (!field.text.empty()) {
        const auto wrong = flow::invalid(id, field.text, draft, !shown.focused, draft.today);
        shown.error = wrong ? scene.t(*wrong) : std::string();
    }
    // Of two names on the documents the page itself speaks above the fields.
    const bool told_above = id == FieldId::lr_name && flow::names_differ(draft);
    if (const auto note = notes.find(id); note != notes.end() && !told_above)
        shown.doubt = note_words(scene, note->second, groups);
    else if (field.doubtful && shown.error.empty())
        shown.doubt = scene.t(field.crop ? "field.doubtful" : "field.differs");
    if (const auto caret = text_field(scene.canvas, shown)) {
        view.focus = id;
        view.caret = *caret;
        view.keyboard = {};
    }
}

}  // namespace

void form(Scene& scene, const Form& form) {
    const auto count = static_cast<int>(form.fields.size());
    const auto notes = kiosk::flow::disagreements(scene.draft());
    const int across = scene.canvas.portrait() ? 1 : form.across_landscape;
    scene.canvas.grid(across, count, [&](int i) {
        one_field(scene, form, notes, form.fields[static_cast<std::size_t>(i)]);
    });
}

Intent code_entry(Scene& scene, const CodeEntry& entry) {
    auto& canvas = scene.canvas;
    auto& view = scene.view;
    const auto& mobile = entry.ticket.masked_mobile;
    paragraph(
        canvas, "code.sent",
        mobile.empty() ? scene.t("code.sent_earlier") : scene.t("code.sent", {{"mobile", mobile}}));
    const auto code = scene.draft().text(FieldId::sms_code);
    CodeBoxes field{"field.sms_code", scene.t("field.sms_code"), code,
                    view.focus == FieldId::sms_code};
    if (entry.problem && (code.empty() || entry.problem->code == "code-incomplete")) {
        field.error = words_of(scene, *entry.problem);
        if (entry.problem->tries_left)
            field.error +=
                scene.t("code.tries", {{"n", std::to_string(*entry.problem->tries_left)}});
    }
    if (code_boxes(canvas, field)) {
        view.focus = FieldId::sms_code;
        view.caret = std::string::npos;
    }
    if (entry.busy) {
        spinner(canvas, "code.busy", scene.t("code.checking"));
        return {};
    }
    const auto left = scene.seconds_until(entry.resend_at);
    Button resend{"resend", scene.t("button.resend"), Tone::quiet, left == 0, Icon::refresh};
    if (left > 0) resend.label = scene.t("button.resend_in", {{"n", std::to_string(left)}});
    if (button(canvas, resend)) return flow::CodeResent{};
    return {};
}

}  // namespace ui
