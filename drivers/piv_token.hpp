// A UKEY that speaks PIV: NIST SP 800-73-4 part 2, with the vendor commands that became common
// (serial, metadata, setting the management key) where the key has them.

#pragma once

#include "drivers/apdu.hpp"
#include "drivers/token.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace drivers {

/// The signing pair lives in slot 9A (PIV Authentication): the PIN opens it for the session. Slot
/// 9C wants the PIN before every single signature, which neither browsers nor PKCS#11 programs
/// expect of an ordinary certificate.
class PivToken final : public Token {
public:
    static constexpr std::uint8_t signing_slot = 0x9A;
    static constexpr std::uint32_t signing_certificate = 0x5FC105;

    explicit PivToken(CardReader& reader) : reader_(reader) {}

    /// Selects the application; everything else comes after.
    TokenResult<void> select();

    /// Closes the session of the person, for the card tells the tries left only then. A certificate
    /// object that is there but not to be read (a write was cut off) counts as used, without
    /// certificate.
    TokenResult<TokenInfo> info() override;
    TokenResult<void> verify_pin(std::string_view pin) override;
    TokenResult<void> change_pin(std::string_view old_pin, std::string_view new_pin) override;
    TokenResult<void> change_puk(std::string_view old_puk, std::string_view new_puk) override;
    TokenResult<void> reset_pin(std::string_view puk, std::string_view new_pin) override;
    /// A key of 16 or 32 bytes is AES-128 or AES-256. One of 24 bytes is what the card's metadata
    /// say; without metadata three-key Triple DES, the default of SP 800-73-4, never AES-192. A key
    /// the card does not accept is bad_data: it is not this card's key.
    TokenResult<void> authenticate(const Bytes& management_key) override;
    /// The standard has no such command. Keys without the common vendor one answer `unsupported`.
    TokenResult<void> set_management_key(const Bytes& management_key) override;
    TokenResult<Bytes> generate(KeyAlgorithm algorithm) override;
    TokenResult<Bytes> sign(KeyAlgorithm algorithm, const Bytes& digest) override;
    /// Writes and reads back: a write that did not stay is hardware_error.
    TokenResult<void> write_certificate(const Bytes& der) override;
    TokenResult<Bytes> read_certificate() override;

private:
    TokenResult<CardReply> ask(const CardCommand& command);
    TokenResult<CardReply> demand(const CardCommand& command, const char* what);
    TokenResult<std::optional<Bytes>> get_object(std::uint32_t tag);
    TokenResult<std::string> serial();
    TokenResult<int> pin_tries_left();
    TokenResult<void> exchange_secrets(std::uint8_t ins, std::uint8_t reference,
                                       std::string_view first, std::string_view second);
    TokenResult<std::uint8_t> management_algorithm(std::size_t key_size);
    TokenResult<Bytes> general_authenticate(std::uint8_t algorithm, std::uint8_t reference,
                                            std::span<const std::uint8_t> template_data,
                                            std::uint32_t wanted, const char* what);

    CardReader& reader_;
};

/// Names a status word for who can act; `what` says for the log which command it answered.
[[nodiscard]] TokenFault token_fault(std::uint16_t status, const std::string& what);

}  // namespace drivers
