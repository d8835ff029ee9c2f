#include "tests/kiosk/backend/tiny_server.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace kiosk::backend {
namespace {

using httplib::Request;
using httplib::Response;

/// The receiving side of tus 1.0, for one file.
class TusServer {
public:
    void answer(const Request& request, Response& reply) {
        reply.set_header("Tus-Resumable", "1.0.0");
        if (request.path.ends_with("/materials"))
            return answer_json(reply,
                               R"({"kind":"licence","state":"received","source":"terminal"})", 201);
        if (request.method == "POST") {
            reply.set_header("Location", "/v1/uploads/u-1");
            reply.status = 201;
            return;
        }
        if (request.method == "PATCH") take(request, reply);
        reply.set_header("Upload-Offset", std::to_string(file.size()));
    }

    std::string file;
    int break_at_patch = 0;  ///< This PATCH arrives, but its answer is lost; 0: none.
    int patches = 0;

private:
    void take(const Request& request, Response& reply) {
        if (request.get_header_value("Upload-Offset") != std::to_string(file.size())) {
            answer_problem(reply, 409, "offset-mismatch");
            return;
        }
        file += request.body;
        reply.status = 204;
        if (++patches == break_at_patch) {
            reply.status = 503;
            reply.set_content("", "text/plain");
        }
    }
};

std::vector<std::uint8_t> photo() {
    std::vector<std::uint8_t> bytes(600'000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 / 3);
    return bytes;
}

TEST(Uploads, ArriveWhole) {
    TusServer tus;
    const TinyServer server([&](const Request& q, Response& r) { tus.answer(q, r); });
    Client client(server.url());
    const auto sent = client.backend.send_material("o-1", "licence", photo());
    ASSERT_TRUE(sent) << sent.error().code;
    EXPECT_EQ(sent->state, flow::MaterialState::received);
    const auto file = photo();
    EXPECT_TRUE(std::equal(file.begin(), file.end(), tus.file.begin(), tus.file.end(),
                           [](auto a, auto b) { return a == static_cast<std::uint8_t>(b); }));
    EXPECT_EQ(tus.patches, 3);
}

TEST(Uploads, GoOnAfterABrokenPieceFromWhereTheServerIs) {
    TusServer tus;
    tus.break_at_patch = 2;
    const TinyServer server([&](const Request& q, Response& r) { tus.answer(q, r); });
    Client client(server.url());
    ASSERT_TRUE(client.backend.send_material("o-1", "licence", photo()));
    EXPECT_EQ(tus.file.size(), 600'000U);
    EXPECT_EQ(tus.patches, 3);
}

TEST(Uploads, CarryChecksumAndMetadata) {
    TusServer tus;
    const TinyServer server([&](const Request& q, Response& r) { tus.answer(q, r); });
    Client client(server.url());
    ASSERT_TRUE(client.backend.send_material("o-1", "licence", photo()));
    const auto requests = server.requests();
    EXPECT_EQ(requests[0].get_header_value("Upload-Metadata").find("order by0x,kind bGljZW5jZQ=="),
              0U);
    EXPECT_EQ(requests[0].get_header_value("Upload-Length"), "600000");
    EXPECT_EQ(requests[1].get_header_value("Upload-Checksum").find("sha1 "), 0U);
    EXPECT_EQ(requests[1].get_header_value("Content-Type"), "application/offset+octet-stream");
}

}  // namespace
}  // namespace kiosk::backend
