#include "kiosk/issuing/verify_key.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/token_problem.hpp"

#include <openssl/rand.h>

namespace kiosk::issuing {

using drivers::Bytes;
using Who = flow::Problem::Who;

drivers::TokenResult<bool> holds_pair(drivers::Token& token, const Bytes& public_key) {
    const auto algorithm = algorithm_of(public_key);
    if (!algorithm) return false;
    Bytes challenge(32);
    if (RAND_bytes(challenge.data(), static_cast<int>(challenge.size())) != 1)
        return tl::unexpected(
            drivers::TokenFault{drivers::Failure::hardware_error, "no random numbers"});
    const auto signature = token.sign(*algorithm, challenge);
    if (!signature) {
        // An empty slot or a pair of another kind is an answer too; a lost key is not.
        if (signature.error().failure == drivers::Failure::bad_data) return false;
        return tl::unexpected(signature.error());
    }
    return is_signature(public_key, challenge, *signature);
}

tl::expected<void, flow::Problem> verify_key(drivers::Token& token, const Bytes& certificate,
                                             const std::vector<std::string>& chain_pem) {
    const auto kept = token.read_certificate();
    if (!kept) return tl::unexpected(token_problem(kept.error()));
    const auto public_key = public_key_of(certificate);
    if (*kept != certificate || !public_key || !check_chain(certificate, chain_pem))
        return tl::unexpected(problem(Who::backend, "key-mismatch"));
    const auto proven = holds_pair(token, *public_key);
    if (!proven) return tl::unexpected(token_problem(proven.error()));
    if (!*proven) return tl::unexpected(problem(Who::backend, "key-mismatch"));
    return {};
}

}  // namespace kiosk::issuing
