// What a virtual UKEY keeps without power.

#pragma once

#include "drivers/device.hpp"

#include <cstdint>
#include <filesystem>
#include <map>

namespace drivers {

struct VirtualUkeyState {
    struct Key {
        std::uint8_t algorithm = 0;  ///< 0x07 RSA-2048, 0x11 P-256 (SP 800-78-4, table 6-2); 0x54
                                     ///< SM2.
        Bytes private_key;           ///< PKCS#8 DER.
    };

    std::uint32_t serial = 0;  ///< Printed on the key, decimal.
    Bytes pin;                 ///< Eight bytes, padded with 0xFF; so the PUK.
    Bytes puk;
    int pin_tries = 3;
    int puk_tries = 3;
    std::uint8_t management_algorithm = 0x03;
    Bytes management_key;
    std::map<std::uint8_t, Key> keys;        ///< By slot: 0x9A.
    std::map<std::uint32_t, Bytes> objects;  ///< By tag: 0x5FC105; what tag 53 holds.
};

/// A key as it leaves the factory: PIN 123456, PUK 12345678, the well-known Triple DES management
/// key, a random serial, holder and capability objects, no pair, no certificate.
[[nodiscard]] VirtualUkeyState blank_virtual_ukey();

/// Fails with not_ready when there is no such file, bad_data when it is not one of ours.
[[nodiscard]] Result<VirtualUkeyState> load_virtual_ukey(const std::filesystem::path& file);

/// Replaces the file at once and for good: after a power cut there is the old state or the new one.
[[nodiscard]] Result<void> save_virtual_ukey(const VirtualUkeyState& state,
                                             const std::filesystem::path& file);

}  // namespace drivers
