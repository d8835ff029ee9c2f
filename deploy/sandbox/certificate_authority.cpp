#include "deploy/sandbox/certificate_authority.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/x509_pieces.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sandbox {

/// A root and the authority below it that issues.
struct CertificateAuthority::Branch {
    OwnedCertificate root;
    OwnedKey root_key;
    OwnedCertificate issuing;
    OwnedKey issuing_key;
};

namespace {

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
OwnedCertificate blank(EVP_PKEY* key, const X509_NAME* issuer, Validity valid) {
    OwnedCertificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_random_serial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), valid.begins_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid.ends_s);
    X509_set_pubkey(certificate.get(), key);
    if (issuer != nullptr) X509_set_issuer_name(certificate.get(), issuer);
    return certificate;
}

OwnedCertificate make_authority(EVP_PKEY* key, const std::string& name, X509* issuer,
                                EVP_PKEY* issuer_key) {
    auto certificate = blank(key, nullptr, Validity::years(20));
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
    sign_certificate(certificate.get(), issuer_key == nullptr ? key : issuer_key);
    return certificate;
}

bool is_on_curve(EVP_PKEY* key, const char* type, std::string_view curve) {
    std::string group(64, '\0');
    std::size_t size = 0;
    return EVP_PKEY_is_a(key, type) != 0 &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group).substr(0, size) == curve;
}

std::optional<std::string> wrong_key(EVP_PKEY* key, std::string_view algorithm) {
    if (algorithm == "rsa_2048") {
        if (EVP_PKEY_is_a(key, "RSA") != 0 && EVP_PKEY_get_bits(key) == 2048) return std::nullopt;
        return "the key is not RSA-2048";
    }
    if (algorithm == "ec_p256") {
        if (is_on_curve(key, "EC", "prime256v1")) return std::nullopt;
        return "the key is not on P-256";
    }
    if (algorithm != "sm2") return "algorithm not offered";
    if (is_on_curve(key, "SM2", "SM2")) return std::nullopt;
    return "the key is not on SM2";
}

constexpr const char* for_signing = "critical,digitalSignature,nonRepudiation";
constexpr const char* for_encryption = "critical,keyEncipherment,dataEncipherment,keyAgreement";

Certificate make_subscriber(EVP_PKEY* key, const Subject& subject, Validity valid,
                            const char* usage, const std::string& crl_url, X509* issuer,
                            EVP_PKEY* issuer_key) {
    const auto certificate = blank(key, X509_get_subject_name(issuer), valid);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", subject.country);
    add_name(name, "O", subject.organisation);
    add_name(name, "OU", subject.unit);
    add_name(name, "CN", subject.common_name);
    extend(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate.get(), issuer, NID_key_usage, usage);
    extend(certificate.get(), issuer, NID_ext_key_usage, "clientAuth,emailProtection");
    extend(certificate.get(), issuer, NID_subject_key_identifier, "hash");
    extend(certificate.get(), issuer, NID_authority_key_identifier, "keyid:always");
    extend(certificate.get(), issuer, NID_crl_distribution_points, "URI:" + crl_url);
    sign_certificate(certificate.get(), issuer_key);
    return {pem_of(certificate.get()), serial_of(certificate.get()),
            fingerprint(certificate.get())};
}

/// The request's public key, owned by it, when the request holds and is of the algorithm.
tl::expected<EVP_PKEY*, std::string> proven_key(X509_REQ* request, std::string_view algorithm) {
    if (request == nullptr) return tl::unexpected<std::string>("not a PKCS#10 request");
    EVP_PKEY* key = X509_REQ_get0_pubkey(request);
    if (key == nullptr) return tl::unexpected<std::string>("no public key");
    if (auto wrong = wrong_key(key, algorithm)) return tl::unexpected<std::string>(*wrong);
    if (algorithm == "sm2") X509_REQ_set0_distinguishing_id(request, new_sm2_identity());
    if (X509_REQ_verify(request, key) != 1)
        return tl::unexpected<std::string>("the request's signature does not hold");
    return key;
}

