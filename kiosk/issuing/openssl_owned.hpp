#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace kiosk::issuing {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};

using OwnedKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using OwnedCertificate = std::unique_ptr<X509, Freed<X509_free>>;
using OwnedRequest = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using OwnedName = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;
using OwnedBio = std::unique_ptr<BIO, Freed<BIO_free_all>>;

}  // namespace kiosk::issuing
