#include "kiosk/issuing/key_services.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/certificate_seen.hpp"
#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/outcome.hpp"
#include "kiosk/issuing/token_problem.hpp"

#include <algorithm>

namespace kiosk::issuing {
namespace {

using backend::Backend;
using drivers::Bytes;
using Who = flow::Problem::Who;

Outcome<void> is_the_key(drivers::Token& token, const std::string& serial) {
    const auto found = token.serial();
    if (!found) return tl::unexpected(token_problem(found.error()));
    if (*found != serial) return tl::unexpected(problem(Who::customer, "key-changed"));
    return {};
}

struct Signed {
    Bytes certificate;
    Bytes signature;
};

/// Signs the backend's challenge under the certificate it names; the PIN is verified right before,
/// which some places want for each signature.
Outcome<Signed> sign(drivers::Token& token, const Backend::KeyChallenge& challenge,
                     const flow::Secret& pin) {
    const auto info = token.info();
    if (!info) return tl::unexpected(token_problem(info.error()));
    const auto held =
        std::ranges::find_if(info->certificates, [&](const drivers::HeldCertificate& one) {
            return hex(sha256(one.der)) == challenge.certificate_sha256;
        });
    if (held == info->certificates.end())
        return tl::unexpected(problem(Who::hall_staff, "key-unknown"));
    const auto public_key = public_key_of(held->der);
    const auto algorithm = public_key ? algorithm_of(*public_key) : std::nullopt;
    const auto message = bytes_of_hex(challenge.challenge);
    if (!algorithm || !message) return tl::unexpected(problem(Who::hall_staff, "key-unknown"));
    if (const auto opened = token.verify_pin(pin.view()); !opened)
        return tl::unexpected(token_problem(opened.error()));
    const auto digest = signed_digest(*public_key, *message);
    auto signature = token.sign(held->place, *algorithm, digest);
    if (!signature) return tl::unexpected(token_problem(signature.error()));
    if (!is_signature(*public_key, digest, *signature))
        return tl::unexpected(problem(Who::hall_staff, "key-broken"));
    return Signed{held->der, std::move(*signature)};
}

}  // namespace

Outcome<Backend::ProvenKey> prove_key(drivers::Token& token, Backend& backend,
                                      const std::string& channel, const std::string& serial,
                                      const flow::Secret& pin) {
    if (const auto same = is_the_key(token, serial); !same) return tl::unexpected(same.error());
    // A wrong PIN is known without asking anybody.
    if (const auto opened = token.verify_pin(pin.view()); !opened)
        return tl::unexpected(token_problem(opened.error()));
    const auto challenge = backend.challenge_key(channel, serial);
    if (!challenge) return tl::unexpected(challenge.error());
    const auto proof = sign(token, *challenge, pin);
    if (!proof) return tl::unexpected(proof.error());
    auto proven = backend.answer_challenge(serial, challenge->id, proof->signature);
    if (!proven) return tl::unexpected(proven.error());
    proven->holder.certificate = read_certificate(proof->certificate);
    return std::move(*proven);
}

Outcome<void> change_pin(drivers::Token& token, const std::string& serial,
                         const flow::Secret& old_pin, const flow::Secret& new_pin) {
    if (const auto same = is_the_key(token, serial); !same) return tl::unexpected(same.error());
    if (const auto changed = token.change_pin(old_pin.view(), new_pin.view()); !changed)
        return tl::unexpected(token_problem(changed.error()));
    return {};
}

Outcome<flow::Order> unblock_key(drivers::Token& token, Backend& backend, const std::string& order,
                                 const std::string& serial, const flow::Secret& pin) {
    if (const auto same = is_the_key(token, serial); !same) return tl::unexpected(same.error());
    const auto unblocking = backend.unblock_key(serial, order);
    if (!unblocking) return tl::unexpected(unblocking.error());
    if (const auto set = token.reset_pin(unblocking->puk.view(), pin.view()); !set) {
        // Tries of the PUK are nothing the customer could have mistyped.
        if (set.error().tries_left) return tl::unexpected(problem(Who::hall_staff, "puk-refused"));
        return tl::unexpected(token_problem(set.error()));
    }
    const auto proof = sign(token, unblocking->challenge, pin);
    if (!proof) return tl::unexpected(proof.error());
    return backend.confirm_unblocked(serial, order, proof->signature);
}

}  // namespace kiosk::issuing
