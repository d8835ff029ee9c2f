#pragma once

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/digest.hpp"
#include "tests/kiosk/issuing/fake_backend.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>
#include <vector>

namespace kiosk::issuing {

/// A CA that works: one root, certificates for requests whose signature holds.
class FakeAuthority {
public:
    FakeAuthority() : key_(EVP_EC_gen("P-256")), root_(X509_new()) {
        prepare(root_.get(), key_.get(), *name_of({"CN", "样本 CA", "", "样本根"}));
        X509V3_CTX context{};
        X509V3_set_ctx_nodb(&context);
        X509_EXTENSION* is_authority =
            X509V3_EXT_conf_nid(nullptr, &context, NID_basic_constraints, "critical,CA:TRUE");
        X509_add_ext(root_.get(), is_authority, -1);
        X509_EXTENSION_free(is_authority);
        X509_sign(root_.get(), key_.get(), EVP_sha256());
    }

    /// Empty when the request's signature does not hold.
    std::string certify(const std::string& csr_pem, const Subject& subject) const {
        const OwnedBio bio(BIO_new_mem_buf(csr_pem.data(), static_cast<int>(csr_pem.size())));
        const OwnedRequest request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
        EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
        if (!key || X509_REQ_verify(request.get(), key) != 1) return {};
        return certify(key, subject);
    }
    std::string certify(EVP_PKEY* key, const Subject& subject) const {
        const OwnedCertificate certificate(X509_new());
        prepare(certificate.get(), key, *name_of(subject));
        X509_sign(certificate.get(), key_.get(), EVP_sha256());
        return pem(certificate.get());
    }
    std::vector<std::string> chain() const { return {pem(root_.get())}; }

private:
    void prepare(X509* certificate, EVP_PKEY* key, const X509_NAME& subject) const {
        X509_set_version(certificate, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial_);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 365L * 86400);
        X509_set_subject_name(certificate, &subject);
        X509_set_issuer_name(certificate, X509_get_subject_name(root_.get()));
        X509_set_pubkey(certificate, key);
    }
    static std::string pem(X509* certificate) {
        std::uint8_t* der = nullptr;
        const int size = i2d_X509(certificate, &der);
        const drivers::Bytes bytes(der, der + size);
        OPENSSL_free(der);
        return certificate_pem(bytes);
    }

    OwnedKey key_;
    OwnedCertificate root_;
    mutable long serial_ = 0;
};

/// The backend's side of an issue, as the contract has it.
class IssuingBackend final : public NoBackend {
public:
    FakeAuthority authority;
    std::string state = "none";  ///< Of the one issuance; "none" before.
    std::string algorithm = "ec_p256";
    int certificates = 0;            ///< Ever made.
    int requests = 0;                ///< Ever received.
    bool lose_certificate = false;   ///< The next answer to a request does not arrive,
    bool lose_confirmation = false;  ///< nor the next confirmation's.
    bool certify_another_key = false;
    bool certify_another_subject = false;

    Reply<flow::Order> order(Text id) override {
        flow::Order order;
        order.id = id;
        order.state = state == "confirmed" ? "completed" : "issuing";
        return order;
    }
    Reply<backend::Issuance> reserve(Text, Text key_serial) override {
        if (state == "confirmed") return tl::unexpected(nothing());
        serial_ = key_serial;
        if (state == "none" || state == "aborted") {
            state = "reserved";
            certificate_.clear();
        }
        return current();
    }
    Reply<backend::Issuance> issuance(Text) override { return current(); }
    Reply<std::vector<backend::Issuance>> issuances(Text) override {
        if (state == "none") return std::vector<backend::Issuance>{};
        return std::vector{current()};
    }
    Reply<backend::Issuance> submit_request(Text, Text csr_pem) override {
        ++requests;
        Subject subject = subject_;
        if (certify_another_subject) subject.common_name = "样本另一家公司";
        const OwnedKey other(EVP_EC_gen("P-256"));
        certificate_ = certify_another_key ? authority.certify(other.get(), subject)
                                           : authority.certify(csr_pem, subject);
        if (certificate_.empty()) return tl::unexpected(nothing());
        ++certificates;
        state = "certified";
        if (std::exchange(lose_certificate, false)) return tl::unexpected(offline());
        return current();
    }
    Reply<void> report_step(Text, Text step, Text result) override {
        reports.push_back(std::string(step) + ' ' + std::string(result));
        return {};
    }
    Reply<flow::Order> confirm(Text, Text certificate_sha256,
                               std::span<const std::uint8_t> signature) override {
        const auto der = *certificate_der(certificate_);
        const bool proven = certificate_sha256 == hex(sha256(der)) &&
                            is_signature(*public_key_of(der), sha256(*bytes_of_hex(challenge)),
                                         drivers::Bytes(signature.begin(), signature.end()));
        if (!proven) return tl::unexpected(nothing());
        state = "confirmed";
        if (std::exchange(lose_confirmation, false)) return tl::unexpected(offline());
        return order("order-1");
    }
    Reply<void> abort_issuance(Text, Text) override {
        state = "aborted";
        return {};
    }

    const std::string challenge = std::string(64, 'a');
    const flow::Secret puk{"87654321"};
    const flow::Secret management_key{"0102030405060708aabbccddeeff00112233445566778899"};
    std::string management_algorithm = "3des";
    std::vector<std::string> reports;  ///< "step result", as they came.

private:
    static flow::Problem offline() {
        flow::Problem problem;
        problem.who = flow::Problem::Who::wait;
        problem.code = "offline";
        return problem;
    }
    backend::Issuance current() const {
        backend::Issuance issuance;
        issuance.id = "issuance-1";
        issuance.state = state;
        issuance.algorithm = algorithm;
        issuance.key_serial = serial_;
        issuance.subject_c = subject_.country;
        issuance.subject_o = subject_.organisation;
        issuance.subject_ou = subject_.unit;
        issuance.subject_cn = subject_.common_name;
        issuance.puk = puk;
        issuance.management_key = management_key;
        issuance.management_algorithm = management_algorithm;
        if (state == "reserved" || state == "aborted") return issuance;
        issuance.certificate_pem = certificate_;
        issuance.chain_pem = authority.chain();
        issuance.challenge = challenge;
        return issuance;
    }

    const Subject subject_{"CN", "样本科技有限公司", "91350100MA00000000", "样本科技有限公司"};
    std::string serial_;
    std::string certificate_;
};

}  // namespace kiosk::issuing
