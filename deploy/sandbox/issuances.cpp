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

void save_issuance(World& world, const Json& issuance) {
    world.records.put("issuance", issuance.at("id").get<std::string>(), issuance,
                      issuance.at("order").get<std::string>());
}

const std::string& algorithm_of(const Json& issuance) {
    return issuance.at("algorithm").get_ref<const std::string&>();
}

Json view_of(const World& world, const Json& issuance) {
    Json view = issuance;
    for (const char* own : {"certificate_serial", "certificate_sha256", "public_key",
                            "encryption_certificate_serial", "supersedes_serial"})
        view.erase(own);
    if (view.contains("certificate_pem"))
        view["chain_pem"] = world.authority.chain(algorithm_of(issuance));
    return view;
}

Answer answer_of(const World& world, const Json& issuance, int status = 200) {
    return {.status = status, .body = view_of(world, issuance)};
}

Result<Issue> visible_issue(Call& call) {
    auto issuance = call.world.records.get("issuance", call.captured("issuance"));
    if (!issuance) return failed("not-found");
    auto order = visible_order(call, issuance->at("order"));
    if (!order) return failed(order.error());
    return Issue{*std::move(issuance), *std::move(order)};
}

void put_on_list(World& world, const std::string& serial) {
    world.records.put("revoked", serial, {{"serial", serial}, {"at", now_ms()}});
}

/// What was certified may be used by nobody any more.
void revoke(World& world, Json& issuance) {
    if (!issuance.contains("certificate_serial")) return;
    for (const char* serial : {"certificate_serial", "encryption_certificate_serial"})
        if (issuance.contains(serial)) put_on_list(world, issuance.at(serial));
    for (const char* name : {"certificate_serial", "certificate_sha256", "public_key",
                             "certificate_pem", "challenge", "encryption_certificate_serial",
                             "encryption_certificate_pem", "enveloped_key", "envelope_padding"})
        issuance.erase(name);
}

/// One order, one key: what another key was reserved or certified for is undone (R52).
void abandon_other_keys(World& world, const std::string& order, const std::string& serial) {
    for (Json& issuance : world.records.children("issuance", order)) {
        if (!is_live(issuance) || issuance.at("key_serial") == serial) continue;
        const bool certified = issuance.contains("certificate_serial");
        revoke(world, issuance);
        issuance["state"] = "aborted";
        save_issuance(world, issuance);
        if (certified) set_key_state(world, issuance.at("key_serial"), "voided", order);
    }
}

void listen_for_reports(const World& world, Json& order) {
    order["silent_at"] = now_ms() + world.settings.issue_silence_s * 1000LL;
}

Json reserve(World& world, const Json& order, const std::string& serial) {
    Json issuance = {
        {"id", random_token()},
        {"order", order.at("id")},
        {"state", "reserved"},
        {"algorithm", world.settings.key_algorithm.empty() ? product_of(order).at("algorithm")
                                                           : Json(world.settings.key_algorithm)},
        {"key_serial", serial},
        {"subject", subject_of(order)},
        {"management_algorithm", world.settings.management_algorithm}};
    issuance.update(secrets_of_key(world, serial));
    // The order names the key it is about; if it is this one, its certificate stays in use until
    // the new one is confirmed (R35).
    if (const auto current = certificate_of_key(world, serial);
        current && order.value("former_key", "") == serial) {
        issuance["supersedes"] = current->at("sha256");
        issuance["supersedes_serial"] = current->at("serial");
    }
    save_issuance(world, issuance);
    return issuance;
}

void keep_certificate(Json& issuance, const Certificate& certificate) {
    issuance["certificate_pem"] = certificate.pem;
    issuance["certificate_serial"] = certificate.serial;
    issuance["certificate_sha256"] = certificate.sha256;
}

/// The product's years; a renewal loses no day of the certificate before.
Validity validity_of(const World& world, const Json& order) {
    auto valid = Validity::years(product_of(order).at("term_years"));
    if (order.at("service") != "renewal") return valid;
    if (const auto before = certificate_of_key(world, order.at("former_key")))
        valid.ends_s +=
            std::max<Milliseconds>(0, before->at("valid_until").get<Milliseconds>() - now_ms()) /
            1000;
    return valid;
}

/// An SM2 channel has two certificates.
tl::expected<void, std::string> certify(World& world, const std::string& csr, Validity valid,
                                        Json& issuance) {
    const Json& text = issuance.at("subject");
    const Subject subject{text.at("C"), text.at("O"), text.at("OU"), text.at("CN")};
    const std::string list = world.phone_url + "/issuing.crl";
    if (algorithm_of(issuance) != "sm2") {
        const auto made = world.authority.issue(csr, algorithm_of(issuance), subject, valid, list);
        if (!made) return tl::unexpected(made.error());
        revoke(world, issuance);
        keep_certificate(issuance, *made);
        return {};
    }
    const std::string padding = world.settings.envelope_padding;
    const auto made = world.authority.issue_dual(
        csr, padding == "inside" ? EnvelopePadding::inside : EnvelopePadding::outside, subject,
        valid, list + "?authority=sm2");
    if (!made) return tl::unexpected(made.error());
    revoke(world, issuance);
    keep_certificate(issuance, made->signing);
    issuance["encryption_certificate_pem"] = made->encryption.pem;
    issuance["encryption_certificate_serial"] = made->encryption.serial;
    issuance["enveloped_key"] = base64(made->enveloped_key);
    issuance["envelope_padding"] = padding;
    return {};
}

