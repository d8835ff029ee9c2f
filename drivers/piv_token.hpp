// A UKEY that speaks PIV: NIST SP 800-73-4 part 2, with the vendor commands that became common
// (serial, metadata, setting the management key, importing a pair) where the key has them.

#pragma once

#include "drivers/apdu.hpp"
#include "drivers/token.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// The first place is slot 9A (PIV Authentication): the PIN opens it for the session. The second is
/// 9C (Digital Signature), the only other one the standard generates and signs in; it wants the PIN
/// before every signature. Pairs for encryption lie in 9D (Key Management) and 82 (its first
/// retired one), which the Key History object then names.
///
/// SM2 is not PIV's: keys that have it use algorithm 54 with the digest to be signed in tag 81 and
/// the point to be multiplied in tag 85, as ECDSA and ECDH do for P-256.
class PivToken final : public Token {
public:
    explicit PivToken(CardReader& reader) : reader_(reader) {}

    /// Selects the application; everything else comes after.
    TokenResult<void> select();

    /// Closes the session of the person, for the card tells the tries left only then. A certificate
    /// object that is there but not to be read (a write was cut off) counts as used, without
    /// certificate.
    TokenResult<TokenInfo> info() override;
    TokenResult<std::string> serial() override;
    TokenResult<void> verify_pin(std::string_view pin) override;
    TokenResult<void> change_pin(std::string_view old_pin, std::string_view new_pin) override;
    TokenResult<void> change_puk(std::string_view old_puk, std::string_view new_puk) override;
    TokenResult<void> reset_pin(std::string_view puk, std::string_view new_pin) override;
    /// Which cipher the key is for, the card's metadata say; a card without metadata says it by the
    /// witness it gives for one cipher and refuses for the others (SP 800-73-4 part 2, 3.2.4). A
    /// key the card does not accept is bad_data: it is not this card's key.
    TokenResult<void> authenticate(const Bytes& management_key) override;
    /// The standard has no such command. Keys without the common vendor one answer `unsupported`.
    TokenResult<void> set_management_key(const Bytes& management_key,
                                         ManagementCipher cipher) override;
    TokenResult<Bytes> generate(Place place, KeyAlgorithm algorithm) override;
    bool wants_pin_each_time(Place place) const override { return place == Place::second; }
    TokenResult<Bytes> sign(Place place, KeyAlgorithm algorithm, const Bytes& digest) override;
    /// The key multiplies the envelope's point; the SM4 key and with it the pair are computed from
    /// that here, held for this call, wiped, and imported by the common vendor command.
    TokenResult<void> import_encryption_pair(Place place, const EnvelopedKey& envelope) override;
    TokenResult<bool> holds_encryption_pair(Place place, const Bytes& public_key) override;
    TokenResult<void> write_certificate(KeySlot slot, const Bytes& der) override;
    TokenResult<Bytes> read_certificate(KeySlot slot) override;
    TokenResult<void> erase_certificate(KeySlot slot) override;

private:
    TokenResult<CardReply> ask(const CardCommand& command);
    TokenResult<CardReply> demand(const CardCommand& command, const char* what);
    TokenResult<std::optional<Bytes>> get_object(std::uint32_t tag);
    TokenResult<void> put_object(std::uint32_t tag, const Bytes& object);
    TokenResult<int> pin_tries_left();
    TokenResult<bool> uses_application_pin();
    TokenResult<void> exchange_secrets(std::uint8_t ins, std::uint8_t reference,
                                       std::string_view first, std::string_view second);
    TokenResult<std::vector<std::uint8_t>> management_ciphers(std::size_t key_size);
    TokenResult<void> prove_management_key(std::uint8_t cipher, const Bytes& key,
                                           const Bytes& witness);
    TokenResult<Bytes> general_authenticate(std::uint8_t algorithm, std::uint8_t reference,
                                            std::span<const std::uint8_t> template_data,
                                            std::uint32_t wanted, const char* what);
    TokenResult<Bytes> agree(std::uint8_t reference, const Bytes& point);
    TokenResult<void> name_retired_pair();

    CardReader& reader_;
    // What a card tells once and for all is asked once.
    std::optional<std::uint8_t> management_cipher_;
    std::optional<bool> uses_application_pin_;
    bool prints_serial_ = true;
};

/// Names a status word for who can act; `what` says for the log which command it answered.
[[nodiscard]] TokenFault token_fault(std::uint16_t status, const std::string& what);
/// bad_data with the way the key broke the standard.
[[nodiscard]] TokenFault token_breach(Breach breach, std::string detail);

}  // namespace drivers
