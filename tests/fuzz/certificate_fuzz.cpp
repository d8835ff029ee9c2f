// Whatever lies in a key in a certificate's place, or comes from a backend as one: read or refused.
// longest input: 2048
// needs: kiosk/issuing/certificate.cpp kiosk/issuing/digest.cpp kiosk/issuing/subject.cpp
// needs: drivers/public_key.cpp

#include "kiosk/issuing/certificate.hpp"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

/// The first byte says in which of its two clothes it comes, and what is done with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kiosk::issuing;
    if (size == 0) return 0;
    const drivers::Bytes rest(data + 1, data + size);
    std::optional<drivers::Bytes> der = rest;
    if ((data[0] & 1) != 0) der = certificate_der(std::string(rest.begin(), rest.end()));
    if (!der) return 0;
    switch ((data[0] >> 1U) % 6) {
        case 0: {
            const std::string day = last_day(*der);
            require(day.empty() || day.size() >= 10);
            break;
        }
        case 1: (void)same_issuer(*der, *der); break;
        case 2: (void)check_chain(*der, {std::string(rest.begin(), rest.end())}); break;
        case 3: {
            const auto key = public_key_of(*der);
            if (key) (void)algorithm_of(*key);
            break;
        }
        case 4: {
            const std::string pem = certificate_pem(*der);
            require(pem.empty() || certificate_der(pem));
            break;
        }
        default:
            (void)check_certificate(*der, {}, public_key_of(*der).value_or(drivers::Bytes{}),
                                    {"CN", "样本科技有限公司", "", "样本"});
            break;
    }
    return 0;
}
