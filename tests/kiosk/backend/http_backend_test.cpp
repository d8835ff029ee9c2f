#include "tests/kiosk/backend/tiny_server.hpp"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::backend {
namespace {

using testing::ElementsAre;
using Who = flow::Problem::Who;
using httplib::Request;
using httplib::Response;

const char* payment = R"({"id":"pay-1","provider":"wechat","state":"created","qr_payload":"q",
                          "amount_fen":19000,"expires_at":"2036-01-01T00:00:00+08:00"})";

TEST(HttpBackend, SpeaksMutualTls) {
    const TinyServer server([](const Request&, Response& reply) {
        answer_json(reply, R"({"channels":[{"id":"c1","name":"样本厅"}]})");
    });
    Client client(server.url());
    const auto channels = client.backend.channels();
    ASSERT_TRUE(channels) << channels.error().code;
    EXPECT_EQ(channels->front().name.zh_cn, "样本厅");
    EXPECT_EQ(client.traffic.requests, 1U);
    EXPECT_GT(client.traffic.bytes_received, 40U);
}

TEST(HttpBackend, TrustsThePinnedAuthorityOnly) {
    const TinyServer server([](const Request&, Response&) {});
    auto config = Client::config(server.url(), "terminal");
    config.ca_file = Identities::all().file("terminal.pem");
    Client parts(server.url());
    HttpBackend backend(config, parts.session, parts.keys, parts.traffic);
    EXPECT_EQ(backend.channels().error().code, "tls");
    EXPECT_EQ(backend.channels().error().who, Who::technician);
}

TEST(HttpBackend, SaysOfflineWhenNobodyListens) {
    Client client("https://127.0.0.1:9");
    EXPECT_EQ(client.backend.channels().error().code, "offline");
    EXPECT_EQ(client.backend.channels().error().who, Who::wait);
}

TEST(HttpBackend, HandsOnWhatTheBackendRefusesAndWhy) {
    const TinyServer server([](const Request&, Response& reply) {
        answer_problem(reply, 422, "organisation-mismatch",
                       R"(,"errors":[{"pointer":"/fields/lr_name","code":"mismatch"}])");
    });
    Client client(server.url());
    const auto refused = client.backend.verify_organisation("o-1", flow::Method::lr_face).error();
    EXPECT_EQ(refused.code, "organisation-mismatch");
    EXPECT_EQ(refused.who, Who::customer);
    EXPECT_THAT(refused.items, ElementsAre("lr_name"));
    EXPECT_EQ(refused.message.zh_cn, "样本");
}

TEST(HttpBackend, TellsTriesLeftAndTheOpenOrdersMobile) {
    const TinyServer server([](const Request& request, Response& reply) {
        if (request.path.ends_with("/transfer-code"))
            return answer_problem(reply, 422, "wrong-code", R"(,"tries_left":4)");
        answer_problem(reply, 409, "duplicate-open-order",
                       R"(,"open_order":{"masked_mobile":"138****0000","service":"new"})");
    });
    Client client(server.url());
    EXPECT_EQ(client.backend.submit_transfer_code("o-1", "123456").error().tries_left, 4);
    EXPECT_EQ(
        client.backend.save_step("o-1", "e", {"organisation", "", {}, {}}).error().masked_mobile,
        "138****0000");
}

TEST(HttpBackend, RepeatsUnderTheSameIdempotencyKey) {
    std::atomic<int> calls{0};
    const TinyServer server([&](const Request&, Response& reply) {
        if (++calls < 3) return answer_problem(reply, 503, "busy", "", true);
        answer_json(reply, payment, 201);
    });
    Client client(server.url());
    ASSERT_TRUE(client.backend.create_payment("o-1", flow::Provider::wechat));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    const auto key = requests[0].get_header_value("Idempotency-Key");
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(requests[2].get_header_value("Idempotency-Key"), key);
}

TEST(HttpBackend, KeepsTheKeyOfACallThatGotNoAnswer) {
    std::atomic<bool> up{false};
    const TinyServer server([&](const Request&, Response& reply) {
        if (!up) return answer_problem(reply, 503, "busy", "", true);
        answer_json(reply, payment, 201);
    });
    Client client(server.url());
    EXPECT_EQ(client.backend.create_payment("o-1", flow::Provider::wechat).error().code, "busy");
    up = true;
    ASSERT_TRUE(client.backend.create_payment("o-1", flow::Provider::wechat));
    ASSERT_TRUE(client.backend.create_payment("o-1", flow::Provider::wechat));
    const auto requests = server.requests();
    const auto key = [&](std::size_t i) { return requests[i].get_header_value("Idempotency-Key"); };
    EXPECT_EQ(key(0), key(3));
    EXPECT_NE(key(3), key(4));
}

