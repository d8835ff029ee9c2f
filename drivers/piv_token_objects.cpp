#include "drivers/piv_token_objects.hpp"

#include "drivers/piv_token.hpp"
#include "drivers/tlv.hpp"

#include <openssl/x509.h>

namespace drivers {
namespace {

constexpr std::uint8_t ins_put_data = 0xDB;
constexpr std::uint32_t tag_list = 0x5C;
constexpr std::uint32_t content = 0x53;
constexpr std::uint32_t key_history = 0x5FC10C;

Bytes name_of(std::uint32_t object) {
    return {static_cast<std::uint8_t>(object >> 16), static_cast<std::uint8_t>(object >> 8),
            static_cast<std::uint8_t>(object)};
}

bool is_certificate(std::span<const std::uint8_t> der) {
    const std::uint8_t* at = der.data();
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    X509_free(certificate);
    return certificate && at == der.data() + der.size();
}

}  // namespace

std::optional<Bytes> piv_certificate(std::span<const std::uint8_t> object) {
    const auto der = find_tlv(object, 0x70);
    const auto how = find_tlv(object, 0x71);
    const bool compressed = how && !how->empty() && (how->front() & 0x01) != 0;
    if (!der || compressed || !is_certificate(*der)) return {};
    return Bytes(der->begin(), der->end());
}

/// What the object holds; nothing when it is not there or empty.
TokenResult<std::optional<Bytes>> PivToken::get_object(std::uint32_t tag) {
    const auto reply = ask({ins_get_data, 0x3F, 0xFF, make_tlv(tag_list, name_of(tag))});
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == 0x6A82 || reply->status == 0x6A88) return std::optional<Bytes>{};
    if (!reply->ok()) return tl::unexpected(token_fault(reply->status, "GET DATA"));
    if (reply->data.empty()) return std::optional<Bytes>{};
    const auto value = find_tlv(reply->data, content);
    if (!value)
        return tl::unexpected(token_breach(Breach::malformed, "GET DATA: answer is malformed"));
    if (value->empty()) return std::optional<Bytes>{};
    return std::optional<Bytes>{Bytes(value->begin(), value->end())};
}

TokenResult<void> PivToken::put_object(std::uint32_t tag, const Bytes& object) {
    Bytes body = make_tlv(tag_list, name_of(tag));
    append_tlv(body, content, object);
    const auto reply = demand({ins_put_data, 0x3F, 0xFF, body, false}, "PUT DATA");
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

TokenResult<void> PivToken::write_certificate(KeySlot slot, const Bytes& der) {
    if (der.size() > longest_certificate || !is_certificate(der))
        return tl::unexpected(bad_data("not a certificate"));
    Bytes object;
    append_tlv(object, 0x70, der);
    append_tlv(object, 0x71, Bytes{0x00});  // not compressed
    append_tlv(object, 0xFE, {});
    if (auto put = put_object(piv_object(slot), object); !put) return put;
    if (slot == KeySlot{Place::second, Use::encryption}) return name_retired_pair();
    return {};
}

/// Programs look into retired slots only as far as the Key History object says (SP 800-73-4 part 1,
/// 3.3.3): one certificate on the card, none elsewhere.
TokenResult<void> PivToken::name_retired_pair() {
    const auto history = get_object(key_history);
    if (!history) return tl::unexpected(history.error());
    const auto on_card = *history ? find_tlv(**history, 0xC1) : std::nullopt;
    if (on_card && !on_card->empty() && on_card->back() > 0) return {};
    Bytes object;
    append_tlv(object, 0xC1, Bytes{0x01});
    append_tlv(object, 0xC2, Bytes{0x00});
    append_tlv(object, 0xFE, {});
    return put_object(key_history, object);
}

TokenResult<Bytes> PivToken::read_certificate(KeySlot slot) {
    const auto object = get_object(piv_object(slot));
    if (!object) return tl::unexpected(object.error());
    if (!*object) return tl::unexpected(bad_data("no certificate"));
    auto der = piv_certificate(**object);
    if (!der) return tl::unexpected(token_breach(Breach::malformed, "certificate is malformed"));
    return std::move(*der);
}

/// PUT DATA of an empty content deletes (SP 800-73-4 part 2, 3.3.1).
TokenResult<void> PivToken::erase_certificate(KeySlot slot) {
    return put_object(piv_object(slot), {});
}

}  // namespace drivers
