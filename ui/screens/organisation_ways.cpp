#include "ui/screens/organisation_ways.hpp"

#include "ui/screens/form.hpp"
#include "ui/screens/method_list.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::FieldId;
using flow::Organisation;

Icon icon_of(flow::Method method) {
    switch (method) {
        case flow::Method::lr_face: return Icon::face;
        case flow::Method::bank_transfer: return Icon::bank;
        case flow::Method::key: return Icon::key;
        case flow::Method::e_licence: break;
    }
    return Icon::licence;
}

/// 139****0001
std::string masked_mobile(const std::string& mobile) {
    if (mobile.size() < 7) return mobile;
    return mobile.substr(0, 3) + "****" + mobile.substr(mobile.size() - 4);
}

}  // namespace

Intent other_methods(Scene& scene, std::string_view heading) {
    const auto methods = Organisation::others(scene.draft());
    if (methods.empty()) return {};
    section(scene.canvas, "organisation.others", scene.t(heading));
    std::vector<Choice> ways;
    for (const auto method : methods) {
        Choice way{"organisation.method." + std::string(flow::name_of(method)),
                   method_title(scene, method)};
        way.lines = {scene.t("entry.method." + std::string(flow::name_of(method)) + ".how")};
        way.icon = icon_of(method);
        ways.push_back(std::move(way));
    }
    const auto touched = choices(scene.canvas, ways, 1, 2);
    if (!touched) return {};
    const auto at = std::ranges::find(ways, *touched, &Choice::id) - ways.begin();
    return Organisation::OtherMethodWanted{methods[static_cast<std::size_t>(at)]};
}

// --- the legal representative's phone (R12)

Intent page(const Organisation::ChoosingFaceWay&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas,
                 {scene.t("organisation.face_way.title"), scene.t("organisation.face_way.lead")});
        Choice sms{"organisation.face_way.sms", scene.t("organisation.face_way.sms.title"),
                   scene.t("organisation.face_way.sms.aside")};
        sms.lines = {scene.t("organisation.face_way.sms.line",
                             {{"mobile", masked_mobile(scene.draft().text(FieldId::lr_mobile))}})};
        sms.icon = Icon::phone;
        Choice here{"organisation.face_way.on_site",
                    scene.t("organisation.face_way.on_site.title")};
        here.aside = scene.t("organisation.face_way.on_site.aside");
        here.lines = {scene.t("organisation.face_way.on_site.line")};
        here.enabled = scene.draft().readiness.face_camera;
        if (!here.enabled) here.reason = scene.t("organisation.face_way.on_site.reason");
        here.icon = Icon::face;
        const auto touched = choices(canvas, {sms, here}, 1, 2);
        if (auto other = other_methods(scene, "organisation.refuted.other")) return other;
        if (touched == sms.id) return Organisation::SmsWayChosen{};
        if (touched == here.id) return Organisation::OnSiteWayChosen{};
        return {};
    };
    return show(scene, frame);
}

namespace {

Intent correcting(const Organisation::WaitingForFace& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene, "organisation.face_wait.cancel"),
                     primary(scene, "organisation.face_wait.send")};
    frame.fields = {FieldId::lr_mobile};
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("organisation.face_wait.correct_title"),
                                scene.t("organisation.face_wait.correct_lead")});
        Form asked{{FieldId::lr_mobile}};
        asked.across_landscape = 1;
        if (!s.fault.empty()) asked.faults[FieldId::lr_mobile] = s.fault;
        form(scene, asked);
        return {};
    };
    if (!scene.view.focus) scene.view.focus = FieldId::lr_mobile;
    return show(scene, frame);
}

void face_steps(Scene& scene, const flow::FaceSession& session) {
    using Kind = Progress::Item::Kind;
    const bool opened = session.state == flow::FaceState::opened;
    progress(scene.canvas,
             {"organisation.face_steps",
              {{scene.t("organisation.face_wait.step.sms"), opened ? Kind::done : Kind::current},
               {scene.t("organisation.face_wait.step.face"), opened ? Kind::current : Kind::todo},
               {scene.t("organisation.face_wait.step.done"), Kind::todo}}});
}

Intent face_buttons(const Organisation::WaitingForFace& s, Scene& scene) {
    auto& canvas = scene.canvas;
    const auto left = scene.seconds_until(s.resend_at);
    Button resend{"resend", scene.t("button.resend"), Tone::quiet, left == 0 && !s.resending,
                  Icon::refresh};
    if (s.resending) resend.label = scene.t("organisation.face_wait.sending");
    if (left > 0) resend.label = scene.t("button.resend_in", {{"n", std::to_string(left)}});
    const Button correct{"organisation.correct", scene.t("organisation.face_wait.correct"),
                         Tone::quiet, !s.resending, Icon::pen};
    if (!s.fault.empty())
        paragraph(canvas, "organisation.face_fault", scene.t(s.fault), Mood::error);
    Intent intent;
    canvas.grid(2, 2, [&](int i) {
        if (!button(canvas, i == 0 ? resend : correct)) return;
        if (i == 0)
            intent = flow::CodeResent{};
        else
            intent = Organisation::MobileCorrecting{};
    });
    return intent;
}

/// Who came after all need not wait for the phone.
Button on_site(const Scene& scene) {
    return {"organisation.on_site", scene.t("organisation.face_wait.on_site"), Tone::secondary,
            scene.draft().readiness.face_camera, Icon::face};
}