TEST(HttpBackend, DoesNotRepeatARefusal) {
    const TinyServer server(
        [](const Request&, Response& reply) { answer_problem(reply, 429, "too-soon", "", true); });
    Client client(server.url());
    EXPECT_EQ(client.backend.send_signature_code("o-1").error().code, "too-soon");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpBackend, GivesUpAtOnceWhenToldToWaitLong) {
    const TinyServer server([](const Request&, Response& reply) {
        reply.set_header("Retry-After", "60");
        answer_problem(reply, 503, "busy", "", true);
    });
    Client client(server.url());
    EXPECT_EQ(client.backend.channels().error().who, Who::wait);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpBackend, CallsBrokenContractsByTheirName) {
    std::string body;
    const TinyServer server([&](const Request&, Response& reply) { answer_json(reply, body); });
    Client client(server.url());
    const auto complaint = [&](std::string answer) {
        body = std::move(answer);
        const auto problem = client.backend.close_payment("pay-1").error();
        return problem.code + problem.items.front();
    };
    const std::string whole = payment;
    const auto without = [&](const std::string& part, const std::string& instead) {
        auto text = whole;
        return text.replace(text.find(part), part.size(), instead);
    };
    EXPECT_EQ(complaint(without(R"("id":"pay-1",)", "")), "contract/id");
    EXPECT_EQ(complaint(without("19000", R"("19000")")), "contract/amount_fen");
    EXPECT_EQ(complaint(without("created", "dreaming")), "contract/state");
    EXPECT_EQ(complaint(without("+08:00", "Z")), "contract/expires_at");
    EXPECT_EQ(complaint("not json"), "contract/id");
}

TEST(HttpBackend, OpensTheSessionWithTheFirstIdentificationAndSendsItsToken) {
    const TinyServer server([](const Request& request, Response& reply) {
        if (request.path == "/v1/sessions")
            return answer_json(
                reply, R"({"id":"s-1","token":"token-1","expires_at":"2036-01-01T00:00:00+08:00"})",
                201);
        answer_json(
            reply,
            R"({"id":"i-1","masked_mobile":"138****0000","resend_after_s":60,"tries_left":5})",
            201);
    });
    Client client(server.url());
    const auto ticket = client.backend.open_identification("c1", "document", "样本0001", "orders");
    ASSERT_TRUE(ticket) << ticket.error().code;
    EXPECT_EQ(ticket->id, "i-1");
    EXPECT_EQ(server.requests().back().path, "/v1/sessions/s-1/identification");
    EXPECT_EQ(server.requests().back().get_header_value("Authorization"), "Bearer token-1");
    client.backend.close_session();
    EXPECT_FALSE(client.session.ticket());
    EXPECT_EQ(server.requests().back().method, "DELETE");
}

TEST(HttpBackend, EndsAWaitWithinTwoTenthsOfASecond) {
    std::atomic<bool> waiting{false};
    std::atomic<bool> over{false};
    const TinyServer server([&](const Request&, Response& reply) {
        waiting = true;
        while (!over) std::this_thread::yield();
        reply.status = 500;
    });
    Client client(server.url());
    std::stop_source stop;
    auto watching = std::async(std::launch::async, [&] {
        return client.backend.watch_payment("pay-1", stop.get_token());
    });
    while (!waiting) std::this_thread::yield();
    const auto asked = std::chrono::steady_clock::now();
    stop.request_stop();
    EXPECT_EQ(watching.get().error().code, "stopped");
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds(200));
    over = true;
}

TEST(HttpBackend, WaitsOnForSomethingNewerThanItsLastAnswer) {
    const TinyServer server([](const Request&, Response& reply) {
        reply.set_header("ETag", "\"7\"");
        answer_json(reply, payment);
    });
    Client client(server.url());
    ASSERT_TRUE(client.backend.watch_payment("pay-1", {}));
    ASSERT_TRUE(client.backend.watch_payment("pay-1", {}));
    const auto requests = server.requests();
    EXPECT_EQ(requests[0].get_header_value("Prefer"), "wait=30");
    EXPECT_FALSE(requests[0].has_header("If-None-Match"));
    EXPECT_EQ(requests[1].get_header_value("If-None-Match"), "\"7\"");
}

const char* saved_order = R"({"id":"o-1","channel":"c1","service":"new","method":"lr_face",
    "state":"draft_organisation","step":"organisation","applicant":null,"allowed_actions":["view"],
    "created_at":"2026-01-01T00:00:00+08:00","fields":{"org_name":"样本公司"},"choices":{},
    "verifications":{"organisation":"none","agent":"none","letter":"none"},"materials":[],
    "consents":[],"price_fen":1,"promises":{},"receipt_qr":"q","page":"organisation"})";

TEST(HttpBackend, RecognisesItsOwnSavingWhoseAnswerWasLost) {
    const TinyServer server([](const Request& request, Response& reply) {
        if (request.method == "PATCH") return answer_problem(reply, 412, "order-changed");
        reply.set_header("ETag", "\"2\"");
        answer_json(reply, saved_order);
    });
    Client client(server.url());
    Backend::Patch patch{"organisation", "organisation", {}, {}};
    patch.fields[flow::FieldId::org_name] = "样本公司";
    EXPECT_EQ(client.backend.save_step("o-1", "\"1\"", patch)->etag, "\"2\"");
    patch.fields[flow::FieldId::org_name] = "样本另一家";
    EXPECT_EQ(client.backend.save_step("o-1", "\"1\"", patch).error().code, "order-changed");
}

TEST(HttpBackend, ForgetsASessionThatEnded) {
    const TinyServer server(
        [](const Request&, Response& reply) { answer_problem(reply, 401, "not-signed-in"); });
    Client client(server.url());
    client.session.open({"s-1", flow::Secret("token-1")});
    EXPECT_EQ(client.backend.orders(true).error().code, "not-signed-in");
    EXPECT_FALSE(client.session.ticket());
}

TEST(HttpBackend, NoticesAWrongClock) {
    const TinyServer server([](const Request&, Response& reply) {
        answer_json(reply, R"({"now":"2001-01-01T00:00:00+08:00"})");
    });
    Client client(server.url());
    EXPECT_EQ(client.backend.reach().error().code, "clock-wrong");
}

}  // namespace
}  // namespace kiosk::backend
