#include "kiosk/backend/issuance_json.hpp"

#include "kiosk/backend/https_line.hpp"

namespace kiosk::backend {
namespace {

flow::Secret secret(const Reading& json, const char* name) {
    std::string text = json.text(name);
    flow::Secret kept(text);
    wipe(text);
    return kept;
}

}  // namespace

Issuance read_issuance(const Reading& json) {
    Issuance issuance;
    issuance.id = json.text("id");
    issuance.state =
        json.word("state", {"reserved", "certified", "written", "confirmed", "aborted"});
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
    if (issuance.state == "reserved" || issuance.state == "aborted") return issuance;
    issuance.certificate_pem = json.text("certificate_pem");
    issuance.chain_pem = json.texts("chain_pem");
    issuance.challenge = json.text("challenge");
    return issuance;
}

Backend::KeyRecord read_key_record(const Reading& json) {
    return {json.word("state", {"in_stock", "issued", "voided", "unknown"}),
            json.text_if("owner_masked")};
}

}  // namespace kiosk::backend
