#include "deploy/sandbox/face.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/face_on_site.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/sms.hpp"

#include <algorithm>

namespace sandbox {

namespace {

std::string kind_of(const Json& session) { return session.value("kind", "sms_link"); }

void send_link(World& world, Json& session) {
    const Milliseconds now = now_ms();
    session["resend_at"] = now + world.settings.sms_cooldown_s * 1000LL;
    session["dies_at"] = now + world.settings.link_lifetime_s * 1000LL;
    const auto url = world.phone_url + "/phone/face/" + session.at("token").get<std::string>();
    send_sms(world, session.at("mobile"), "【样例CA】请法定代表人本人打开链接完成刷脸验证：" + url,
             {.url = url});
}

/// Writes how it ended into the order.
void tell_order(World& world, const Json& session) {
    auto order = world.records.get("order", session.at("order").get<std::string>());
    if (!order || order->at("organisation").at("state") != "matched") return;
    Json& organisation = (*order)["organisation"];
    organisation.erase("face_sent");
    const std::string state = session.at("state");
    if (state == "passed") organisation["state"] = "verified";
    if (state == "failed" || state == "expired") organisation["state"] = state;
    if (session.contains("reason")) organisation["reason"] = session.at("reason");
    settle(world, *order);
    save_order(world, *order);
}

}  // namespace

bool face_is_waiting(const Json& session) {
    return session.at("state") == "waiting" || session.at("state") == "opened";
}

int face_tries_left(const World& world, const std::string& number, const std::string& kind) {
    const auto today = date_of(now_ms());
    const auto sessions = world.records.all("face");
    const auto used = std::ranges::count_if(sessions, [&](const Json& session) {
        return session.at("number") == number && kind_of(session) == kind &&
               session.at("state") == "failed" && date_of(session.at("created_at")) == today;
    });
    return std::max(0, face_tries_a_day - static_cast<int>(used));
}

void save_face_session(World& world, const Json& session) {
    world.records.put("face", session.at("id").get<std::string>(), session,
                      session.at("order").get<std::string>());
}

Answer face_answer(const World& world, const Json& session, int status) {
    const auto kind = kind_of(session);
    Json view = {{"id", session.at("id")},
                 {"kind", kind},
                 {"state", session.at("state")},
                 {"expires_at", rfc3339(session.at("dies_at"))},
                 {"tries_left", face_tries_left(world, session.at("number"), kind)}};
    if (kind == "sms_link") {
        view["masked_mobile"] = masked_mobile(session.at("mobile"));
        view["resend_after_s"] = world.settings.sms_cooldown_s;
    } else {
        add_on_site_view(world, session, view);
    }
    if (session.contains("reason") && session.at("state") != "deciding")
        view["reason"] = session.at("reason");
    const bool final = !face_is_waiting(session) && session.at("state") != "deciding";
    return tagged(view, final, status);
}

Result<Json> visible_face_session(Call& call) {
    auto session = call.world.records.get("face", call.captured("face"));
    if (!session) return failed("not-found");
    if (auto order = visible_order(call, session->at("order")); !order)
        return failed(order.error());
    return *std::move(session);
}

Handled create_face_session(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (call.body.value("kind", "") == "on_site")
        return create_on_site_try(call, *std::move(order));
    const auto mobile = call.text("mobile");
    if (!mobile) return failed(mobile.error());
    const std::string organisation = order->at("organisation").at("state");
    // After a failure or an expired link the data still agree; only the face is tried again.
    const bool again =
        organisation == "failed" || organisation == "expired" || organisation == "matched";
    if (!again || order->at("organisation").at("method") != "lr_face" ||
        !is_draft(state_of(*order)))
        return failed("not-allowed");
    const auto number = field(*order, "lr_id_number");
    if (face_tries_left(call.world, number, "sms_link") == 0)
        return failed({.code = "no-tries-left", .more = {{"tries_left", 0}}});

    cancel_face_session_of(call.world, *order);
    Json session = {{"id", random_token()},  {"order", order->at("id")}, {"token", random_token()},
                    {"state", "waiting"},    {"mobile", *mobile},        {"number", number},
                    {"created_at", now_ms()}};
    send_link(call.world, session);
    save_face_session(call.world, session);
    (*order)["organisation"]["state"] = "matched";
    (*order)["organisation"]["face_sent"] = true;
    (*order)["organisation"].erase("reason");
    (*order)["fields"]["lr_mobile"] = *mobile;
    settle(call.world, *order);
    save_order(call.world, *order);
    return face_answer(call.world, session, 201);
}

Handled get_face_session(Call& call) {
    const auto session = visible_face_session(call);
    if (!session) return failed(session.error());
    return face_answer(call.world, *session);
}

Handled resend_face_link(Call& call) {
    auto session = visible_face_session(call);
    if (!session) return failed(session.error());
    if (!face_is_waiting(*session) || kind_of(*session) != "sms_link") return failed("not-allowed");
    const std::string mobile = call.body.value("mobile", session->at("mobile").get<std::string>());
    const int wait = seconds_until(session->at("resend_at"), now_ms());
    if (mobile == session->at("mobile") && wait > 0)
        return failed(
            {.code = "too-soon", .more = {{"resend_after_s", wait}}, .retry_after_s = wait});
    if (mobile != session->at("mobile")) {
        // The link that went to a stranger is worth nothing any more.
        (*session)["token"] = random_token();
        (*session)["state"] = "waiting";
        (*session)["mobile"] = mobile;
        auto order =
            call.world.records.get("order", session->at("order").get<std::string>()).value();
        order["fields"]["lr_mobile"] = mobile;
        save_order(call.world, order);
    }
    send_link(call.world, *session);
    save_face_session(call.world, *session);
    return face_answer(call.world, *session);
}

Handled cancel_face_session(Call& call) {
    auto session = visible_face_session(call);
    if (!session) return failed(session.error());
    auto order = call.world.records.get("order", session->at("order").get<std::string>()).value();
    if (face_is_waiting(*session)) {
        cancel_face_session_of(call.world, order);
        settle(call.world, order);
        save_order(call.world, order);
    }
    return face_answer(call.world, *call.world.records.get("face", call.captured("face")));
}

void cancel_face_session_of(World& world, Json& order) {
    for (Json& session : world.records.children("face", order.at("id").get<std::string>())) {
        if (!face_is_waiting(session)) continue;
        session["state"] = "cancelled";
        save_face_session(world, session);
    }
    order["organisation"].erase("face_sent");
}

std::optional<Json> waiting_face_session(const World& world, const std::string& order) {
    for (Json& session : world.records.children("face", order))
        if (face_is_waiting(session) && kind_of(session) == "sms_link") return std::move(session);
    return std::nullopt;
}

std::optional<Json> open_face_link(World& world, const std::string& token) {
    for (Json& session : world.records.all("face")) {
        if (session.value("token", "") != token) continue;
        if (session.at("state") == "waiting") {
            session["state"] = "opened";
            save_face_session(world, session);
        }
        return std::move(session);
    }
    return std::nullopt;
}

Result<void> report_face(World& world, Json session, bool passed) {
    if (!face_is_waiting(session)) return failed("not-allowed");
    const MobileEffect effect = mobile_effect(session.at("mobile").get_ref<const std::string&>());
    const bool silent = effect == MobileEffect::face_never_answers;
    const bool success = passed && effect != MobileEffect::face_fails;
    session["state"] = silent ? "opened" : success ? "passed" : "failed";
    if (!silent && !success)
        session["reason"] = {{"zh-CN", "人脸与权威部门留存的照片不一致。"},
                             {"en", "The face does not match the authority's picture."}};
    save_face_session(world, session);
    if (!silent) tell_order(world, session);
    return {};
}

bool expire_face_sessions(World& world) {
    bool any = false;
    for (Json& session : world.records.all("face")) {
        if (!face_is_waiting(session) || session.at("dies_at") > now_ms()) continue;
        const bool link = kind_of(session) == "sms_link";
        session["state"] = "expired";
        session["reason"] = {{"zh-CN", link ? "链接已过期。" : "时间已过，请重新开始。"},
                             {"en", link ? "The link has expired." : "The time is over."}};
        save_face_session(world, session);
        if (link) tell_order(world, session);
        any = true;
    }
    return any;
}

}  // namespace sandbox
