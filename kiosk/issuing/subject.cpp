#include "kiosk/issuing/subject.hpp"

namespace kiosk::issuing {

OwnedName name_of(const Subject& subject) {
    OwnedName name(X509_NAME_new());
    const auto add = [&](int kind, const std::string& text) {
        return text.empty() ||
               X509_NAME_add_entry_by_NID(name.get(), kind, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char*>(text.data()),
                                          static_cast<int>(text.size()), -1, 0) == 1;
    };
    if (!name || !add(NID_countryName, subject.country) ||
        !add(NID_organizationName, subject.organisation) ||
        !add(NID_organizationalUnitName, subject.unit) || !add(NID_commonName, subject.common_name))
        return nullptr;
    return name;
}

}  // namespace kiosk::issuing
