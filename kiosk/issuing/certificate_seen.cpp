#include "kiosk/issuing/certificate_seen.hpp"

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/openssl_owned.hpp"

namespace kiosk::issuing {
namespace {

/// The last common name; it may come from anybody's certificate, so it is taken by its length.
std::string common_name(const X509_NAME* name) {
    int at = -1;
    int last = -1;
    while ((at = X509_NAME_get_index_by_NID(name, NID_commonName, at)) >= 0) last = at;
    if (last < 0) return {};
    unsigned char* utf8 = nullptr;
    const auto* entry = X509_NAME_get_entry(name, last);
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
    if (size < 0) return {};
    std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return text;
}

std::string serial_of(const X509* certificate) {
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char* hexadecimal = number ? BN_bn2hex(number.get()) : nullptr;
    std::string text = hexadecimal != nullptr ? hexadecimal : "";
    OPENSSL_free(hexadecimal);
    return text;
}

}  // namespace

flow::CertificateSeen read_certificate(const drivers::Bytes& der) {
    const std::uint8_t* at = der.data();
    const OwnedCertificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!certificate) return {};
    return {common_name(X509_get_subject_name(certificate.get())),
            common_name(X509_get_issuer_name(certificate.get())), first_day(der), last_day(der),
            serial_of(certificate.get())};
}

}  // namespace kiosk::issuing
