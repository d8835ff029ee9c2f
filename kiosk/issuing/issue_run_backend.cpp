// The steps that the backend takes part in.

#include "drivers/public_key.hpp"
#include "kiosk/issuing/certificate_request.hpp"
#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/enveloped_key.hpp"
#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/token_problem.hpp"

namespace kiosk::issuing {
namespace {

using drivers::KeyAlgorithm;
using Who = flow::Problem::Who;

std::optional<KeyAlgorithm> algorithm_named(const std::string& name) {
    if (name == "ec_p256") return KeyAlgorithm::ec_p256;
    if (name == "rsa_2048") return KeyAlgorithm::rsa_2048;
    if (name == "sm2") return KeyAlgorithm::sm2;
    return {};
}

}  // namespace

/// The order's issue into this key, as far as the backend has come; nothing where there is none, or
/// it was undone.
Outcome<std::optional<backend::Issuance>> IssueRun::ask_by_order() {
    auto all = tools_.backend.issuances(order_);
    if (!all) return tl::unexpected(all.error());
    for (auto& one : *all)
        if (one.key_serial == serial_ && one.state != "aborted")
            return std::optional(std::move(one));
    return std::optional<backend::Issuance>{};
}

/// What may have been begun before is asked for; only where there is nothing, it is reserved.
IssueRun::Detail IssueRun::take_issuance() {
    std::optional<backend::Issuance> known;
    if (history_.begun("reserve")) {
        auto asked = ask_by_order();
        if (!asked) return tl::unexpected(asked.error());
        known = std::move(*asked);
    }
    if (!known) {
        auto reserved = tools_.backend.reserve(order_, serial_);
        if (!reserved && reserved.error().who == Who::wait) {
            auto asked = ask_by_order();
            if (!asked || !*asked) return tl::unexpected(reserved.error());
            known = std::move(*asked);
        } else if (!reserved) {
            return tl::unexpected(reserved.error());
        } else {
            known = std::move(*reserved);
        }
    }
    if (known->key_serial != serial_) return tl::unexpected(problem(Who::backend, "contract"));
    const auto algorithm = algorithm_named(known->algorithm);
    if (!algorithm) return tl::unexpected(problem(Who::technician, "key-unsupported"));
    algorithm_ = *algorithm;
    issuance_ = std::move(*known);
    subject_ = {issuance_.subject_c, issuance_.subject_o, issuance_.subject_ou,
                issuance_.subject_cn};
    return issuance_.id;
}

bool IssueRun::has_certificate() const {
    const auto der = certificate_der(issuance_.certificate_pem);
    return der && public_key_of(*der) == public_key_;
}

IssueRun::Detail IssueRun::make_request() {
    auto request = CertificateRequest::make(public_key_, subject_);
    if (!request) return tl::unexpected(problem(Who::backend, "contract"));
    const auto signature = sign(request->digest());
    if (!signature) return tl::unexpected(token_problem(signature.error()));
    auto pem = request->finish(*signature);
    if (!pem) return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    request_pem_ = std::move(*pem);
    return hex(sha256({request_pem_.begin(), request_pem_.end()}));
}

/// A request whose answer was lost is not sent again before the backend was asked what became of
/// it.
IssueRun::Detail IssueRun::fetch_certificate() {
    if (!has_certificate()) {
        auto replied = tools_.backend.submit_request(issuance_.id, request_pem_);
        if (!replied && replied.error().who == Who::wait) {
            auto asked = ask_by_order();
            if (!asked || !*asked) return tl::unexpected(replied.error());
            issuance_ = std::move(**asked);
            if (!has_certificate()) return tl::unexpected(replied.error());
        } else if (!replied) {
            return tl::unexpected(replied.error());
        } else {
            issuance_ = std::move(*replied);
        }
    }
    if (!accept_certificates()) return tl::unexpected(refuse_certificates());
    const std::string detail = hex(sha256(certificate_));
    return is_dual() ? detail + ' ' + hex(sha256(encryption_certificate_)) : detail;
}

/// They are nobody's: revoked where the backend can be reached, and never confirmed anyway.
flow::Problem IssueRun::refuse_certificates() {
    static_cast<void>(tools_.backend.abort_issuance(issuance_.id, "certificate-refused"));
    return problem(Who::backend, "key-mismatch");
}

/// For this pair and subject, and leading to the root; a second one for the enveloped pair.
tl::expected<void, Refused> IssueRun::accept_certificates() {
    const auto der = certificate_der(issuance_.certificate_pem);
    if (!der) return tl::unexpected(Refused{"no certificate"});
    if (auto fits = check_certificate(*der, issuance_.chain_pem, public_key_, subject_); !fits)
        return fits;
    certificate_ = *der;
    if (!is_dual()) return {};
    const auto second = certificate_der(issuance_.encryption_certificate_pem);
    const auto envelope =
        read_enveloped_key(issuance_.enveloped_key, issuance_.envelope_padded_inside);
    if (!second || !envelope) return tl::unexpected(Refused{"no enveloped pair"});
    const auto pair = drivers::ec_public_key(KeyAlgorithm::sm2, envelope->public_key);
    if (!pair) return tl::unexpected(Refused{"the enveloped pair is not on SM2"});
    if (auto fits = check_certificate(*second, issuance_.chain_pem, *pair, subject_); !fits)
        return fits;
    encryption_certificate_ = *second;
    envelope_ = *envelope;
    return {};
}

IssueRun::Detail IssueRun::send_confirmation() {
    auto replied = tools_.backend.confirm(issuance_.id, hex(sha256(certificate_)), proof_);
    if (replied) {
        completed_ = std::move(*replied);
        return "confirmed";
    }
    if (replied.error().who == Who::wait)
        if (const auto asked = ask_by_order(); asked && *asked && (*asked)->state == "confirmed")
            return "confirmed";
    return tl::unexpected(replied.error());
}

}  // namespace kiosk::issuing
