// What a UKEY shows of itself, in the words of the visit.

#pragma once

#include <string>
#include <vector>

namespace kiosk::flow {

/// A certificate as people read it. Days are Beijing's, "2027-11-22".
struct CertificateSeen {
    std::string subject;  ///< Its common name.
    std::string issuer;
    std::string valid_from, valid_until;
    std::string serial;
    bool operator==(const CertificateSeen&) const = default;
};

/// A UKEY in the reader, in the words of R50. `own`: this terminal has begun the order's issue into
/// it.
struct KeySeen {
    enum class State { blank, own, foreign, locked, broken } state{};
    std::string serial;
    int pin_tries_left = 0;
    bool issued = false;  ///< By this CA, and in use as far as its backend knows.
    std::vector<CertificateSeen> certificates = {};
    bool operator==(const KeySeen&) const = default;
};

/// Whose key it is, told once key and PIN have proven it (backend contract: KeyHolder).
struct KeyHolder {
    std::string serial;
    std::string organisation;
    CertificateSeen certificate;
    std::string renewable_from;  ///< "2027-08-24".
    bool renewable = false;      ///< Today, as the backend has it.
    bool operator==(const KeyHolder&) const = default;
};

}  // namespace kiosk::flow
