#include "kiosk/flow/draft.hpp"

#include <algorithm>

namespace kiosk::flow {

std::string Draft::text(FieldId field) const {
    const auto entry = fields.find(field);
    return entry != fields.end() ? entry->second.text : std::string();
}

const ReadingResult::Value* Draft::read(const std::string& material, std::string_view name) const {
    const auto reading = readings.find(material);
    if (reading == readings.end()) return nullptr;
    const auto& values = reading->second.values;
    const auto value = std::ranges::find(values, name, &ReadingResult::Value::name);
    return value != values.end() && !value->text.empty() ? &*value : nullptr;
}

const Product* Draft::product() const {
    const auto chosen = std::ranges::find(channel.products, choices.product, &Product::id);
    return chosen != channel.products.end() ? &*chosen : nullptr;
}

const ServiceOffer* Draft::offer() const {
    const auto offered = std::ranges::find(channel.services, service, &ServiceOffer::id);
    return offered != channel.services.end() ? &*offered : nullptr;
}

std::vector<Delivery> Draft::deliveries() const {
    return keeps_key() ? std::vector{Delivery::on_site} : channel.deliveries;
}

void Draft::take(const Order& reply) {
    order = reply;
    for (const auto& [field, text] : reply.fields)
        if (auto& mine = fields[field]; mine.text != text) mine = {text, std::nullopt, false};
    if (reply.choices.lr_in_person) choices.lr_in_person = reply.choices.lr_in_person;
    if (!reply.choices.product.empty()) choices.product = reply.choices.product;
    if (reply.choices.delivery) choices.delivery = reply.choices.delivery;
    if (reply.choices.invoice_kind) choices.invoice_kind = reply.choices.invoice_kind;
    if (reply.choices.letter) choices.letter = reply.choices.letter;
    if (reply.choices.key_loss) choices.key_loss = reply.choices.key_loss;
    for (const auto& material : reply.materials)
        if (const auto photo = photos.find(material.kind); photo != photos.end()) {
            if (material.state == MaterialState::rejected)
                photo->second.state = Photo::State::refused;
            else if (photo->second.state == Photo::State::sending &&
                     material.state != MaterialState::missing &&
                     material.state != MaterialState::uploading)
                photo->second.state = Photo::State::sent;
        }
    method = reply.method;
    service = reply.service;
}

std::map<FieldId, std::string> Draft::texts(const std::vector<FieldId>& wanted) const {
    std::map<FieldId, std::string> given;
    for (const auto field : wanted)
        if (const auto mine = fields.find(field); mine != fields.end())
            given[field] = mine->second.text;
    return given;
}

}  // namespace kiosk::flow
