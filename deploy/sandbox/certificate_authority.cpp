#include "deploy/sandbox/certificate_authority.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/x509_pieces.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sandbox {

struct CertificateAuthority::Keys {
    OwnedCertificate root;
    OwnedKey root_key;
    OwnedCertificate issuing;
    OwnedKey issuing_key;
};

namespace {

constexpr long seconds_a_year = 365L * 24 * 3600;

std::string read_file(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    file.close();
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    if (!file) throw std::runtime_error(path + ": cannot be written");
}

/// A certificate without extensions and signature.
OwnedCertificate blank(EVP_PKEY* key, const X509_NAME* issuer, long seconds) {
    OwnedCertificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_random_serial(certificate.get());
    // Clocks of those who check may be a little slow.
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -300);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds);
    X509_set_pubkey(certificate.get(), key);
    if (issuer != nullptr) X509_set_issuer_name(certificate.get(), issuer);
    return certificate;
}

OwnedCertificate make_authority(EVP_PKEY* key, const char* name, X509* issuer,
                                EVP_PKEY* issuer_key) {
    auto certificate = blank(key, nullptr, 20 * seconds_a_year);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    add_name(subject, "C", "CN");
    add_name(subject, "O", "样例电子认证服务机构（样本）");
    add_name(subject, "CN", name);
    X509* signer = issuer == nullptr ? certificate.get() : issuer;
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    extend(certificate.get(), signer, NID_basic_constraints,
           issuer == nullptr ? "critical,CA:TRUE" : "critical,CA:TRUE,pathlen:0");
    extend(certificate.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(certificate.get(), signer, NID_subject_key_identifier, "hash");
    extend(certificate.get(), signer, NID_authority_key_identifier, "keyid:always");
    X509_sign(certificate.get(), issuer_key == nullptr ? key : issuer_key, EVP_sha256());
    return certificate;
}

std::optional<std::string> wrong_key(EVP_PKEY* key, std::string_view algorithm) {
    if (algorithm == "rsa_2048") {
        if (EVP_PKEY_is_a(key, "RSA") != 0 && EVP_PKEY_get_bits(key) == 2048) return std::nullopt;
        return "the key is not RSA-2048";
    }
    std::string group(64, '\0');
    std::size_t size = 0;
    if (algorithm != "ec_p256") return "algorithm not offered";
    if (EVP_PKEY_is_a(key, "EC") == 0 ||
        EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1 ||
        group.substr(0, size) != "prime256v1")
        return "the key is not on P-256";
    return std::nullopt;
}

void add_subscriber_extensions(X509* certificate, X509* issuer, const std::string& crl_url) {
    extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate, issuer, NID_key_usage, "critical,digitalSignature,nonRepudiation");
    extend(certificate, issuer, NID_ext_key_usage, "clientAuth,emailProtection");
    extend(certificate, issuer, NID_subject_key_identifier, "hash");
    extend(certificate, issuer, NID_authority_key_identifier, "keyid:always");
    extend(certificate, issuer, NID_crl_distribution_points, "URI:" + crl_url);
}

}  // namespace

CertificateAuthority::CertificateAuthority(const std::string& folder)
    : keys_(std::make_unique<Keys>()) {
    std::filesystem::create_directories(folder);
    const std::string issuing_path = folder + "/issuing.pem";
    if (!std::filesystem::exists(issuing_path)) {
        const auto root_key = new_p256_key();
        const auto issuing_key = new_p256_key();
        const auto root = make_authority(root_key.get(), "样例根 CA（样本）", nullptr, nullptr);
        const auto issuing = make_authority(issuing_key.get(), "样例单位证书 CA（样本）",
                                            root.get(), root_key.get());
        write_file(folder + "/root.pem", pem_of(root.get()));
        write_file(folder + "/root.key", pem_of(root_key.get()));
        write_file(folder + "/issuing.key", pem_of(issuing_key.get()));
        // Last: its presence says that all is there.
        write_file(issuing_path, pem_of(issuing.get()));
    }
    keys_->root = certificate_from(read_file(folder + "/root.pem"));
    keys_->root_key = key_from(read_file(folder + "/root.key"));
    keys_->issuing = certificate_from(read_file(issuing_path));
    keys_->issuing_key = key_from(read_file(folder + "/issuing.key"));
    if (!keys_->root || !keys_->root_key || !keys_->issuing || !keys_->issuing_key)
        throw std::runtime_error(folder + ": no usable authority");
}