Intent on_site_pressed(const std::string& id) {
    return id == "organisation.on_site" ? Intent(Organisation::OnSiteWayChosen{}) : std::nullopt;
}

constexpr double link_minutes = 30;  // the ring is full with the longest life a link has

}  // namespace

Intent page(const Organisation::WaitingForFace& s, Scene& scene) {
    if (s.correcting) return correcting(s, scene);
    scene.view.focus.reset();
    Frame frame;
    frame.buttons = {back(scene), on_site(scene)};
    frame.on_button = on_site_pressed;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const bool opened = s.session.state == flow::FaceState::opened;
        headline(canvas, {scene.t("organisation.face_wait.title"),
                          opened ? scene.t("organisation.face_wait.opened")
                                 : scene.t("organisation.face_wait.lead",
                                           {{"mobile", s.session.masked_mobile}})});
        Intent intent;
        canvas.split(
            2, 3,
            [&] {
                const auto left = static_cast<double>(scene.seconds_until(s.expires_at));
                countdown(canvas,
                          {"organisation.face_left", left, std::max(left, link_minutes * 60),
                           scene.t("organisation.face_wait.left")});
            },
            [&] {
                face_steps(scene, s.session);
                intent = face_buttons(s, scene);
                paragraph(canvas, "organisation.face_leave",
                          scene.t("organisation.face_wait.leave"));
            });
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Organisation::FaceEnded& s, Scene& scene) {
    using flow::FaceState;
    const auto& session = s.session;
    const bool failed = session.state == FaceState::failed;
    const bool may_retry = !failed || session.tries_left > 0;
    const char* title = failed ? "organisation.face_ended.failed"
                        : session.state == FaceState::cancelled
                            ? "organisation.face_ended.cancelled"
                            : "organisation.face_ended.expired";
    Frame frame;
    frame.buttons = {back(scene, "organisation.face_ended.edit"), on_site(scene)};
    frame.on_button = on_site_pressed;
    if (may_retry)
        frame.buttons.push_back(
            {"retry", scene.t("organisation.face_ended.again"), Tone::primary, true, Icon::phone});
    frame.content = [&]() -> Intent {
        auto said = scene.text(session.reason);
        if (said.empty())
            said = scene.t(failed ? "organisation.face_ended.failed_text"
                                  : "organisation.face_ended.expired_text");
        std::vector<std::string> lines{said};
        if (failed)
            lines.push_back(may_retry ? scene.t("organisation.face_ended.tries",
                                                {{"n", std::to_string(session.tries_left)}})
                                      : scene.t("organisation.face_ended.no_tries"));
        hero(scene.canvas,
             {"organisation.face_ended", Icon::face, Mood::warning, scene.t(title), lines});
        return other_methods(scene, "organisation.refuted.other");
    };
    return show(scene, frame);
}

// --- 对公打款

namespace {

void transfer_code(const Organisation::Transfer& s, Scene& scene) {
    const auto code = scene.draft().text(FieldId::transfer_code);
    auto& view = scene.view;
    TextField field{"field.transfer_code", scene.t("field.transfer_code"), code};
    field.focused = view.focus == FieldId::transfer_code;
    field.caret = std::min(view.caret, code.size());
    if (s.problem) {
        field.error = words_of(scene, *s.problem);
        if (s.problem->tries_left)
            field.error += scene.t("code.tries", {{"n", std::to_string(*s.problem->tries_left)}});
    }
    if (const auto caret = text_field(scene.canvas, field)) {
        view.focus = FieldId::transfer_code;
        view.caret = *caret;
    }
}

}  // namespace

Intent page(const Organisation::Transfer& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene, "organisation.transfer.verify", !s.asked)};
    frame.fields = {FieldId::transfer_code};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas,
                 {scene.t("organisation.transfer.title"),
                  scene.t("organisation.transfer.lead", {{"account", s.check.account_masked}})});
        paragraph(canvas, "organisation.transfer.where", scene.t("organisation.transfer.where"));
        transfer_code(s, scene);
        if (s.asked) {
            spinner(canvas, "organisation.transfer.busy",
                    scene.t("organisation.transfer.checking"));
            return {};
        }
        notice(canvas, {"organisation.transfer.leave",
                        Mood::info,
                        {},
                        scene.t("organisation.transfer.leave")});
        const Button again{"retry", scene.t("organisation.transfer.again"), Tone::quiet, true,
                           Icon::refresh};
        if (button(canvas, again)) return flow::Retried{};
        return {};
    };
    return show(scene, frame);
}

// --- 电子营业执照

Intent page(const Organisation::ELicence& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        using Kind = Progress::Item::Kind;
        headline(canvas,
                 {scene.t("organisation.e_licence.title"), scene.t("organisation.e_licence.lead")});
        canvas.split(
            5, 6,
            [&] {
                QrBox qr{"organisation.e_licence.qr", s.check.qr_payload};
                qr.caption = scene.t("organisation.e_licence.scan");
                qr.most_mm = canvas.portrait() ? 100 : 110;
                qr_box(canvas, qr);
            },
            [&] {
                progress(canvas, {"organisation.e_licence.steps",
                                  {{scene.t("organisation.e_licence.step.open"), Kind::current},
                                   {scene.t("organisation.e_licence.step.scan"), Kind::todo},
                                   {scene.t("organisation.e_licence.step.confirm"), Kind::todo}}});
                paragraph(canvas, "organisation.e_licence.leave",
                          scene.t("organisation.e_licence.leave"));
            });
        return {};
    };
    return show(scene, frame);
}

}  // namespace ui
