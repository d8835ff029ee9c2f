#include "deploy/sandbox/field_checks.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sandbox {

namespace {

using Why = std::optional<std::string_view>;

constexpr std::array<std::string_view, 30> field_names{
    "org_name",           "org_code",      "org_type",     "org_address",       "org_established",
    "org_term",           "org_bank",      "org_account",  "lr_name",           "lr_id_type",
    "lr_id_number",       "lr_id_expiry",  "lr_mobile",    "agent_name",        "agent_id_number",
    "agent_mobile",       "agent_email",   "agent_card",   "agent_card_mobile", "invoice_title",
    "invoice_tax_number", "invoice_email", "invoice_bank", "invoice_account",   "invoice_address",
    "invoice_phone",      "mail_name",     "mail_mobile",  "mail_region",       "mail_address"};

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// GB 32100-2015, annex A.
Why unified_code(std::string_view text) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = alphabet.find(text[i]);
        if (value == std::string_view::npos) return "form";
        if (i >= 18) return "length";
        if (i == 17) return (31 - sum % 31) % 31 == value ? Why{} : "check_digit";
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return {};
}

/// GB 11643-1999.
Why id_number(std::string_view text) {
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view checks = "10X98765432";
    if (!all_digits(text.substr(0, 17))) return "form";
    if (text.size() > 18) return "length";
    if (text.size() < 18) return {};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights.at(i) * (text[i] - '0');
    return checks[static_cast<std::size_t>(sum % 11)] == text[17] ? Why{} : "check_digit";
}

/// ISO/IEC 7812-1, annex B; 16 to 19 digits, so only the longest can be known to be wrong.
Why card(std::string_view text, bool whole) {
    if (!all_digits(text)) return "form";
    if (text.size() > 19) return "length";
    if (text.size() < 19 && !whole) return {};
    int sum = 0;
    bool twice = false;
    for (auto c = text.rbegin(); c != text.rend(); ++c, twice = !twice) {
        const int value = (*c - '0') * (twice ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return sum % 10 == 0 ? Why{} : "check_digit";
}

Why mobile(std::string_view text) {
    if (!all_digits(text)) return "form";
    if (text.size() > 11) return "length";
    if (!text.empty() && text[0] != '1') return "form";
    if (text.size() > 1 && text[1] < '3') return "form";
    return {};
}

Why email(std::string_view text) {
    if (text.size() > 254) return "length";
    const bool plain = std::ranges::all_of(
        text, [](unsigned char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
    return plain && std::ranges::count(text, '@') <= 1 ? Why{} : "form";
}

/// 2031-05-04, 长期, or a term whose end is what counts.
Why date(const std::string& text, const std::string& today, bool refuses_past) {
    if (!refuses_past || text.size() < 10) return {};
    const auto end = text.substr(text.size() - 10);
    const bool is_date = end[4] == '-' && end[7] == '-' && all_digits(end.substr(0, 4)) &&
                         all_digits(end.substr(5, 2)) && all_digits(end.substr(8, 2));
    return is_date && end < today ? Why{"expired"} : Why{};
}

bool is_mobile(std::string_view field) { return field.ends_with("_mobile"); }

}  // namespace

bool is_field(std::string_view field) { return std::ranges::count(field_names, field) > 0; }

Why impossible(std::string_view field, const std::string& text, std::string_view id_type,
               const std::string& today) {
    if (text.size() > 900) return "length";
    if (field == "org_code" || field == "invoice_tax_number") return unified_code(text);
    if (field == "agent_id_number") return id_number(text);
    if (field == "lr_id_number" && (id_type.empty() || id_type == "id_card"))
        return id_number(text);
    if (field == "agent_card") return card(text, false);
    if (is_mobile(field)) return mobile(text);
    if (field.ends_with("_email")) return email(text);
    if (field == "org_account" || field == "invoice_account")
        return !all_digits(text) ? Why{"form"} : text.size() > 30 ? Why{"length"} : Why{};
    if (field == "lr_id_expiry") return date(text, today, true);
    // A licence's term ends, its beginning is always past.
    if (field == "org_term") return date(text, today, text.size() > 10);
    return {};
}

bool is_whole(std::string_view field, const std::string& text, std::string_view id_type) {
    if (text.empty()) return false;
    if (field == "org_code" || field == "invoice_tax_number" || field == "agent_id_number")
        return text.size() == 18;
    if (field == "lr_id_number")
        return (!id_type.empty() && id_type != "id_card") || text.size() == 18;
    if (field == "agent_card") return text.size() >= 16 && !card(text, true);
    if (is_mobile(field)) return text.size() == 11;
    if (field.ends_with("_email")) {
        const auto at = text.find('@');
        return at != std::string::npos && at > 0 && text.find('.', at + 2) != std::string::npos &&
               text.back() != '.';
    }
    if (field == "org_account") return text.size() >= 8;
    return true;
}

}  // namespace sandbox
