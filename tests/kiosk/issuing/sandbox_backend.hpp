// The sandbox's own answers to the terminal's own reading of them, without a network between.

#pragma once

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/router.hpp"
#include "kiosk/backend/issuance_json.hpp"
#include "tests/kiosk/issuing/fake_backend.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

namespace kiosk::issuing {

/// One order, paid and approved, in a world that others may share. What an answer is lost to is
/// decided by `watch`, asked around every call.
class SandboxBackend : public NoBackend {
public:
    enum class When { before, after };
    /// Returns true when this request (before) or its answer (after) is lost.
    using Watch = std::function<bool(When)>;

    SandboxBackend(sandbox::World& world, std::string order) : world_(world), order_(order) {}

    /// A new order of 样本科技有限公司; `former_key` for a renewal.
    static std::string approve_order(sandbox::World& world, const std::string& former_key = {}) {
        const bool renewal = !former_key.empty();
        sandbox::Json order =
            sandbox::new_order("gov", renewal ? "renewal" : "new", renewal ? "key" : "lr_face",
                               sandbox::Json::array());
        order["state"] = "approved";
        order["fields"] = {{"org_name", "样本科技有限公司"}, {"org_code", "91110000MA00A001XR"}};
        order["choices"]["product"] = sandbox::channel_of(order).at("products").at(0).at("id");
        order["choices"]["lr_in_person"] = true;
        if (renewal) order["former_key"] = former_key;
        sandbox::save_order(world, order);
        const std::string id = order.at("id");
        world.records.put("session", id,
                          {{"id", id},
                           {"token", id + ".token"},
                           {"dies_at", 9'000'000'000'000},
                           {"orders", {id}}});
        return id;
    }

    void set_watch(Watch watch) { watch_ = std::move(watch); }
    std::string order_state() const {
        return world_.records.get("order", order_)->at("state").get<std::string>();
    }
    /// Certificates of the order that nobody has revoked, as the CA counts them.
    int live_certificates() const {
        int live = 0;
        for (const auto& one : world_.records.children("issuance", order_)) {
            const std::string serial = one.value("certificate_serial", "");
            if (!serial.empty() && !is_revoked(serial)) ++live;
        }
        return live;
    }
    bool is_revoked(const std::string& serial) const {
        return world_.records.get("revoked", serial).has_value();
    }

private:
    template <class Reader>
    auto read(const Reply<backend::Json>& body, Reader reader)
        -> Reply<decltype(reader(std::declval<const backend::Reading&>()))> {
        if (!body) return tl::unexpected(body.error());
        backend::Breach breach;
        auto value = reader(backend::Reading(*body, "", breach));
        if (breach.found) return problem_of(flow::Problem::Who::backend, "contract " + breach.at);
        return value;
    }
    template <class Reader>
    auto get(const std::string& path, Reader reader) {
        return read(exchange("GET", path), reader);
    }
    template <class Reader>
    auto post(const std::string& path, const backend::Json& body, Reader reader) {
        return read(exchange("POST", path, body), reader);
    }

public:
    Reply<backend::Issuance> reserve(Text order, Text key_serial) override {
        return post("/orders/" + order + "/issuances", {{"key_serial", key_serial}},
                    backend::read_issuance);
    }
    Reply<backend::Issuance> issuance(Text id) override {
        return get("/issuances/" + id, backend::read_issuance);
    }
    Reply<std::vector<backend::Issuance>> issuances(Text order) override {
        return get("/orders/" + order + "/issuances", backend::read_issuances);
    }
    Reply<backend::Issuance> submit_request(Text id, Text csr_pem) override {
        return post("/issuances/" + id + "/csr", {{"csr_pem", csr_pem}}, backend::read_issuance);
    }
    Reply<void> report_step(Text id, Text step, Text result) override {
        return done(
            exchange("POST", "/issuances/" + id + "/steps", {{"step", step}, {"result", result}}));
    }
    Reply<flow::Order> confirm(Text id, Text certificate_sha256,
                               std::span<const std::uint8_t> signature) override {
        return post(
            "/issuances/" + id + "/confirm",
            {{"certificate_sha256", certificate_sha256}, {"signature", sandbox_base64(signature)}},
            read_order);
    }
    Reply<void> abort_issuance(Text id, Text reason) override {
        return done(exchange("POST", "/issuances/" + id + "/abort", {{"reason", reason}}));
    }
    Reply<std::string> settle_issuance(Text id,
                                       const std::optional<backend::IssueProof>& proof) override {
        backend::Json body = backend::Json::object();
        if (proof)
            body = {{"certificate_sha256", proof->certificate_sha256},
                    {"signature", sandbox_base64(proof->signature)}};
        return post("/issuances/" + id + "/settle", body, backend::read_issuance_state);
    }
    Reply<flow::Order> order(Text id) override { return get("/orders/" + id, read_order); }
    Reply<KeyRecord> key_record(Text serial) override {
        return get("/tokens/" + serial, backend::read_key_record);
    }

private:
    static flow::Order read_order(const backend::Reading& json) {
        flow::Order order;
        order.id = json.text("id");
        order.state = json.text("state");
        return order;
    }
    static std::string sandbox_base64(std::span<const std::uint8_t> bytes) {
        return sandbox::base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    static tl::unexpected<flow::Problem> problem_of(flow::Problem::Who who, std::string code) {
        flow::Problem problem;
        problem.who = who;
        problem.code = std::move(code);
        return tl::unexpected(std::move(problem));
    }

    Reply<backend::Json> exchange(const std::string& method, const std::string& path,
                                  const backend::Json& body = {}) {
        if (watch_ && watch_(When::before)) return problem_of(flow::Problem::Who::wait, "offline");
        sandbox::Request request{.method = method, .path = "/v1" + path};
        request.headers = {{"authorization", "Bearer " + order_ + ".token"},
                           {"idempotency-key", sandbox::random_token()},
                           {"content-type", "application/json"}};
        if (!body.is_null()) request.body = body.dump();
        bool lost = false;
        const auto answer = sandbox::answer(world_, sandbox::Listener::terminal, request, lost);
        if (watch_ && watch_(When::after)) return problem_of(flow::Problem::Who::wait, "offline");
        if (answer.status >= 400)
            return problem_of(flow::Problem::Who::backend, answer.body.at("code"));
        return answer.body;
    }
    static Reply<void> done(const Reply<backend::Json>& reply) {
        if (!reply) return tl::unexpected(reply.error());
        return {};
    }

    sandbox::World& world_;
    std::string order_;
    Watch watch_;
};

}  // namespace kiosk::issuing
