#pragma once

#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace drivers {

/// Deleter of an OpenSSL object.
template <auto free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};

using OwnedKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using OwnedKeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using OwnedNumber = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using OwnedParameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using OwnedBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using OwnedGroup = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using OwnedPoint = std::unique_ptr<EC_POINT, Freed<EC_POINT_clear_free>>;

}  // namespace drivers
