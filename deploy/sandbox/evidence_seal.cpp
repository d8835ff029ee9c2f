#include "deploy/sandbox/evidence_seal.hpp"

#include "deploy/sandbox/file_contents.hpp"

#include <filesystem>
#include <fstream>
#include <openssl/cms.h>
#include <sstream>
#include <stdexcept>

namespace sandbox {

namespace {

using OwnedMessage = std::unique_ptr<CMS_ContentInfo, Release<CMS_ContentInfo_free>>;
using OwnedStore = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;

void free_signers(STACK_OF(X509) * signers) { sk_X509_free(signers); }
using Signers = std::unique_ptr<STACK_OF(X509), Release<free_signers>>;

OwnedCertificate make_certificate(EVP_PKEY* key) {
    constexpr long ten_years = 10L * 365 * 24 * 3600;
    OwnedCertificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    set_random_serial(made.get());
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -300);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), ten_years);
    X509_set_pubkey(made.get(), key);
    add_name(X509_get_subject_name(made.get()), "CN", "Sandbox evidence");
    X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
    extend(made.get(), made.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(made.get(), made.get(), NID_key_usage, "critical,keyAgreement");
    extend(made.get(), made.get(), NID_subject_key_identifier, "hash");
    sign_certificate(made.get(), key);
    return made;
}

std::string common_name(X509* certificate) {
    char name[128] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name,
                              sizeof name);
    return name;
}

}  // namespace

EvidenceSeal::EvidenceSeal(const std::string& folder) {
    std::filesystem::create_directories(folder);
    const auto path = folder + "/evidence.pem";
    if (!std::filesystem::exists(path)) {
        const auto key = new_p256_key();
        std::ofstream(path) << pem_of(key.get()) << pem_of(make_certificate(key.get()).get());
        std::filesystem::permissions(
            path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    const auto both = file_contents(path);
    key_ = key_from(both);
    own_ = certificate_from(both);
    if (!key_ || !own_) throw std::runtime_error(path + ": no key and certificate");
    pem_ = pem_of(own_.get());
}

tl::expected<EvidenceSeal::Opened, std::string> EvidenceSeal::open(
    const std::string& sealed, const std::string& device_ca) const {
    const auto refused = [](const char* why) { return tl::unexpected<std::string>(why); };
    const OwnedMessage message(d2i_CMS_bio(reading(sealed).get(), nullptr));
    const auto authority = certificate_from(device_ca);
    const OwnedStore devices(X509_STORE_new());
    if (!message || !authority) return refused("no CMS message");
    X509_STORE_add_cert(devices.get(), authority.get());
    // The device's certificate is for TLS; that it may sign evidence as well is our agreement.
    X509_STORE_set_purpose(devices.get(), X509_PURPOSE_ANY);
    const OwnedBio signed_bytes(BIO_new(BIO_s_mem()));
    if (CMS_verify(message.get(), nullptr, devices.get(), nullptr, signed_bytes.get(),
                   CMS_BINARY) != 1)
        return refused("the signature does not hold");
    const Signers signers(CMS_get0_signers(message.get()));
    if (!signers || sk_X509_num(signers.get()) != 1) return refused("not one signer");
    Opened opened;
    opened.signer = common_name(sk_X509_value(signers.get(), 0));
    const OwnedMessage envelope(d2i_CMS_bio(signed_bytes.get(), nullptr));
    const OwnedBio plain(BIO_new(BIO_s_mem()));
    if (!envelope ||
        CMS_decrypt(envelope.get(), key_.get(), own_.get(), nullptr, plain.get(), CMS_BINARY) != 1)
        return refused("not sealed for us");
    opened.content = text_of(plain.get());
    return opened;
}

}  // namespace sandbox
