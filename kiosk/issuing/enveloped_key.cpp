#include "kiosk/issuing/enveloped_key.hpp"

#include "kiosk/issuing/openssl_owned.hpp"

#include <openssl/asn1.h>
#include <string_view>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;

constexpr std::size_t coordinate_bytes = 32;
constexpr std::string_view sm4 = "1.2.156.10197.1.104";

struct ElementsFreed {
    void operator()(ASN1_SEQUENCE_ANY* elements) const {
        sk_ASN1_TYPE_pop_free(elements, ASN1_TYPE_free);
    }
};
using Elements = std::unique_ptr<ASN1_SEQUENCE_ANY, ElementsFreed>;

/// The elements of a SEQUENCE of exactly `count`; nothing for anything else.
Elements sequence(const std::uint8_t* der, std::size_t size, int count) {
    const std::uint8_t* at = der;
    Elements elements(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, static_cast<long>(size)));
    if (!elements || at != der + size || sk_ASN1_TYPE_num(elements.get()) != count) return nullptr;
    return elements;
}

/// Element `i` when it is of this kind: for SEQUENCE its whole DER, else its contents.
std::optional<Bytes> element(const Elements& elements, int i, int kind) {
    const ASN1_TYPE* value = sk_ASN1_TYPE_value(elements.get(), i);
    if (value->type != kind) return {};
    const ASN1_STRING* text = value->value.asn1_string;
    const std::uint8_t* data = ASN1_STRING_get0_data(text);
    return Bytes(data, data + ASN1_STRING_length(text));
}

bool append_coordinate(const Elements& elements, int i, Bytes& point) {
    const ASN1_TYPE* value = sk_ASN1_TYPE_value(elements.get(), i);
    if (value->type != V_ASN1_INTEGER) return false;
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
        ASN1_INTEGER_to_BN(value->value.integer, nullptr));
    point.resize(point.size() + coordinate_bytes);
    return number && !BN_is_negative(number.get()) &&
           BN_bn2binpad(number.get(), point.data() + point.size() - coordinate_bytes,
                        static_cast<int>(coordinate_bytes)) > 0;
}

/// SM4, or SM4 in ECB mode, which is the only one a key of a few blocks comes in.
bool is_sm4(const Bytes& identifier) {
    const std::uint8_t* at = identifier.data();
    const std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>> algorithm(
        d2i_X509_ALGOR(nullptr, &at, static_cast<long>(identifier.size())));
    if (!algorithm) return false;
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm.get());
    std::string name(64, '\0');
    const int size = OBJ_obj2txt(name.data(), static_cast<int>(name.size()), object, 1);
    name.resize(static_cast<std::size_t>(std::max(size, 0)));
    return name == sm4 || name == std::string(sm4) + ".1";
}

bool read_cipher(const Bytes& der, drivers::EnvelopedKey& envelope) {
    const auto parts = sequence(der.data(), der.size(), 4);
    if (!parts || !append_coordinate(parts, 0, envelope.cipher_point) ||
        !append_coordinate(parts, 1, envelope.cipher_point))
        return false;
    const auto hash = element(parts, 2, V_ASN1_OCTET_STRING);
    const auto text = element(parts, 3, V_ASN1_OCTET_STRING);
    if (!hash || hash->size() != 32 || !text) return false;
    envelope.cipher_hash = *hash;
    envelope.cipher_text = *text;
    return true;
}

}  // namespace

std::optional<drivers::EnvelopedKey> read_enveloped_key(const Bytes& der, bool padded_inside) {
    const auto parts = sequence(der.data(), der.size(), 4);
    if (!parts) return {};
    const auto algorithm = element(parts, 0, V_ASN1_SEQUENCE);
    const auto cipher = element(parts, 1, V_ASN1_SEQUENCE);
    const auto public_key = element(parts, 2, V_ASN1_BIT_STRING);
    const auto private_key = element(parts, 3, V_ASN1_BIT_STRING);
    drivers::EnvelopedKey envelope;
    if (!algorithm || !is_sm4(*algorithm) || !cipher || !read_cipher(*cipher, envelope) ||
        !public_key || public_key->size() != 1 + 2 * coordinate_bytes ||
        public_key->front() != 0x04 || !private_key)
        return {};
    envelope.public_key.assign(public_key->begin() + 1, public_key->end());
    envelope.encrypted_private_key = *private_key;
    envelope.padded_inside = padded_inside;
    return envelope;
}

}  // namespace kiosk::issuing
