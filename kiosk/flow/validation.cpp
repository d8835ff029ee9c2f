#include "kiosk/flow/validation.hpp"

#include "kiosk/flow/dates.hpp"
#include "ocr/check_digits.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using Fault = std::optional<std::string>;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool letter(char c) { return capital(c) || (c >= 'a' && c <= 'z'); }
bool alphanumeric(char c) { return digit(c) || letter(c); }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, digit); }

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Judged at once when too long, else when the customer is done.
Fault length(std::size_t size, std::size_t least, std::size_t most, bool complete,
             const char* fault) {
    if (size > most || (complete && size < least)) return fault;
    return {};
}

Fault words(std::string_view text, std::size_t least, std::size_t most, bool complete,
            const char* fault) {
    return length(characters(text), least, most, complete, fault);
}

Fault digits(std::string_view text, std::size_t least, std::size_t most, bool complete,
             const char* fault) {
    if (!all_digits(text)) return fault;
    return length(text.size(), least, most, complete, fault);
}

/// GB 32100-2015.
Fault unified_code(std::string_view text, bool complete) {
    constexpr std::string_view allowed = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const bool fits = std::ranges::all_of(
        text, [&](char c) { return allowed.find(c) != std::string_view::npos; });
    if (!fits) return "invalid.org_code_letters";
    if (auto wrong = length(text.size(), 18, 18, complete, "invalid.org_code_length")) return wrong;
    if (text.size() == 18 && !ocr::unified_code_valid(text)) return "invalid.org_code_check";
    return {};
}

/// GB 11643-1999; who was born after today is nobody.
Fault id_number(std::string_view text, bool complete, std::string_view today) {
    const auto body = text.substr(0, 17);
    if (!all_digits(body) || (text.size() == 18 && !digit(text[17]) && text[17] != 'X'))
        return "invalid.id_letters";
    if (auto wrong = length(text.size(), 18, 18, complete, "invalid.id_length")) return wrong;
    if (text.size() < 18) return {};
    if (!ocr::id_number_valid(text)) return "invalid.id_check";
    const auto born = date_in(text.substr(6, 8));
    if (!today.empty() && born && *born > today) return "invalid.id_check";
    return {};
}

/// 港澳居民来往内地通行证: H or M, then 8 digits, on older cards 10.
Fault hk_macau_permit(std::string_view text, bool complete) {
    const char* const fault = "invalid.permit_hk_macau";
    if (text.front() != 'H' && text.front() != 'M') return fault;
    if (!all_digits(text.substr(1)) || text.size() > 11) return fault;
    if (complete && text.size() != 9 && text.size() != 11) return fault;
    return {};
}

/// 外国人永久居留身份证: 15 characters (three letters of the country, 12 digits) or, since 2023, 18
/// built as a citizen's number that begins with 9.
Fault foreign_permanent(std::string_view text, bool complete, std::string_view today) {
    const char* const fault = "invalid.permit_foreign";
    if (capital(text.front())) {
        const auto country = text.substr(0, 3);
        if (!std::ranges::all_of(country, capital)) return fault;
        if (text.size() > 3 && !all_digits(text.substr(3))) return fault;
        return length(text.size(), 15, 15, complete, fault);
    }
    if (text.front() != '9') return fault;
    return id_number(text, complete, today);
}

Fault passport(std::string_view text, bool complete) {
    const char* const fault = "invalid.passport";
    const bool fits = std::ranges::all_of(text, [](char c) { return digit(c) || capital(c); });
    if (!fits) return fault;
    return length(text.size(), 5, 17, complete, fault);
}

Fault lr_number(std::string_view text, const Draft& draft, bool complete, std::string_view today) {
    const auto type = draft.text(FieldId::lr_id_type);
    if (type == "hk_macau_permit") return hk_macau_permit(text, complete);
    if (type == "taiwan_permit") return digits(text, 8, 8, complete, "invalid.permit_taiwan");
    if (type == "foreign_permanent") return foreign_permanent(text, complete, today);
    if (type == "passport") return passport(text, complete);
    return id_number(text, complete, today);
}

Fault mobile(std::string_view text, bool complete) {
    const char* const fault = "invalid.mobile";
    if (!all_digits(text) || text[0] != '1' || (text.size() > 1 && text[1] < '3')) return fault;
    return length(text.size(), 11, 11, complete, "invalid.mobile_length");
}

bool dot_string(std::string_view text, auto&& fits) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::ranges::all_of(text, [&](char c) { return c == '.' || fits(c); });
}

