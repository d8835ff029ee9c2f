#pragma once

#include "deploy/sandbox/call.hpp"

#include <optional>
#include <string>

namespace sandbox {

// Keys of the hall. A serial nobody spoke of is in stock: any virtual UKEY of this machine may be
// taken from the tray; the table of refusals names endings that are not.

Handled get_token(Call& call);

/// Whether the key may be reserved for the order: key-not-in-stock, key-belongs-to-another. A key
/// that is issued is so only for its own order, or for one that names it as `former_key` (renewal,
/// change).
[[nodiscard]] Result<void> check_key(const World& world, const std::string& serial,
                                     const Json& order);

/// {serial, sha256, pem, valid_until} of the certificate in use in an issued key.
[[nodiscard]] std::optional<Json> certificate_of_key(const World& world, const std::string& serial);
void set_key_certificate(World& world, const std::string& serial, const Json& certificate);

/// The order that the certificate in use was issued under; null when there is none.
[[nodiscard]] Json owner_of_key(const World& world, const std::string& serial);

/// state: in_stock, issued, voided.
void set_key_state(World& world, const std::string& serial, const std::string& state,
                   const std::string& order);

/// {puk, management_key}: made once for a key, kept with it.
[[nodiscard]] Json secrets_of_key(World& world, const std::string& serial);

}  // namespace sandbox
