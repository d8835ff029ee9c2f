// A UKEY behind a vendor's SKF library (GM/T 0016-2012).

#pragma once

#include "drivers/skf_library.hpp"
#include "drivers/token.hpp"

#include <functional>
#include <optional>

namespace drivers {

/// PIN and PUK are the application's user and administrator PIN, the management key is the device's
/// authentication key (16 bytes, SM4; keys that use the secret SM1 answer `unsupported`), a place
/// is a container. SM2 and RSA-2048; a new pair in a place starts its container anew.
class SkfToken final : public Token {
public:
    /// Connects the device of this name and opens its application. Tests the layout of the
    /// vendor's structures. Borrows the library.
    [[nodiscard]] static TokenResult<std::unique_ptr<Token>> open(SkfLibrary& library,
                                                                  const std::string& device);
    ~SkfToken() override;
    SkfToken(const SkfToken&) = delete;
    SkfToken& operator=(const SkfToken&) = delete;

    TokenResult<TokenInfo> info() override;
    TokenResult<std::string> serial() override;
    TokenResult<void> verify_pin(std::string_view pin) override;
    TokenResult<void> change_pin(std::string_view old_pin, std::string_view new_pin) override;
    TokenResult<void> change_puk(std::string_view old_puk, std::string_view new_puk) override;
    TokenResult<void> reset_pin(std::string_view puk, std::string_view new_pin) override;
    TokenResult<void> authenticate(const Bytes& management_key) override;
    TokenResult<void> set_management_key(const Bytes& management_key,
                                         ManagementCipher cipher) override;
    TokenResult<Bytes> generate(Place place, KeyAlgorithm algorithm) override;
    bool wants_pin_each_time(Place) const override { return false; }
    TokenResult<Bytes> sign(Place place, KeyAlgorithm algorithm, const Bytes& digest) override;
    /// By SKF_ImportECCKeyPair: the pair is opened inside the key.
    TokenResult<void> import_encryption_pair(Place place, const EnvelopedKey& envelope) override;
    /// By SKF_ImportSessionKey, which only the private key can open.
    TokenResult<bool> holds_encryption_pair(Place place, const Bytes& public_key) override;
    TokenResult<void> write_certificate(KeySlot slot, const Bytes& der) override;
    TokenResult<Bytes> read_certificate(KeySlot slot) override;
    /// The standard deletes containers only; `unsupported` where one also holds a pair for
    /// encryption, which must stay.
    TokenResult<void> erase_certificate(KeySlot slot) override;

private:
    using Handle = void*;
    struct DeviceInfo {
        std::string serial;
        std::uint64_t authentication_algorithm = 0;
    };

    SkfToken(SkfLibrary& library, std::string device)
        : library_(library), device_(std::move(device)) {}

    TokenFault fault(const char* function, std::uint32_t code);
    TokenResult<void> checked(const char* function, std::uint32_t code);
    TokenResult<void> checked_pin(const char* function, std::uint32_t code, const SkfNumber& left);
    TokenResult<DeviceInfo> device_info();
    TokenResult<int> pin_tries_left();
    TokenResult<bool> has_container(Place place);
    /// Runs `work` on the place's container.
    TokenResult<void> with_container(Place place,
                                     const std::function<TokenResult<void>(Handle)>& work);
    TokenResult<Bytes> read_certificate(Handle container, Use use);
    const char* name_of(Place place) const;
    SkfAbi abi() const { return library_.abi(); }

    SkfLibrary& library_;
    std::string device_;
    Handle connection_ = nullptr;
    Handle application_ = nullptr;
};

}  // namespace drivers
