#include "kiosk/backend/upload.hpp"

#include "kiosk/backend/base64.hpp"

#include <charconv>
#include <openssl/evp.h>

namespace kiosk::backend {
namespace {

constexpr std::size_t least_piece = 256U << 10U;
constexpr std::size_t most_pieces = 16;
constexpr int breaks_borne = 5;
constexpr const char* version = "Tus-Resumable: 1.0.0";

std::vector<unsigned char> digest(const EVP_MD* kind, std::span<const std::uint8_t> bytes) {
    std::vector<unsigned char> value(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), value.data(), &size, kind, nullptr);
    value.resize(size);
    return value;
}

std::string hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

Reply<std::size_t> offset_of(const HttpsReply& reply, std::size_t size) {
    const std::string text = reply.header("upload-offset");
    std::size_t offset = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), offset);
    if (fault != std::errc() || end != text.data() + text.size() || offset > size)
        return tl::unexpected(contract_problem("Upload-Offset"));
    return offset;
}

bool may_resume(const flow::Problem& problem) {
    return problem.code == "offline" || problem.code == "offset-mismatch" ||
           problem.code == "checksum-mismatch" || problem.code == "busy";
}

}  // namespace

Reply<std::string> Uploads::create(const std::string& metadata, std::size_t size) {
    Call call;
    call.method = "POST";
    call.path = "/uploads";
    call.headers = {version, "Upload-Length: " + std::to_string(size),
                    "Upload-Metadata: " + metadata};
    const auto reply = exchange_.send(std::move(call));
    if (!reply) return tl::unexpected(reply.error());
    const std::string location = reply->header("location");
    constexpr std::string_view folder = "/v1/uploads/";
    const auto at = location.find(folder);
    if (at == std::string::npos || at + folder.size() == location.size())
        return tl::unexpected(contract_problem("Location"));
    return location.substr(at + std::string_view("/v1").size());
}

Reply<std::size_t> Uploads::offset(const std::string& path) {
    Call call;
    call.method = "HEAD";
    call.path = path;
    call.headers = {version};
    const auto reply = exchange_.send(std::move(call));
    if (!reply) return tl::unexpected(reply.error());
    return offset_of(*reply, SIZE_MAX);
}

Reply<std::size_t> Uploads::send_piece(const std::string& path, std::span<const std::uint8_t> file,
                                       std::size_t from) {
    const auto size = std::max(least_piece, file.size() / most_pieces + 1);
    const auto piece = file.subspan(from, std::min(size, file.size() - from));
    Call call;
    call.method = "PATCH";
    call.path = path;
    call.body.assign(piece.begin(), piece.end());
    call.content_type = "application/offset+octet-stream";
    call.headers = {version, "Upload-Offset: " + std::to_string(from),
                    "Upload-Checksum: sha1 " + base64(digest(EVP_sha1(), piece))};
    call.once = true;  // after a break the server is asked first how far it got
    const auto reply = exchange_.send(std::move(call));
    if (!reply) return tl::unexpected(reply.error());
    return offset_of(*reply, file.size());
}

Reply<void> Uploads::send_rest(const std::string& path, std::span<const std::uint8_t> file,
                               std::size_t from) {
    int breaks = 0;
    while (from < file.size()) {
        auto next = send_piece(path, file, from);
        if (!next && may_resume(next.error()) && ++breaks < breaks_borne) next = offset(path);
        if (!next) return tl::unexpected(next.error());
        if (*next > file.size()) return tl::unexpected(contract_problem("Upload-Offset"));
        from = *next;
    }
    return {};
}

Reply<std::string> Uploads::send(const std::string& order, const std::string& kind,
                                 std::span<const std::uint8_t> file) {
    const std::string metadata = "order " + base64(order) + ",kind " + base64(kind) + ",sha256 " +
                                 base64(hex(digest(EVP_sha256(), file)));
    std::size_t from = 0;
    if (unfinished_.metadata == metadata) {
        const auto reached = offset(unfinished_.path);
        if (!reached && may_resume(reached.error())) return tl::unexpected(reached.error());
        if (!reached) unfinished_ = {};
        from = reached.value_or(0);
    }
    if (unfinished_.metadata != metadata) {
        const auto path = create(metadata, file.size());
        if (!path) return tl::unexpected(path.error());
        unfinished_ = {metadata, *path};
    }
    const std::string path = unfinished_.path;
    const auto sent = send_rest(path, file, from);
    if (!sent) return tl::unexpected(sent.error());
    unfinished_ = {};
    return path.substr(path.rfind('/') + 1);
}

}  // namespace kiosk::backend
