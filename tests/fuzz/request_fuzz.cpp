// Whatever a key tells as its public key and as its signature: no request leaves that its own
// signature does not hold for.
// longest input: 1024
// needs: kiosk/issuing/certificate_request.cpp kiosk/issuing/certificate.cpp
// needs: kiosk/issuing/digest.cpp kiosk/issuing/subject.cpp drivers/public_key.cpp

#include "drivers/public_key.hpp"
#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/certificate_request.hpp"
#include "kiosk/issuing/digest.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <openssl/ec.h>

namespace {

using drivers::Bytes;
using drivers::KeyAlgorithm;

/// A key that is one: the curve's generator.
Bytes well_known(KeyAlgorithm algorithm) {
    EC_GROUP* group =
        EC_GROUP_new_by_curve_name(algorithm == KeyAlgorithm::sm2 ? NID_sm2 : NID_X9_62_prime256v1);
    Bytes point(65);
    EC_POINT_point2oct(group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED,
                       point.data(), point.size(), nullptr);
    EC_GROUP_free(group);
    return *drivers::ec_public_key(algorithm, std::span(point).subspan(1));
}

std::optional<Bytes> key_in(std::uint8_t kind, std::span<const std::uint8_t> input) {
    constexpr std::array<std::uint8_t, 3> exponent{1, 0, 1};
    switch (kind % 4) {
        case 0: return drivers::ec_public_key(KeyAlgorithm::ec_p256, input);
        case 1: return drivers::ec_public_key(KeyAlgorithm::sm2, input);
        case 2: return drivers::rsa_public_key(input, exponent);
        default: return Bytes(input.begin(), input.end());
    }
}

kiosk::issuing::CertificateRequest request_for(const Bytes& key) {
    return *kiosk::issuing::CertificateRequest::make(key, {"CN", "样本科技有限公司", "", "样本"});
}

/// A signature that is none never finishes a request; one that is was verified by finish().
void sign(KeyAlgorithm algorithm, const Bytes& signature) {
    static const Bytes p256 = well_known(KeyAlgorithm::ec_p256);
    static const Bytes sm2 = well_known(KeyAlgorithm::sm2);
    const Bytes& key = algorithm == KeyAlgorithm::sm2 ? sm2 : p256;
    static auto for_p256 = request_for(p256);
    static auto for_sm2 = request_for(sm2);
    auto& request = algorithm == KeyAlgorithm::sm2 ? for_sm2 : for_p256;
    if (!request.finish(signature)) return;
    if (!kiosk::issuing::is_signature(key, request.digest(), signature)) std::abort();
}

}  // namespace

/// The first byte says whether the key is hostile, or what it signs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Bytes rest(data + 1, data + size);
    if ((data[0] & 1) != 0) {
        sign((data[0] & 2) != 0 ? KeyAlgorithm::sm2 : KeyAlgorithm::ec_p256, rest);
        return 0;
    }
    if (const auto key = key_in(data[0] >> 1U, rest))
        (void)kiosk::issuing::CertificateRequest::make(*key, {"CN", "样本", "", "样本"});
    return 0;
}
