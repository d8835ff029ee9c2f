#include "kiosk/backend/issuance_json.hpp"

#include "kiosk/backend/https_line.hpp"

#include <openssl/evp.h>

namespace kiosk::backend {
namespace {

flow::Secret secret(const Reading& json, const char* name) {
    std::string text = json.text(name);
    flow::Secret kept(text);
    wipe(text);
    return kept;
}

/// RFC 4648, padded; empty when it is not.
std::vector<std::uint8_t> base64_bytes(const std::string& text) {
    if (text.empty() || text.size() % 4 != 0) return {};
    std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
    const int size =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    const auto padding = text.size() - text.find_last_not_of('=') - 1;
    bytes.resize(size < 0 || padding > 2 ? 0 : static_cast<std::size_t>(size) - padding);
    return bytes;
}

/// The three come together or not at all.
void read_encryption(const Reading& json, Issuance& issuance) {
    if (!json.has("encryption_certificate_pem")) return;
    issuance.encryption_certificate_pem = json.text("encryption_certificate_pem");
    issuance.enveloped_key = base64_bytes(json.text("enveloped_key"));
    if (issuance.enveloped_key.empty()) json.refuse("enveloped_key");
    issuance.envelope_padded_inside =
        json.word("envelope_padding", {"inside", "outside"}) == "inside";
}

}  // namespace

Issuance read_issuance(const Reading& json) {
    Issuance issuance;
    issuance.id = json.text("id");
    issuance.state = read_issuance_state(json);
    issuance.algorithm = json.word("algorithm", {"ec_p256", "rsa_2048", "sm2"});
    issuance.key_serial = json.text("key_serial");
    const Reading subject = json.object("subject");
    issuance.subject_c = subject.text("C");
    issuance.subject_o = subject.text("O");
    issuance.subject_ou = subject.text("OU");
    issuance.subject_cn = subject.text("CN");
    issuance.puk = secret(json, "puk");
    issuance.management_key = secret(json, "management_key");
    issuance.management_algorithm =
        json.word("management_algorithm", {"3des", "aes128", "aes192", "aes256"});
    issuance.supersedes = json.text_if("supersedes");
    if (issuance.state == "reserved" || issuance.state == "aborted") return issuance;
    issuance.certificate_pem = json.text("certificate_pem");
    issuance.chain_pem = json.texts("chain_pem");
    issuance.challenge = json.text("challenge");
    read_encryption(json, issuance);
    return issuance;
}

std::vector<Issuance> read_issuances(const Reading& json) {
    std::vector<Issuance> all;
    for (const Reading& one : json.list("issuances")) all.push_back(read_issuance(one));
    return all;
}

std::string read_issuance_state(const Reading& json) {
    return json.word("state", {"reserved", "certified", "written", "confirmed", "aborted"});
}

Backend::KeyChallenge read_challenge(const Reading& json) {
    return {{}, json.text("challenge"), json.text("certificate_sha256")};
}

flow::KeyHolder read_holder(const Reading& json) {
    flow::KeyHolder holder;
    holder.serial = json.text("serial");
    holder.organisation = json.text("organisation");
    holder.renewable = json.flag("renewable");
    json.time("renewable_from");
    holder.renewable_from = json.text("renewable_from").substr(0, 10);
    return holder;
}

Backend::Unblocking read_unblocking(const Reading& json) {
    return {secret(json, "puk"), read_challenge(json)};
}

Backend::KeyRecord read_key_record(const Reading& json) {
    return {json.word("state", {"in_stock", "issued", "voided", "unknown"}),
            json.text_if("owner_masked")};
}

}  // namespace kiosk::backend
