// The steps that the backend takes part in.

#include "kiosk/issuing/certificate_request.hpp"
#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/token_problem.hpp"

namespace kiosk::issuing {
namespace {

using drivers::KeyAlgorithm;
using Who = flow::Problem::Who;

std::optional<KeyAlgorithm> algorithm_named(const std::string& name) {
    if (name == "ec_p256") return KeyAlgorithm::ec_p256;
    if (name == "rsa_2048") return KeyAlgorithm::rsa_2048;
    return {};
}

}  // namespace

/// An issue begun before is asked for by its number; only where there is none, or it was undone, a
/// reservation is made. Reserving again gives the same one.
IssueRun::Detail IssueRun::take_issuance() {
    std::optional<backend::Issuance> known;
    if (const auto id = history_.last_done("reserve")) {
        auto asked = tools_.backend.issuance(*id);
        if (!asked && asked.error().code != "not-found") return tl::unexpected(asked.error());
        if (asked && asked->state != "aborted") known = std::move(*asked);
    }
    if (!known) {
        auto reserved = tools_.backend.reserve(order_, serial_);
        if (!reserved) return tl::unexpected(reserved.error());
        known = std::move(*reserved);
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
    const auto signature = tools_.token.sign(algorithm_, request->digest());
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
            const auto lost = replied.error();
            replied = tools_.backend.issuance(issuance_.id);
            const auto der = replied ? certificate_der(replied->certificate_pem) : std::nullopt;
            if (!der || public_key_of(*der) != public_key_) return tl::unexpected(lost);
        }
        if (!replied) return tl::unexpected(replied.error());
        issuance_ = std::move(*replied);
    }
    const auto der = certificate_der(issuance_.certificate_pem);
    const auto fits = der ? check_certificate(*der, issuance_.chain_pem, public_key_, subject_)
                          : tl::expected<void, Refused>(tl::unexpected(Refused{"no certificate"}));
    if (!fits) {
        // It is nobody's: revoked where the backend can be reached, and never written anyway.
        static_cast<void>(tools_.backend.abort_issuance(issuance_.id, "certificate-refused"));
        return tl::unexpected(problem(Who::backend, "key-mismatch"));
    }
    certificate_ = *der;
    return hex(sha256(certificate_));
}

/// Confirmed already: the answer was lost, or the terminal went down before it came.
Outcome<IssuedKey> IssueRun::confirm() {
    if (issuance_.state != "confirmed")
        if (auto confirmed =
                step("confirm", flow::IssueStep::confirm, nullptr, &IssueRun::send_confirmation);
            !confirmed)
            return tl::unexpected(confirmed.error());
    if (completed_) return finished(std::move(*completed_));
    auto order = tools_.backend.order(order_);
    if (!order) return tl::unexpected(order.error());
    return finished(std::move(*order));
}

IssueRun::Detail IssueRun::send_confirmation() {
    auto replied = tools_.backend.confirm(issuance_.id, hex(sha256(certificate_)), proof_);
    if (replied) {
        completed_ = std::move(*replied);
        return "confirmed";
    }
    if (replied.error().who == Who::wait)
        if (const auto asked = tools_.backend.issuance(issuance_.id);
            asked && asked->state == "confirmed")
            return "confirmed";
    return tl::unexpected(replied.error());
}

}  // namespace kiosk::issuing
