// Whatever a backend calls an enveloped key: read or refused, and what is read has the shape that
// the drivers count on.
// longest input: 512
// needs: kiosk/issuing/enveloped_key.cpp drivers/sm2_envelope.cpp

#include "drivers/sm2_envelope.hpp"
#include "kiosk/issuing/enveloped_key.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const bool inside = (data[0] & 1) != 0;
    const auto envelope = kiosk::issuing::read_enveloped_key({data + 1, data + size}, inside);
    if (!envelope) return 0;
    if (envelope->public_key.size() != 64 || envelope->cipher_point.size() != 64 ||
        envelope->cipher_hash.size() != 32)
        std::abort();
    (void)drivers::open_envelope(*envelope, drivers::Bytes(32, data[0]));
    return 0;
}
