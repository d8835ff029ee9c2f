#include "kiosk/issuing/verify_key.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/digest.hpp"
#include "kiosk/issuing/token_problem.hpp"

#include <algorithm>
#include <openssl/rand.h>

namespace kiosk::issuing {

using drivers::Bytes;
using Who = flow::Problem::Who;

drivers::TokenResult<bool> holds_pair(drivers::Token& token, drivers::Place place,
                                      const Bytes& public_key) {
    const auto algorithm = algorithm_of(public_key);
    if (!algorithm) return false;
    Bytes challenge(32);
    if (RAND_bytes(challenge.data(), static_cast<int>(challenge.size())) != 1)
        return tl::unexpected(
            drivers::TokenFault{drivers::Failure::hardware_error, "no random numbers"});
    const auto signature = token.sign(place, *algorithm, challenge);
    if (!signature) {
        // An empty slot or a pair of another kind is an answer too; a lost key is not.
        if (signature.error().failure == drivers::Failure::bad_data) return false;
        return tl::unexpected(signature.error());
    }
    return is_signature(public_key, challenge, *signature);
}

tl::expected<void, flow::Problem> verify_key(drivers::Token& token, std::string_view pin,
                                             const Bytes& certificate,
                                             const std::vector<std::string>& chain_pem) {
    const auto public_key = public_key_of(certificate);
    if (!public_key || !check_chain(certificate, chain_pem))
        return tl::unexpected(problem(Who::backend, "key-mismatch"));
    const auto info = token.info();
    if (!info) return tl::unexpected(token_problem(info.error()));
    const auto held =
        std::ranges::find(info->certificates, certificate, &drivers::HeldCertificate::der);
    if (held == info->certificates.end())
        return tl::unexpected(problem(Who::backend, "key-mismatch"));
    if (const auto opened = token.verify_pin(pin); !opened)
        return tl::unexpected(token_problem(opened.error()));
    const auto proven = holds_pair(token, held->place, *public_key);
    if (!proven) return tl::unexpected(token_problem(proven.error()));
    if (!*proven) return tl::unexpected(problem(Who::backend, "key-mismatch"));
    return {};
}

}  // namespace kiosk::issuing