/// Made in the folder at first start; the files are `prefix`root.pem and so on.
CertificateAuthority::Branch open_branch(const std::string& prefix, OwnedKey (*new_key)(),
                                         const std::string& mark) {
    const std::string issuing_path = prefix + "issuing.pem";
    if (!std::filesystem::exists(issuing_path)) {
        const auto root_key = new_key();
        const auto issuing_key = new_key();
        const auto root =
            make_authority(root_key.get(), "样例根 CA" + mark + "（样本）", nullptr, nullptr);
        const auto issuing = make_authority(
            issuing_key.get(), "样例单位证书 CA" + mark + "（样本）", root.get(), root_key.get());
        write_file(prefix + "root.pem", pem_of(root.get()));
        write_file(prefix + "root.key", pem_of(root_key.get()));
        write_file(prefix + "issuing.key", pem_of(issuing_key.get()));
        // Last: its presence says that all is there.
        write_file(issuing_path, pem_of(issuing.get()));
    }
    CertificateAuthority::Branch branch{
        certificate_from(read_file(prefix + "root.pem")), key_from(read_file(prefix + "root.key")),
        certificate_from(read_file(issuing_path)), key_from(read_file(prefix + "issuing.key"))};
    if (!branch.root || !branch.root_key || !branch.issuing || !branch.issuing_key)
        throw std::runtime_error(prefix + ": no usable authority");
    return branch;
}

}  // namespace

CertificateAuthority::CertificateAuthority(const std::string& folder) {
    std::filesystem::create_directories(folder);
    international_ = std::make_unique<Branch>(open_branch(folder + "/", new_p256_key, ""));
    national_ = std::make_unique<Branch>(open_branch(folder + "/sm2-", new_sm2_key, " SM2"));
}

CertificateAuthority::~CertificateAuthority() = default;
CertificateAuthority::CertificateAuthority(CertificateAuthority&&) noexcept = default;
CertificateAuthority& CertificateAuthority::operator=(CertificateAuthority&&) noexcept = default;

const CertificateAuthority::Branch& CertificateAuthority::branch_of(
    std::string_view algorithm) const {
    return algorithm == "sm2" ? *national_ : *international_;
}

tl::expected<Certificate, std::string> CertificateAuthority::issue(const std::string& csr_pem,
                                                                   std::string_view algorithm,
                                                                   const Subject& subject,
                                                                   Validity valid,
                                                                   const std::string& crl_url) {
    const auto request = request_from(csr_pem);
    const auto key = proven_key(request.get(), algorithm);
    if (!key) return tl::unexpected(key.error());
    const Branch& branch = branch_of(algorithm);
    return make_subscriber(*key, subject, valid, for_signing, crl_url, branch.issuing.get(),
                           branch.issuing_key.get());
}

tl::expected<DualCertificate, std::string> CertificateAuthority::issue_dual(
    const std::string& csr_pem, EnvelopePadding padding, const Subject& subject, Validity valid,
    const std::string& crl_url) {
    const auto request = request_from(csr_pem);
    const auto key = proven_key(request.get(), "sm2");
    if (!key) return tl::unexpected(key.error());
    const OwnedKey pair = new_sm2_key();
    X509* issuer = national_->issuing.get();
    EVP_PKEY* issuer_key = national_->issuing_key.get();
    return DualCertificate{
        make_subscriber(*key, subject, valid, for_signing, crl_url, issuer, issuer_key),
        make_subscriber(pair.get(), subject, valid, for_encryption, crl_url, issuer, issuer_key),
        envelop_pair(pair.get(), *key, padding)};
}

std::vector<std::string> CertificateAuthority::chain(std::string_view algorithm) const {
    const Branch& branch = branch_of(algorithm);
    return {pem_of(branch.issuing.get()), pem_of(branch.root.get())};
}

std::string CertificateAuthority::revocation_list(const std::vector<Revoked>& revoked,
                                                  std::string_view algorithm) const {
    const Branch& branch = branch_of(algorithm);
    const OwnedList list(X509_CRL_new());
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(branch.issuing.get()));
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
    const SigningContext context(branch.issuing_key.get());
    EVP_DigestSignInit(context.get(), nullptr, context.kind(), nullptr, branch.issuing_key.get());
    X509_CRL_sign_ctx(list.get(), context.get());
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

long long end_of(const std::string& certificate_pem) {
    const auto certificate = certificate_from(certificate_pem);
    std::tm utc{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &utc) != 1) return 0;
    return static_cast<long long>(timegm(&utc)) * 1000;
}

bool proves_key(const std::string& certificate_pem, std::string_view bytes,
                std::string_view signature) {
    const auto certificate = certificate_from(certificate_pem);
    if (!certificate) return false;
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    const SigningContext context(key);
    if (EVP_DigestVerifyInit(context.get(), nullptr, context.kind(), nullptr, key) != 1)
        return false;
    return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                            signature.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size()) == 1;
}

}  // namespace sandbox
