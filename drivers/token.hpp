// A UKEY, whatever speaks to it: PIV (NIST SP 800-73-4) or SKF (GM/T 0016), by one contract.

#pragma once

#include "drivers/device.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

class CardReader;

enum class KeyAlgorithm { rsa_2048, ec_p256, sm2 };
/// What a PIV management key is for (NIST SP 800-78-4, table 6-2).
enum class ManagementCipher { triple_des, aes_128, aes_192, aes_256 };

/// A key has room for two certificates of its owner, so that a renewed one is written and proven
/// beside the one in use (R35). PIV: slots 9A and 9C with 9D and 82 for encryption; SKF: two
/// containers.
enum class Place { first, second };
/// What a pair is for. Only SM2 has pairs for encryption (GM/T 0034: dual certificates).
enum class Use { signing, encryption };
struct KeySlot {
    Place place = Place::first;
    Use use = Use::signing;
    bool operator==(const KeySlot&) const = default;
};
[[nodiscard]] constexpr Place other(Place place) {
    return place == Place::first ? Place::second : Place::first;
}

/// An SM2 pair for encryption, made by the CA's key centre and locked for a signing key (GM/T 0009,
/// 7.4 SM2EnvelopedKey; GM/T 0016, 6.4.10 ENVELOPEDKEYBLOB). Points are X ‖ Y, 64 bytes.
struct EnvelopedKey {
    Bytes public_key;             ///< Of the pair.
    Bytes encrypted_private_key;  ///< By SM4-ECB: 32 bytes, or 64 as in the blob's field.
    /// Whether 64 bytes are the ciphertext of 32 zero bytes and the key, or 32 zero bytes and the
    /// ciphertext of the key: CAs differ, so it is a setting of the CA's.
    bool padded_inside = false;
    Bytes cipher_point;  ///< SM2Cipher (GM/T 0009, 7.2) of the SM4 key for the signing key: C1,
    Bytes cipher_hash;   ///< C3, 32 bytes,
    Bytes cipher_text;   ///< C2, 16 bytes.
};

struct HeldCertificate {
    Place place = Place::first;
    Bytes der;
};

/// What a key is, in the words R50 asks for.
struct TokenInfo {
    std::string serial;  ///< As printed on the key; decimal or hexadecimal, no blanks.
    std::string type;    ///< For people: "PIV", "SKF".
    enum class State {
        blank,   ///< Factory state: no certificate, factory PIN.
        used,    ///< Holds a certificate (whose is the backend's to say).
        locked,  ///< PIN tries used up.
        broken,  ///< Answers, but not as the standard says.
    } state = State::broken;
    int pin_tries_left = 0;
    std::vector<HeldCertificate> certificates;  ///< For signing; those that can be read.
};

/// How a key broke its standard.
enum class Breach {
    framing,         ///< No status word, or an answer without end.
    malformed,       ///< Not the data objects the command answers with.
    bad_public_key,  ///< Not on the curve, not of the size, even exponent.
    unproven,        ///< Does not know the secret it was asked to prove.
};

constexpr std::size_t longest_certificate = 0xF000;  ///< DER bytes; none in use comes near.

/// What went wrong, named for who can act: see Failure; `tries_left` with a wrong PIN or PUK (0:
/// blocked).
struct TokenFault {
    Failure failure;
    std::string detail;
    std::optional<int> tries_left = {};
    /// The key has no such command or algorithm (failure is bad_data): its vendor does it another
    /// way or not at all.
    bool unsupported = false;
    std::optional<Breach> breach = {};
};

[[nodiscard]] inline TokenFault bad_data(std::string detail) {
    return {Failure::bad_data, std::move(detail)};
}

template <class T>
using TokenResult = tl::expected<T, TokenFault>;

/// One key in the reader, from insertion to removal. Owned by the reader's thread. PINs and
/// management keys are borrowed for the call only and never stored.
class Token {
public:
    virtual ~Token() = default;

    [[nodiscard]] virtual TokenResult<TokenInfo> info() = 0;
    /// The serial alone, asked anew: whether this is still the key it was.
    [[nodiscard]] virtual TokenResult<std::string> serial() = 0;
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
    /// Replaces the management key; after authenticate(). `cipher` is the issuer's wish: a key that
    /// does not have it keeps its own where that takes a key of this size. SKF knows SM4 only, by
    /// 16 bytes.
    [[nodiscard]] virtual TokenResult<void> set_management_key(const Bytes& management_key,
                                                               ManagementCipher cipher) = 0;
    /// Makes a signing pair in the key, over whatever pair was there; returns its public key as DER
    /// SubjectPublicKeyInfo.
    [[nodiscard]] virtual TokenResult<Bytes> generate(Place place, KeyAlgorithm algorithm) = 0;
    /// Whether the pair of this place wants verify_pin() right before each signature.
    [[nodiscard]] virtual bool wants_pin_each_time(Place place) const = 0;
    /// Signs a digest (32 bytes: SHA-256, padded here by PKCS#1 v1.5 for RSA; for SM2 the SM3 of Z
    /// and the message, GM/T 0009, 8); after verify_pin(). Returns the DER signature (r, s) or the
    /// RSA block.
    [[nodiscard]] virtual TokenResult<Bytes> sign(Place place, KeyAlgorithm algorithm,
                                                  const Bytes& digest) = 0;
    /// Puts the pair of the key centre into the place whose signing pair it is locked for; after
    /// verify_pin() and authenticate(). bad_data when the envelope is not for that pair.
    [[nodiscard]] virtual TokenResult<void> import_encryption_pair(
        Place place, const EnvelopedKey& envelope) = 0;
    /// Whether the key holds the private key of this SM2 encryption pair (DER
    /// SubjectPublicKeyInfo), proven by a computation only it can do; after verify_pin().
    [[nodiscard]] virtual TokenResult<bool> holds_encryption_pair(Place place,
                                                                  const Bytes& public_key) = 0;
    /// Writes; whether it stayed, reading it back tells.
    [[nodiscard]] virtual TokenResult<void> write_certificate(KeySlot slot, const Bytes& der) = 0;
    /// bad_data when there is none, or none that can be read.
    [[nodiscard]] virtual TokenResult<Bytes> read_certificate(KeySlot slot) = 0;
    /// No certificate there afterwards; also where there was none. The pair stays.
    [[nodiscard]] virtual TokenResult<void> erase_certificate(KeySlot slot) = 0;
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
