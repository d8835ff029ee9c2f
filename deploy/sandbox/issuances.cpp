#include "deploy/sandbox/issuances.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/sms.hpp"
#include "deploy/sandbox/stock.hpp"

#include <algorithm>

namespace sandbox {

namespace {

struct Issue {
    Json issuance;
    Json order;
};

bool is_live(const Json& issuance) { return issuance.at("state") != "aborted"; }

const Json& product_of(const Json& order) {
    return *offered(channel_of(order), "products", order.at("choices").at("product"));
}

Json subject_of(const Json& order) {
    return {{"C", "CN"},
            {"O", field(order, "org_name")},
            {"OU", field(order, "org_code")},
            {"CN", field(order, "org_name")}};
}

void save(World& world, const Json& issuance) {
    world.records.put("issuance", issuance.at("id").get<std::string>(), issuance,
                      issuance.at("order").get<std::string>());
}

Answer answer_of(const World& world, const Json& issuance, int status = 200) {
    Json view = issuance;
    for (const char* own : {"certificate_serial", "certificate_sha256", "public_key"})
        view.erase(own);
    if (view.contains("certificate_pem")) view["chain_pem"] = world.authority.chain();
    return {.status = status, .body = view};
}

Result<Issue> visible_issue(Call& call) {
    auto issuance = call.world.records.get("issuance", call.captured("issuance"));
    if (!issuance) return failed("not-found");
    auto order = visible_order(call, issuance->at("order"));
    if (!order) return failed(order.error());
    return Issue{*std::move(issuance), *std::move(order)};
}

/// What was certified may be used by nobody any more.
void revoke(World& world, Json& issuance) {
    if (!issuance.contains("certificate_serial")) return;
    const std::string serial = issuance.at("certificate_serial");
    world.records.put("revoked", serial, {{"serial", serial}, {"at", now_ms()}});
    for (const char* name :
         {"certificate_serial", "certificate_sha256", "public_key", "certificate_pem", "challenge"})
        issuance.erase(name);
}

/// One order, one key: what another key was reserved or certified for is undone (R52).
void abandon_other_keys(World& world, const std::string& order, const std::string& serial) {
    for (Json& issuance : world.records.children("issuance", order)) {
        if (!is_live(issuance) || issuance.at("key_serial") == serial) continue;
        const bool certified = issuance.contains("certificate_serial");
        revoke(world, issuance);
        issuance["state"] = "aborted";
        save(world, issuance);
        if (certified) set_key_state(world, issuance.at("key_serial"), "voided", order);
    }
}

void listen_for_reports(const World& world, Json& order) {
    order["silent_at"] = now_ms() + world.settings.issue_silence_s * 1000LL;
}

Json reserve(World& world, const Json& order, const std::string& serial) {
    Json issuance = {{"id", random_token()},
                     {"order", order.at("id")},
                     {"state", "reserved"},
                     {"algorithm", product_of(order).at("algorithm")},
                     {"key_serial", serial},
                     {"subject", subject_of(order)},
                     {"management_algorithm", world.settings.management_algorithm}};
    issuance.update(secrets_of_key(world, serial));
    save(world, issuance);
    return issuance;
}

}  // namespace

Handled create_issuance(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto serial = call.text("key_serial");
    if (!serial) return failed(serial.error());
    if (!after(state_of(*order), OrderEvent::key_reserved)) return failed("not-collectable");
    const std::string id = order->at("id");
    if (auto usable = check_key(call.world, *serial, id); !usable) return failed(usable.error());

    abandon_other_keys(call.world, id, *serial);
    if (auto moved = move(*order, OrderEvent::key_reserved); !moved) return failed(moved.error());
    listen_for_reports(call.world, *order);
    save_order(call.world, *order);
    for (const Json& issuance : call.world.records.children("issuance", id))
        if (is_live(issuance)) return answer_of(call.world, issuance);
    return answer_of(call.world, reserve(call.world, *order, *serial), 201);
}

Handled get_issuance(Call& call) {
    const auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    return answer_of(call.world, issue->issuance);
}

Handled send_csr(Call& call) {
    auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    const auto csr = call.text("csr_pem");
    if (!csr) return failed(csr.error());
    Json& issuance = issue->issuance;
    if (issuance.at("state") == "aborted" || issuance.at("state") == "confirmed")
        return failed("not-allowed");
    const auto key = public_key_hash(*csr);
    if (key && issuance.value("public_key", "") == *key) return answer_of(call.world, issuance);

    const Json subject = issuance.at("subject");
    auto certificate = call.world.authority.issue(
        *csr, issuance.at("algorithm").get_ref<const std::string&>(),
        {subject.at("C"), subject.at("O"), subject.at("OU"), subject.at("CN")},
        product_of(issue->order).at("term_years"), call.world.phone_url + "/issuing.crl");
    if (!certificate) return failed({.code = "csr-invalid", .detail = certificate.error()});
    // A new key pair in the same UKEY: its old certificate is an orphan.
    revoke(call.world, issuance);
    issuance["state"] = "certified";
    issuance["public_key"] = *key;
    issuance["certificate_pem"] = certificate->pem;
    issuance["certificate_serial"] = certificate->serial;
    issuance["certificate_sha256"] = certificate->sha256;
    issuance["challenge"] = random_hex(32);
    save(call.world, issuance);
    listen_for_reports(call.world, issue->order);
    save_order(call.world, issue->order);
    return answer_of(call.world, issuance);
}

Handled report_step(Call& call) {
    auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    const auto step = call.text("step");
    const auto result = call.text("result");
    if (!step) return failed(step.error());
    if (!result) return failed(result.error());
    if (*step == "certificate_written" && *result == "done" &&
        issue->issuance.at("state") == "certified") {
        issue->issuance["state"] = "written";
        save(call.world, issue->issuance);
    }
    listen_for_reports(call.world, issue->order);
    save_order(call.world, issue->order);
    return Answer{.status = 204};
}

Handled confirm_issuance(Call& call) {
    auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    const auto hash = call.text("certificate_sha256");
    const auto signature = call.text("signature");
    if (!hash) return failed(hash.error());
    if (!signature) return failed(signature.error());
    auto& [issuance, order] = *issue;
    if (issuance.at("state") != "certified" && issuance.at("state") != "written")
        return failed("not-allowed");

    const std::string challenge_hex = issuance.at("challenge");
    std::string challenge;
    for (std::size_t i = 0; i < challenge_hex.size(); i += 2)
        challenge += static_cast<char>(std::stoi(challenge_hex.substr(i, 2), nullptr, 16));
    const auto bytes = base64_bytes(*signature);
    if (*hash != issuance.at("certificate_sha256"))
        return failed({.code = "proof-invalid", .detail = "another certificate"});
    if (!bytes || !proves_key(issuance.at("certificate_pem"), challenge, *bytes))
        return failed({.code = "proof-invalid", .detail = "signature"});

    if (auto moved = move(order, OrderEvent::issue_confirmed); !moved) return failed(moved.error());
    issuance["state"] = "confirmed";
    save(call.world, issuance);
    set_key_state(call.world, issuance.at("key_serial"), "issued", order.at("id"));
    order.erase("silent_at");
    save_order(call.world, order);
    send_sms(call.world, applicant_mobile(order),
             "【样例CA】证书已写入 UKEY，请妥善保管 UKEY 和 PIN 码。");
    return order_answer(call.world, order);
}

Handled abort_issuance(Call& call) {
    auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    auto& [issuance, order] = *issue;
    if (issuance.at("state") == "confirmed") return failed("not-allowed");
    if (is_live(issuance)) {
        revoke(call.world, issuance);
        issuance["state"] = "aborted";
        save(call.world, issuance);
        if (move(order, OrderEvent::issue_aborted)) save_order(call.world, order);
    }
    return answer_of(call.world, issuance);
}

std::string current_revocation_list(const World& world) {
    std::vector<Revoked> revoked;
    for (const Json& row : world.records.all("revoked"))
        revoked.push_back({row.at("serial"), row.at("at")});
    return world.authority.revocation_list(revoked);
}

}  // namespace sandbox
