// A virtual UKEY that is in use already when the demonstration begins: pair, certificate and PIN as
// an earlier visit would have left them.

#pragma once

#include "drivers/virtual_ukey_state.hpp"

#include <string>

namespace sandbox {

/// Made in two steps, for the certificate comes from the CA in between.
class IssuedKey {
public:
    /// A blank key with a fresh P-256 pair in its first place (slot 9A).
    IssuedKey();

    [[nodiscard]] std::string serial() const { return std::to_string(state_.serial); }
    /// PKCS#10, PEM.
    [[nodiscard]] std::string request() const;

    struct Papers {
        std::string certificate_pem;
        std::string puk;             ///< Eight digits.
        std::string management_key;  ///< AES-192, hexadecimal.
    };
    /// The key as its owner carries it. Throws std::runtime_error for papers that are none.
    [[nodiscard]] drivers::VirtualUkeyState finish(const Papers& papers, const std::string& pin);

private:
    drivers::VirtualUkeyState state_;
    std::string key_pem_;
};

}  // namespace sandbox
