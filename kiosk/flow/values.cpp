#include "kiosk/flow/values.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

constexpr std::pair<FieldId, std::string_view> names[] = {
    {FieldId::org_name, "org_name"},
    {FieldId::org_code, "org_code"},
    {FieldId::org_type, "org_type"},
    {FieldId::org_address, "org_address"},
    {FieldId::org_established, "org_established"},
    {FieldId::org_term, "org_term"},
    {FieldId::org_bank, "org_bank"},
    {FieldId::org_account, "org_account"},
    {FieldId::lr_name, "lr_name"},
    {FieldId::lr_id_type, "lr_id_type"},
    {FieldId::lr_id_number, "lr_id_number"},
    {FieldId::lr_id_expiry, "lr_id_expiry"},
    {FieldId::lr_mobile, "lr_mobile"},
    {FieldId::agent_name, "agent_name"},
    {FieldId::agent_id_number, "agent_id_number"},
    {FieldId::agent_mobile, "agent_mobile"},
    {FieldId::agent_email, "agent_email"},
    {FieldId::agent_card, "agent_card"},
    {FieldId::agent_card_mobile, "agent_card_mobile"},
    {FieldId::invoice_title, "invoice_title"},
    {FieldId::invoice_tax_number, "invoice_tax_number"},
    {FieldId::invoice_email, "invoice_email"},
    {FieldId::invoice_bank, "invoice_bank"},
    {FieldId::invoice_account, "invoice_account"},
    {FieldId::invoice_address, "invoice_address"},
    {FieldId::invoice_phone, "invoice_phone"},
    {FieldId::mail_name, "mail_name"},
    {FieldId::mail_mobile, "mail_mobile"},
    {FieldId::mail_region, "mail_region"},
    {FieldId::mail_address, "mail_address"},
    {FieldId::sms_code, "sms_code"},
    {FieldId::transfer_code, "transfer_code"},
    {FieldId::document_number, "document_number"},
};

}  // namespace

std::string_view name_of(FieldId field) {
    return std::ranges::find(names, field, &std::pair<FieldId, std::string_view>::first)->second;
}

std::optional<FieldId> field_named(std::string_view name) {
    const auto* found =
        std::ranges::find(names, name, &std::pair<FieldId, std::string_view>::second);
    return found != std::end(names) ? std::optional(found->first) : std::nullopt;
}

std::vector<Consent> consents_to(const std::vector<Agreement>& agreements) {
    std::vector<Consent> consents;
    for (const auto& agreement : agreements)
        consents.push_back({agreement.id, agreement.version, agreement.sha256});
    return consents;
}

void Secret::push_back(char digit) {
    // Growth would leave a copy behind in freed memory.
    if (text_.size() == text_.capacity()) {
        std::string larger;
        larger.reserve(std::max<std::size_t>(64, text_.capacity() * 2));
        larger = text_;
        wipe();
        text_.swap(larger);
    }
    text_.push_back(digit);
}

void Secret::pop_back() {
    if (text_.empty()) return;
    text_.back() = '\0';
    text_.pop_back();
}

void Secret::wipe() {
    volatile char* data = text_.data();
    for (std::size_t i = 0; i < text_.size(); ++i) data[i] = '\0';
    text_.clear();
}

}  // namespace kiosk::flow
