#pragma once

#include "kiosk/issuing/openssl_owned.hpp"

#include <string>

namespace kiosk::issuing {

/// Whom a certificate names, in this order: C, O, OU, CN. Empty parts are left out.
struct Subject {
    std::string country;
    std::string organisation;
    std::string unit;
    std::string common_name;
};

/// As an X.501 name; nothing when a part cannot stand in one (too long, not UTF-8).
[[nodiscard]] OwnedName name_of(const Subject& subject);

}  // namespace kiosk::issuing
