#include "deploy/sandbox/face_on_site.hpp"

#include "deploy/sandbox/agreements.hpp"
#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/evidence_check.hpp"
#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/file_contents.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

namespace sandbox {

namespace {

constexpr std::size_t challenges_a_try = 3;
constexpr std::size_t digits_a_try = 4;
constexpr int window_ms = 8000;
constexpr int total_ms = 30000;
constexpr int lifetime_ms = 180000;

Json challenge(const std::string& kind) {
    Json one = {{"kind", kind}, {"window_ms", window_ms}};
    if (kind == "read_digits") one["digits"] = random_digits(digits_a_try);
    return one;
}

/// Named by the settings, else drawn: a terminal that hears has digits read among the movements.
Json draw_challenges(const Settings& settings, bool sound) {
    std::vector<std::string> kinds;
    std::istringstream named(settings.face_challenges);
    for (std::string kind; std::getline(named, kind, ',');)
        if (sound || kind != "read_digits") kinds.push_back(kind);
    if (kinds.empty()) {
        kinds = {"blink", "open_mouth", "turn_left", "turn_right", "nod"};
        std::mt19937 chance(std::random_device{}());
        std::ranges::shuffle(kinds, chance);
        kinds.resize(challenges_a_try);
        if (sound) kinds.back() = "read_digits";
        std::ranges::shuffle(kinds, chance);
    }
    Json drawn = Json::array();
    for (const auto& kind : kinds) drawn.push_back(challenge(kind));
    return drawn;
}

std::string number_field(const std::string& subject) {
    return subject == "agent" ? "agent_id_number" : "lr_id_number";
}

Result<void> check_subject(const Json& order, const std::string& subject) {
    if (!is_draft(state_of(order))) return failed("not-allowed");
    if (subject == "lr") {
        const std::string state = order.at("organisation").at("state");
        const bool due = state == "matched" || state == "failed" || state == "expired";
        if (!due || order.at("organisation").at("method") != "lr_face")
            return failed("not-allowed");
        return {};
    }
    if (subject != "agent") return bad_request("subject");
    if (applicant(order) == "lr") return failed("not-allowed");
    if (!offers(channel_of(order), "agent_methods", "face")) return failed("method-unavailable");
    auto missing = missing_fields(order, agent_fields("face"));
    if (!missing.empty()) return failed({.code = "agent-incomplete", .errors = missing});
    return {};
}

/// The finished upload, which is not kept.
Result<std::string> take_upload(Call& call, const Json& session) {
    const auto id = call.text("upload");
    if (!id) return failed(id.error());
    const auto upload = call.world.records.get("upload", *id);
    if (!upload || upload->at("order") != session.at("order") ||
        upload->at("kind") != "face_evidence")
        return failed("not-found");
    auto bytes = call.world.records.bytes("upload:" + *id).value_or("");
    if (upload->at("length") != bytes.size()) return failed("upload-incomplete");
    if (upload->at("sha256") != sha256_hex(bytes)) return failed("checksum-mismatch");
    call.world.records.erase_bytes("upload:" + *id);
    call.world.records.erase("upload", *id);
    return bytes;
}

Json reason_of(const EvidenceFindings& found) {
    const auto& outcome = found.outcome;
    if (outcome == "wrong_action")
        return both_languages("动作与提示不一致。", "Another movement than the one asked for.");
    if (outcome == "several_faces")
        return both_languages("画面中出现了其他人。", "Somebody else came into the picture.");
    if (outcome == "face_lost")
        return both_languages("脸离开了画面。", "The face left the picture.");
    if (outcome == "digits_wrong")
        return both_languages("没有听清读出的数字。", "The digits were not heard clearly.");
    if (outcome != "passed")
        return both_languages("没有在规定时间内完成动作。", "The movements took too long.");
    return both_languages("无法确认是本人现场操作。",
                          "It could not be confirmed that a person is present.");
}

/// Test data decides on the comparison with the authority's picture.
void compare(const Json& order, Json& session) {
    const bool agent = session.at("subject") == "agent";
    const auto mobile = field(order, agent ? "agent_mobile" : "lr_mobile");
    const auto effect = mobile_effect(mobile);
    session["state"] = "passed";
    if (effect == MobileEffect::face_fails) {
        session["state"] = "failed";
        session["reason"] = both_languages("人脸与权威部门留存的照片不一致。",
                                           "The face does not match the authority's picture.");
    }
    if (effect == MobileEffect::face_never_answers) {
        session["state"] = "undecided";
        session["reason"] =
            both_languages("权威部门的系统暂时没有答复，本次不计入次数。",
                           "The authority does not answer; this try is not counted.");
    }
}

/// Writes how it ended into the order.
void tell_order(World& world, Json order, const Json& session) {
    const bool passed = session.at("state") == "passed";
    if (session.at("subject") == "agent") {
        if (!passed) return;
        order["agent"] = {{"state", "verified"},
                          {"method", "face"},
                          {"rests", rests_on(order, agent_fields("face"))}};
    } else {
        if (passed) order["organisation"]["state"] = "verified";
        if (session.at("state") == "failed") order["organisation"]["state"] = "failed";
        if (session.contains("reason")) order["organisation"]["reason"] = session.at("reason");
    }
    settle(world, order);
    save_order(world, order);
}

void decide(World& world, Json session) {
    const auto order = world.records.get("order", session.at("order").get<std::string>());
    if (!order) return;
    session["state"] = session.at("wanted");
    if (session.at("wanted") == "compare") compare(*order, session);
    save_face_session(world, session);
    tell_order(world, *order, session);
}

}  // namespace

Handled create_on_site_try(Call& call, Json order) {
    const auto subject = call.text("subject");
    if (!subject) return failed(subject.error());
    if (auto due = check_subject(order, *subject); !due) return failed(due.error());
    if (auto given = check_consents(order.at("channel"), "biometric",
                                    call.body.value("consents", Json::array()));
        !given)
        return failed(given.error());
    const auto number = field(order, number_field(*subject));
    const int left = face_tries_left(call.world, number, "on_site");
    if (left == 0) return failed({.code = "no-tries-left", .more = {{"tries_left", 0}}});
    if (*subject == "lr") {
        cancel_face_session_of(call.world, order);
        order["organisation"]["state"] = "matched";
        order["organisation"].erase("reason");
        settle(call.world, order);
        save_order(call.world, order);
    }
    const Json session = {
        {"id", random_token()},
        {"order", order.at("id")},
        {"kind", "on_site"},
        {"subject", *subject},
        {"state", "waiting"},
        {"number", number},
        {"consents", call.body.at("consents")},
        {"created_at", now_ms()},
        {"dies_at", now_ms() + lifetime_ms},
        {"drawing",
         {{"nonce", random_token()},
          {"attempt", face_tries_a_day - left + 1},
          {"challenges", draw_challenges(call.world.settings, call.body.value("sound", false))},
          {"total_ms", total_ms}}}};
    save_face_session(call.world, session);
    return face_answer(call.world, session, 201);
}

Handled submit_face_evidence(Call& call) {
    auto session = visible_face_session(call);
    if (!session) return failed(session.error());
    if (session->at("state") != "waiting" || session->value("kind", "") != "on_site")
        return failed("not-allowed");
    const auto sealed = take_upload(call, *session);
    if (!sealed) return failed(sealed.error());
    const auto opened =
        call.world.evidence.open(*sealed, file_contents(call.world.settings.pki + "/ca.pem"));
    if (!opened) return failed({.code = "evidence-invalid", .detail = opened.error()});
    const auto found = check_evidence(opened->content, session->at("drawing"), session->at("id"));
    if (!found) return failed({.code = "evidence-invalid", .detail = found.error()});
    const bool good = found->outcome == "passed" && found->signs.empty();
    session->erase("drawing");
    (*session)["state"] = "deciding";
    (*session)["wanted"] = good ? "compare" : "failed";
    if (!good) (*session)["reason"] = reason_of(*found);
    (*session)["evidence"] = {{"signer", opened->signer},
                              {"outcome", found->outcome},
                              {"signs", found->signs},
                              {"portrait", found->portrait}};
    (*session)["decided_at"] = now_ms() + call.world.settings.face_decides_after_s * 1000LL;
    save_face_session(call.world, *session);
    return face_answer(call.world, *session);
}

void add_on_site_view(const World& world, const Json& session, Json& view) {
    if (!session.contains("drawing") || session.at("state") != "waiting") return;
    view["drawing"] = session.at("drawing");
    view["drawing"]["seal_certificate"] = world.evidence.certificate();
}

bool decide_faces(World& world) {
    bool any = false;
    for (const Json& session : world.records.all("face")) {
        if (session.at("state") != "deciding" || session.at("decided_at") > now_ms()) continue;
        decide(world, session);
        any = true;
    }
    return any;
}

}  // namespace sandbox