/// Quoted-string of RFC 5321, 4.1.2.
bool quoted_string(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
    const auto inner = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] < ' ' || inner[i] > '~' || inner[i] == '"') return false;
        if (inner[i] == '\\' && ++i == inner.size()) return false;
    }
    return true;
}

bool email_domain(std::string_view text) {
    if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
    if (!dot_string(text, [](char c) { return alphanumeric(c) || c == '-'; })) return false;
    for (std::size_t at = 0; at < text.size();) {
        const auto label = text.substr(at, text.find('.', at) - at);
        if (label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        at += label.size() + 1;
    }
    return !all_digits(text.substr(text.rfind('.') + 1));
}

/// Mailbox of RFC 5321, 4.1.2, with the lengths of 4.5.3.1; address literals are refused.
Fault email(std::string_view text, bool complete) {
    const char* const fault = "invalid.email";
    const bool printable = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    if (!printable || text.size() > 254) return fault;
    if (!complete) return {};
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at > 64) return fault;
    const auto local = text.substr(0, at);
    constexpr std::string_view atext = "!#$%&'*+-/=?^_`{|}~";
    const bool named = dot_string(
        local, [&](char c) { return alphanumeric(c) || atext.find(c) != std::string_view::npos; });
    if (!named && !quoted_string(local)) return fault;
    return email_domain(text.substr(at + 1)) ? Fault{} : fault;
}

Fault person(std::string_view text, bool complete) {
    if (std::ranges::any_of(text, digit)) return "invalid.name";
    return words(text, 2, 50, complete, "invalid.name");
}

Fault legal_representative(std::string_view text, const Draft& draft, bool complete) {
    if (auto wrong = person(text, complete)) return wrong;
    const auto field = draft.fields.find(FieldId::lr_name);
    if (complete && field != draft.fields.end() && text == field->second.text &&
        names_differ(draft))
        return field->second.crop ? "invalid.names_differ" : "invalid.name_not_on_licence";
    return {};
}

Fault established(std::string_view text, bool complete, std::string_view today) {
    if (!complete) return {};
    const auto date = date_in(text);
    if (!date) return "invalid.date";
    if (!today.empty() && *date > today) return "invalid.date_future";
    return {};
}

Fault until(std::string_view text, bool complete, std::string_view today, const char* over) {
    if (!complete) return {};
    const auto end = end_in(text);
    if (!end) return "invalid.date";
    if (!today.empty() && !is_unlimited(*end) && *end < today) return over;
    return {};
}

Fault card(std::string_view text, bool complete) {
    if (auto wrong = digits(text, 16, 19, complete, "invalid.card_length")) return wrong;
    const bool whole = complete || text.size() == 19;
    return whole && !ocr::luhn_valid(text) ? Fault{"invalid.card_check"} : Fault{};
}

Fault telephone(std::string_view text, bool complete) {
    const bool fits = std::ranges::all_of(text, [](char c) { return digit(c) || c == '-'; });
    if (!fits) return "invalid.phone";
    const auto count = static_cast<std::size_t>(std::ranges::count_if(text, digit));
    return length(count, 7, 16, complete, "invalid.phone");
}

/// A citizen's number, the number of another document, or an organisation's code.
Fault document(std::string_view text, bool complete, std::string_view today) {
    if (!std::ranges::all_of(text, alphanumeric)) return "invalid.document_number";
    if (auto wrong = length(text.size(), 5, 18, complete, "invalid.document_number")) return wrong;
    if (text.size() < 18) return {};
    const bool known = ocr::unified_code_valid(text) || !id_number(text, true, today).has_value();
    return known ? Fault{} : Fault{"invalid.document_check"};
}

