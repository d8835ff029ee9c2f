// A UKEY, whatever speaks to it: PIV today (NIST SP 800-73-4), SKF (GM/T 0016) by the same
// contract.

#pragma once

#include "drivers/device.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drivers {

class CardReader;

enum class KeyAlgorithm { rsa_2048, ec_p256, sm2 };

/// What a key is, in the words R50 asks for.
struct TokenInfo {
    std::string serial;  ///< As printed on the key; decimal or hexadecimal, no blanks.
    std::string type;    ///< For people: "PIV".
    enum class State {
        blank,   ///< Factory state: no certificate, factory PIN.
        used,    ///< Holds a certificate (whose is the backend's to say).
        locked,  ///< PIN tries used up.
        broken,  ///< Answers, but not as the standard says.
    } state = State::broken;
    int pin_tries_left = 0;
    std::optional<Bytes> certificate;  ///< DER of the signing certificate, if any.
};

/// What went wrong, named for who can act: see Failure; `tries_left` with a wrong PIN or PUK (0:
/// blocked).
struct TokenFault {
    Failure failure;
    std::string detail;
    std::optional<int> tries_left = {};
    /// The key has no such command (failure is bad_data): its vendor does it another way or not at
    /// all.
    bool unsupported = false;
};

template <class T>
using TokenResult = tl::expected<T, TokenFault>;

/// One key in the reader, from insertion to removal. Owned by the reader's thread. PINs and
/// management keys are borrowed for the call only and never stored.
class Token {
public:
    virtual ~Token() = default;

    [[nodiscard]] virtual TokenResult<TokenInfo> info() = 0;
    /// Opens the session of the person; wrong PIN: user_error with tries_left.
    [[nodiscard]] virtual TokenResult<void> verify_pin(std::string_view pin) = 0;
    [[nodiscard]] virtual TokenResult<void> change_pin(std::string_view old_pin,
                                                       std::string_view new_pin) = 0;
    [[nodiscard]] virtual TokenResult<void> change_puk(std::string_view old_puk,
                                                       std::string_view new_puk) = 0;
    /// Sets a new PIN and its tries by the PUK.
    [[nodiscard]] virtual TokenResult<void> reset_pin(std::string_view puk,
                                                      std::string_view new_pin) = 0;
    /// Mutual authentication with the management key; needed before generating and writing.
    [[nodiscard]] virtual TokenResult<void> authenticate(const Bytes& management_key) = 0;
    /// Replaces the management key; after authenticate().
    [[nodiscard]] virtual TokenResult<void> set_management_key(const Bytes& management_key) = 0;
    /// Makes the signing pair in the key; returns its public key as DER SubjectPublicKeyInfo.
    [[nodiscard]] virtual TokenResult<Bytes> generate(KeyAlgorithm algorithm) = 0;
    /// Signs a digest (32 bytes; for RSA the terminal pads PKCS#1 v1.5 with SHA-256's DigestInfo);
    /// after verify_pin(). Returns the DER ECDSA-Sig-Value or the RSA block.
    [[nodiscard]] virtual TokenResult<Bytes> sign(KeyAlgorithm algorithm, const Bytes& digest) = 0;
    [[nodiscard]] virtual TokenResult<void> write_certificate(const Bytes& der) = 0;
    [[nodiscard]] virtual TokenResult<Bytes> read_certificate() = 0;
};

/// What a key has before anyone personalised it; from the vendor, so from the configuration.
struct FactorySecrets {
    std::string pin = "123456";
    std::string puk = "12345678";
    Bytes management_key = {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8};
};

/// Selects the PIV application of the card now in `reader` (borrowed). Fails with bad_data when the
/// card is not a PIV card.
[[nodiscard]] TokenResult<std::unique_ptr<Token>> open_piv_token(CardReader& reader);

}  // namespace drivers
