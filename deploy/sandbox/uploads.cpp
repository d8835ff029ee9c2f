#include "deploy/sandbox/uploads.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"

#include <charconv>
#include <sstream>

namespace sandbox {

namespace {

constexpr std::size_t largest = 8 * 1024 * 1024;
constexpr std::size_t largest_evidence = 40 * 1024 * 1024;

std::optional<std::size_t> number(const std::optional<std::string>& text) {
    std::size_t value = 0;
    if (!text || text->empty()) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return value;
}

/// "order b64,kind b64" (tus 1.0.0, Upload-Metadata).
std::map<std::string, std::string> metadata(const std::string& header) {
    std::map<std::string, std::string> values;
    std::istringstream pairs(header);
    for (std::string pair; std::getline(pairs, pair, ',');) {
        std::istringstream words(pair);
        std::string key;
        std::string value;
        words >> key >> value;
        values[key] = base64_bytes(value).value_or("");
    }
    return values;
}

bool speaks_tus(const Call& call) { return call.request.header("tus-resumable") == "1.0.0"; }

std::string name_of(const Call& call) { return "upload:" + call.captured("upload"); }

Answer offset_answer(std::size_t offset, int status) {
    return {.status = status,
            .headers = {{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", std::to_string(offset)}}};
}

}  // namespace

Handled create_upload(Call& call) {
    const auto length = number(call.request.header("upload-length"));
    auto about = metadata(call.request.header("upload-metadata").value_or(""));
    if (!speaks_tus(call) || !length || *length == 0 || about["sha256"].size() != 64)
        return bad_request("tus headers");
    const auto order = visible_order(call, about["order"]);
    if (!order) return failed(order.error());
    if (*length > (about["kind"] == "face_evidence" ? largest_evidence : largest))
        return failed("upload-too-large");
    const auto id = random_token();
    call.world.records.put("upload", id,
                           {{"id", id},
                            {"order", about["order"]},
                            {"kind", about["kind"]},
                            {"sha256", about["sha256"]},
                            {"length", *length}},
                           about["order"]);
    call.world.records.put_bytes("upload:" + id, "");
    return Answer{.status = 201,
                  .headers = {{"Tus-Resumable", "1.0.0"}, {"Location", "/v1/uploads/" + id}}};
}

Handled upload_offset(Call& call) {
    const auto upload = call.world.records.get("upload", call.captured("upload"));
    if (!upload) return failed("not-found");
    Answer answer = offset_answer(call.world.records.bytes(name_of(call)).value_or("").size(), 200);
    answer.headers["Upload-Length"] = std::to_string(upload->at("length").get<std::size_t>());
    answer.headers["Cache-Control"] = "no-store";
    return answer;
}

Handled append_upload(Call& call) {
    const auto upload = call.world.records.get("upload", call.captured("upload"));
    if (!upload) return failed("not-found");
    const auto type = call.request.header("content-type").value_or("");
    const auto offset = number(call.request.header("upload-offset"));
    if (!speaks_tus(call) || !offset || type != "application/offset+octet-stream")
        return bad_request("tus headers");
    const auto have = call.world.records.bytes(name_of(call)).value_or("").size();
    const auto& bytes = call.request.body;
    if (*offset != have) return failed("offset-mismatch");
    if (have + bytes.size() > upload->at("length").get<std::size_t>())
        return failed("upload-too-large");
    if (call.request.header("upload-checksum") != "sha1 " + sha1_base64(bytes))
        return failed("checksum-mismatch");
    call.world.records.append_bytes(name_of(call), bytes);
    return offset_answer(have + bytes.size(), 204);
}

}  // namespace sandbox