Fault wrong(FieldId field, std::string_view text, const Draft& draft, bool complete,
            std::string_view today) {
    using enum FieldId;
    switch (field) {
        case org_name:
        case invoice_title: return words(text, 2, 100, complete, "invalid.org_name");
        case org_code:
        case invoice_tax_number: return unified_code(text, complete);
        case org_type: return words(text, 2, 50, complete, "invalid.too_short");
        case org_address:
        case invoice_address:
        case mail_address: return words(text, 4, 200, complete, "invalid.address");
        case org_established: return established(text, complete, today);
        case org_term: return until(text, complete, today, "invalid.term_over");
        case org_bank:
        case invoice_bank: return words(text, 4, 60, complete, "invalid.bank");
        case org_account:
        case invoice_account: return digits(text, 8, 30, complete, "invalid.account");
        case lr_name: return legal_representative(text, draft, complete);
        case lr_id_type: return {};
        case lr_id_number: return lr_number(text, draft, complete, today);
        case lr_id_expiry: return until(text, complete, today, "invalid.id_expired");
        case agent_name:
        case mail_name: return person(text, complete);
        case agent_id_number: return id_number(text, complete, today);
        case lr_mobile:
        case agent_mobile:
        case agent_card_mobile:
        case mail_mobile: return mobile(text, complete);
        case agent_email:
        case invoice_email: return email(text, complete);
        case agent_card: return card(text, complete);
        case invoice_phone: return telephone(text, complete);
        case mail_region: return words(text, 2, 60, complete, "invalid.region");
        case sms_code:
        case transfer_code: return digits(text, 6, 6, complete, "invalid.code");
        case document_number: return document(text, complete, today);
    }
    return {};
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::string term(std::string_view text) {
    const auto dates = dates_in(text);
    if (is_unlimited(text)) return dates.empty() ? "长期" : dates.front() + "至长期";
    if (dates.size() == 2) return dates.front() + "至" + dates.back();
    return dates.size() == 1 && date_in(text) ? dates.front() : std::string(text);
}

}  // namespace

std::optional<std::string> invalid(FieldId field, std::string_view text, const Draft& draft,
                                   bool complete, std::string_view today) {
    if (!text.empty()) return wrong(field, text, draft, complete, today);
    if (complete && !optional(field)) return "invalid.missing";
    return std::nullopt;
}

bool optional(FieldId field) { return field == FieldId::org_term; }

bool names_differ(const Draft& draft) {
    const auto name = draft.fields.find(FieldId::lr_name);
    const auto* person = draft.read("licence", "person");
    return name != draft.fields.end() && name->second.doubtful && person != nullptr &&
           name->second.text != person->text;
}

Keyboard keyboard_for(FieldId field, const Draft& draft) {
    using enum FieldId;
    switch (field) {
        case org_code:
        case invoice_tax_number:
        case agent_email:
        case invoice_email:
        case document_number: return Keyboard::latin;
        case org_established:
        case org_term:
        case org_account:
        case invoice_account:
        case lr_id_expiry:
        case lr_mobile:
        case agent_mobile:
        case agent_card:
        case agent_card_mobile:
        case mail_mobile:
        case invoice_phone:
        case sms_code:
        case transfer_code: return Keyboard::numeric;
        case agent_id_number: return Keyboard::id_number;
        case lr_id_number: {
            const auto type = draft.text(lr_id_type);
            if (type == "taiwan_permit") return Keyboard::numeric;
            return type.empty() || type == "id_card" ? Keyboard::id_number : Keyboard::latin;
        }
        default: return Keyboard::chinese;
    }
}

int limit_of(FieldId field) {
    using enum FieldId;
    switch (field) {
        case org_name:
        case invoice_title: return 100;
        case org_code:
        case invoice_tax_number:
        case lr_id_number:
        case agent_id_number:
        case document_number: return 18;
        case org_address:
        case invoice_address:
        case mail_address: return 200;
        case org_established:
        case lr_id_expiry: return 12;
        case org_account:
        case invoice_account: return 30;
        case lr_mobile:
        case agent_mobile:
        case agent_card_mobile:
        case mail_mobile: return 11;
        case agent_email:
        case invoice_email: return 254;
        case agent_card: return 19;
        case invoice_phone: return 20;
        case sms_code:
        case transfer_code: return 6;
        case org_bank:
        case invoice_bank:
        case mail_region: return 60;
        default: return 50;
    }
}

std::string normal_form(FieldId field, std::string_view text) {
    using enum FieldId;
    auto plain = trimmed(text);
    switch (field) {
        case org_code:
        case invoice_tax_number:
        case lr_id_number:
        case agent_id_number:
        case document_number:
            std::ranges::transform(plain, plain.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            return plain;
        case org_established: return date_in(plain).value_or(plain);
        case org_term: return term(plain);
        case lr_id_expiry: return end_in(plain).value_or(plain);
        default: return plain;
    }
}

std::map<FieldId, std::string> faults_of(const std::vector<FieldId>& fields, const Draft& draft,
                                         std::string_view today) {
    std::map<FieldId, std::string> faults;
    for (const auto field : fields)
        if (auto fault = invalid(field, draft.text(field), draft, true, today))
            faults.emplace(field, std::move(*fault));
    return faults;
}

}  // namespace kiosk::flow
