#pragma once

#include "drivers/token.hpp"
#include "kiosk/flow/values.hpp"

namespace kiosk::issuing {

/// A certificate (DER, X.509) as people read it; empty texts where it says nothing.
[[nodiscard]] flow::CertificateSeen read_certificate(const drivers::Bytes& der);

}  // namespace kiosk::issuing
