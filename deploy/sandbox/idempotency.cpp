#include "deploy/sandbox/idempotency.hpp"

#include "deploy/sandbox/digests.hpp"

namespace sandbox {

namespace {

std::string payload_of(const Request& request) {
    return sha256_hex(request.path + '\n' + request.header("upload-metadata").value_or("") + '\n' +
                      request.header("upload-length").value_or("") + '\n' + request.body);
}

}  // namespace

Result<std::optional<Answer>> remembered(World& world, const Request& request) {
    const auto key = request.header("idempotency-key");
    if (!key || key->size() < 16 || key->size() > 64) return failed("idempotency-key-missing");
    const auto kept = world.records.get("answer", *key);
    if (!kept) return std::nullopt;
    if (kept->at("payload") != payload_of(request)) return failed("idempotency-key-reused");
    return Answer{.status = kept->at("status"),
                  .body = kept->at("body"),
                  .content_type = kept->at("content_type"),
                  .headers = kept->at("headers")};
}

void remember(World& world, const Request& request, const Answer& answer) {
    const bool retryable = answer.body.is_object() && answer.body.value("retryable", false);
    // A refusal for want of a session says nothing about the request itself.
    if (answer.status >= 500 || answer.status == 401 || retryable) return;
    const auto key = request.header("idempotency-key");
    if (!key) return;
    world.records.put("answer", *key,
                      {{"payload", payload_of(request)},
                       {"status", answer.status},
                       {"body", answer.body},
                       {"content_type", answer.content_type},
                       {"headers", answer.headers}});
}

}  // namespace sandbox
