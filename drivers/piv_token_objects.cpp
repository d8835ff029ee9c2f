// The data objects of a PIV token.

#include "drivers/piv_token.hpp"
#include "drivers/tlv.hpp"

#include <openssl/x509.h>

namespace drivers {
namespace {

constexpr std::uint8_t ins_get_data = 0xCB;
constexpr std::uint8_t ins_put_data = 0xDB;
constexpr std::uint32_t tag_list = 0x5C;
constexpr std::uint32_t content = 0x53;
constexpr std::size_t longest_certificate = 0xF000;

Bytes name_of(std::uint32_t object) {
    return {static_cast<std::uint8_t>(object >> 16), static_cast<std::uint8_t>(object >> 8),
            static_cast<std::uint8_t>(object)};
}

TokenFault bad_data(std::string detail) { return {Failure::bad_data, std::move(detail)}; }

bool is_certificate(std::span<const std::uint8_t> der) {
    const std::uint8_t* at = der.data();
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    X509_free(certificate);
    return certificate && at == der.data() + der.size();
}

}  // namespace

/// What the object holds; nothing when it is not there or empty.
TokenResult<std::optional<Bytes>> PivToken::get_object(std::uint32_t tag) {
    const auto reply = ask({ins_get_data, 0x3F, 0xFF, make_tlv(tag_list, name_of(tag))});
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == 0x6A82 || reply->status == 0x6A88) return std::optional<Bytes>{};
    if (!reply->ok()) return tl::unexpected(token_fault(reply->status, "GET DATA"));
    const auto value = find_tlv(reply->data, content);
    if (!value) return tl::unexpected(bad_data("GET DATA: answer is malformed"));
    if (value->empty()) return std::optional<Bytes>{};
    return std::optional<Bytes>{Bytes(value->begin(), value->end())};
}

TokenResult<void> PivToken::write_certificate(const Bytes& der) {
    if (der.size() > longest_certificate || !is_certificate(der))
        return tl::unexpected(bad_data("not a certificate"));
    Bytes object;
    append_tlv(object, 0x70, der);
    append_tlv(object, 0x71, Bytes{0x00});  // not compressed
    append_tlv(object, 0xFE, {});
    Bytes body = make_tlv(tag_list, name_of(signing_certificate));
    append_tlv(body, content, object);
    const auto reply = demand({ins_put_data, 0x3F, 0xFF, body, false}, "PUT DATA");
    if (!reply) return tl::unexpected(reply.error());

    const auto kept = get_object(signing_certificate);
    if (!kept) return tl::unexpected(kept.error());
    if (*kept != object)
        return tl::unexpected(
            TokenFault{Failure::hardware_error, "certificate was not kept as written"});
    return {};
}

TokenResult<Bytes> PivToken::read_certificate() {
    const auto object = get_object(signing_certificate);
    if (!object) return tl::unexpected(object.error());
    if (!*object) return tl::unexpected(bad_data("no certificate"));
    const auto der = find_tlv(**object, 0x70);
    if (!der || !is_certificate(*der)) return tl::unexpected(bad_data("certificate is malformed"));
    return Bytes(der->begin(), der->end());
}

}  // namespace drivers