CertificateAuthority::~CertificateAuthority() = default;
CertificateAuthority::CertificateAuthority(CertificateAuthority&&) noexcept = default;
CertificateAuthority& CertificateAuthority::operator=(CertificateAuthority&&) noexcept = default;

tl::expected<Certificate, std::string> CertificateAuthority::issue(const std::string& csr_pem,
                                                                   std::string_view algorithm,
                                                                   const Subject& subject,
                                                                   int years,
                                                                   const std::string& crl_url) {
    const auto request = request_from(csr_pem);
    if (!request) return tl::unexpected<std::string>("not a PKCS#10 request");
    EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
    if (key == nullptr) return tl::unexpected<std::string>("no public key");
    if (auto wrong = wrong_key(key, algorithm)) return tl::unexpected<std::string>(*wrong);
    if (X509_REQ_verify(request.get(), key) != 1)
        return tl::unexpected<std::string>("the request's signature does not hold");

    X509* issuer = keys_->issuing.get();
    const auto certificate = blank(key, X509_get_subject_name(issuer), years * seconds_a_year);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", subject.country);
    add_name(name, "O", subject.organisation);
    add_name(name, "OU", subject.unit);
    add_name(name, "CN", subject.common_name);
    add_subscriber_extensions(certificate.get(), issuer, crl_url);
    if (X509_sign(certificate.get(), keys_->issuing_key.get(), EVP_sha256()) == 0)
        return tl::unexpected<std::string>("signing failed");
    return Certificate{pem_of(certificate.get()), serial_of(certificate.get()),
                       fingerprint(certificate.get())};
}

std::vector<std::string> CertificateAuthority::chain() const {
    return {pem_of(keys_->issuing.get()), pem_of(keys_->root.get())};
}

std::string CertificateAuthority::revocation_list(const std::vector<Revoked>& revoked) const {
    const OwnedList list(X509_CRL_new());
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(keys_->issuing.get()));
    ASN1_TIME* time = X509_gmtime_adj(nullptr, 0);
    X509_CRL_set1_lastUpdate(list.get(), time);
    X509_gmtime_adj(time, 24 * 3600);
    X509_CRL_set1_nextUpdate(list.get(), time);
    for (const Revoked& one : revoked) {
        X509_REVOKED* row = X509_REVOKED_new();
        BIGNUM* number = nullptr;
        BN_hex2bn(&number, one.serial.c_str());
        ASN1_INTEGER* serial = BN_to_ASN1_INTEGER(number, nullptr);
        X509_REVOKED_set_serialNumber(row, serial);
        ASN1_TIME_set(time, static_cast<time_t>(one.at_ms / 1000));
        X509_REVOKED_set_revocationDate(row, time);
        X509_CRL_add0_revoked(list.get(), row);
        ASN1_INTEGER_free(serial);
        BN_free(number);
    }
    ASN1_TIME_free(time);
    X509_CRL_sort(list.get());
    X509_CRL_sign(list.get(), keys_->issuing_key.get(), EVP_sha256());
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    i2d_X509_CRL_bio(bio.get(), list.get());
    return text_of(bio.get());
}

std::optional<std::string> public_key_hash(const std::string& csr_pem) {
    const auto request = request_from(csr_pem);
    EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (key == nullptr) return std::nullopt;
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    i2d_PUBKEY_bio(bio.get(), key);
    return sha256_hex(text_of(bio.get()));
}

bool proves_key(const std::string& certificate_pem, std::string_view bytes,
                std::string_view signature) {
    const auto certificate = certificate_from(certificate_pem);
    if (!certificate) return false;
    const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr,
                             X509_get0_pubkey(certificate.get())) != 1)
        return false;
    return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                            signature.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size()) == 1;
}

}  // namespace sandbox