/// Hash and signature prove that the certificate is in the key and works.
Result<void> check_proof(const Json& issuance, const std::string& hash,
                         const std::string& signature) {
    const auto challenge = bytes_of_hex(issuance.at("challenge"));
    const auto bytes = base64_bytes(signature);
    if (hash != issuance.at("certificate_sha256"))
        return failed({.code = "proof-invalid", .detail = "another certificate"});
    if (!bytes || !proves_key(issuance.at("certificate_pem"), challenge, *bytes))
        return failed({.code = "proof-invalid", .detail = "signature"});
    return {};
}

/// What the proven certificate takes the place of goes on the list: the one before in the same key,
/// or those of the key that was lost.
void retire_former(World& world, const Json& order, const Json& issuance) {
    if (issuance.contains("supersedes_serial"))
        put_on_list(world, issuance.at("supersedes_serial"));
    const std::string former = order.value("former_key", "");
    if (former.empty() || former == issuance.at("key_serial")) return;
    void_key(world, former, order.at("id"));
}

Result<void> complete(World& world, Json& issuance, Json& order, const std::string& hash,
                      const std::string& signature) {
    if (issuance.at("state") != "certified" && issuance.at("state") != "written")
        return failed("not-allowed");
    if (auto proven = check_proof(issuance, hash, signature); !proven) return proven;
    if (auto moved = move(order, OrderEvent::issue_confirmed); !moved) return moved;
    issuance["state"] = "confirmed";
    save_issuance(world, issuance);
    retire_former(world, order, issuance);
    set_key_state(world, issuance.at("key_serial"), "issued", order.at("id"));
    set_key_certificate(world, issuance.at("key_serial"),
                        {{"serial", issuance.at("certificate_serial")},
                         {"sha256", issuance.at("certificate_sha256")},
                         {"pem", issuance.at("certificate_pem")},
                         {"valid_until", end_of(issuance.at("certificate_pem"))}});
    order.erase("silent_at");
    save_order(world, order);
    send_sms(world, applicant_mobile(order),
             "【样例CA】证书已写入 UKEY，请妥善保管 UKEY 和 PIN 码。");
    return {};
}

}  // namespace

void void_key(World& world, const std::string& key_serial, const std::string& order) {
    if (key_serial.empty()) return;
    if (const auto lost = certificate_of_key(world, key_serial))
        put_on_list(world, lost->at("serial"));
    set_key_state(world, key_serial, "voided", order);
}

Handled create_issuance(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto serial = call.text("key_serial");
    if (!serial) return failed(serial.error());
    if (!after(state_of(*order), OrderEvent::key_reserved)) return failed("not-collectable");
    const std::string id = order->at("id");
    if (auto usable = check_key(call.world, *serial, *order); !usable)
        return failed(usable.error());

    abandon_other_keys(call.world, id, *serial);
    if (auto moved = move(*order, OrderEvent::key_reserved); !moved) return failed(moved.error());
    listen_for_reports(call.world, *order);
    save_order(call.world, *order);
    for (const Json& issuance : call.world.records.children("issuance", id))
        if (is_live(issuance)) return answer_of(call.world, issuance);
    return answer_of(call.world, reserve(call.world, *order, *serial), 201);
}

Handled list_issuances(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    Json issuances = Json::array();
    for (const Json& one :
         call.world.records.children("issuance", order->at("id").get<std::string>()))
        issuances.push_back(view_of(call.world, one));
    return Answer{.body = {{"issuances", issuances}}};
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

    // A new key pair in the same UKEY: its old certificate is an orphan.
    if (auto made = certify(call.world, *csr, validity_of(call.world, issue->order), issuance);
        !made)
        return failed({.code = "csr-invalid", .detail = made.error()});
    issuance["state"] = "certified";
    issuance["public_key"] = *key;
    issuance["challenge"] = random_hex(32);
    save_issuance(call.world, issuance);
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
        save_issuance(call.world, issue->issuance);
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
    if (auto done = complete(call.world, issue->issuance, issue->order, *hash, *signature); !done)
        return failed(done.error());
    return order_answer(call.world, issue->order);
}

/// After a restart no customer is there: device and the issue's unguessable id are enough, and no
/// secret comes back.
Handled settle_issuance(Call& call) {
    auto issuance = call.world.records.get("issuance", call.captured("issuance"));
    if (!issuance) return failed("not-found");
    auto order = call.world.records.get("order", issuance->at("order").get<std::string>()).value();
    if (call.body.contains("signature") && issuance->at("state") != "confirmed") {
        const auto hash = call.text("certificate_sha256");
        const auto signature = call.text("signature");
        if (!hash) return failed(hash.error());
        if (!signature) return failed(signature.error());
        if (auto done = complete(call.world, *issuance, order, *hash, *signature); !done)
            return failed(done.error());
    }
    if (is_live(*issuance) && issuance->at("state") != "confirmed" &&
        move(order, OrderEvent::issue_aborted)) {
        order.erase("silent_at");
        save_order(call.world, order);
    }
    return Answer{.body = {{"id", issuance->at("id")},
                           {"order", issuance->at("order")},
                           {"state", issuance->at("state")}}};
}

Handled abort_issuance(Call& call) {
    auto issue = visible_issue(call);
    if (!issue) return failed(issue.error());
    auto& [issuance, order] = *issue;
    if (issuance.at("state") == "confirmed") return failed("not-allowed");
    if (is_live(issuance)) {
        revoke(call.world, issuance);
        issuance["state"] = "aborted";
        save_issuance(call.world, issuance);
        if (move(order, OrderEvent::issue_aborted)) save_order(call.world, order);
    }
    return answer_of(call.world, issuance);
}

std::string current_revocation_list(const World& world, std::string_view algorithm) {
    std::vector<Revoked> revoked;
    for (const Json& row : world.records.all("revoked"))
        revoked.push_back({row.at("serial"), row.at("at")});
    return world.authority.revocation_list(revoked, algorithm);
}

}  // namespace sandbox
