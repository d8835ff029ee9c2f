#pragma once

#include "kiosk/flow/effects.hpp"

namespace kiosk::flow {

/// A photo of a material taken in this visit, and how far it has come.
struct Photo {
    PictureId taken{};              ///< As the camera gave it: what is sent.
    std::optional<PictureId> page;  ///< Straightened, for showing.
    enum class State { kept, sending, sent, refused } state = State::kept;
    bool operator==(const Photo&) const = default;
};

/// What the customer gave so far. Outlives pages, so going back loses nothing.
struct Draft {
    Time now{};  ///< Of the event at hand; set by the root.
    std::string default_channel;
    Language default_language = Language::zh_cn;
    Channel channel;
    std::vector<ChannelName> channels;  ///< All there are to choose from.
    std::string service;                ///< "new"
    std::optional<Method> method;
    std::vector<Agreement> agreements;  ///< Agreed at the start.
    Order order;                        ///< As the backend last told it; empty id before it exists.
    Fields fields;
    Choices choices;
    std::map<std::string, Photo> photos;  ///< By material id.
    Readiness readiness;
    std::vector<OrderSummary> found;  ///< Of the identified customer.
    bool identified = false;          ///< By SMS code in this visit.
    std::string today;                ///< "2026-11-22" in the hall; set by the root with `now`.
    /// As read from each material's photo, to be held against each other and the form (R9).
    std::map<std::string, ReadingResult> readings;
    std::string wanted_key;  ///< Serial of the key that the order to come is about.
    std::string slip;        ///< What the receipt's QR code says.
    KeyHolder holder;  ///< Of the key that proved itself in this visit; empty serial: none did.
    FaceSubject face_subject{};          ///< Whose face the face pages are about.
    std::vector<Consent> face_consents;  ///< Given in this visit for that (R40).
    std::string wanted_material;         ///< Which one the materials page sent the root to capture.
    AskId last_ask{};

    /// A new question, answered within `patience` or given up.
    Asked ask(std::chrono::seconds patience) {
        last_ask = AskId{static_cast<std::uint64_t>(last_ask) + 1};
        return {last_ask, now + patience};
    }
    std::string text(FieldId field) const;
    /// The value of that name as read from `material`; nullptr when there is none.
    const ReadingResult::Value* read(const std::string& material, std::string_view name) const;
    bool in_person() const { return choices.lr_in_person.value_or(false); }
    /// What the channel says of the draft's service; nullptr when it has no such service.
    const ServiceOffer* offer() const;
    /// Renewal and change go into the key the customer has.
    bool keeps_key() const { return service == "renewal" || service == "change"; }
    /// The channel's; a key that is kept is never sent by post.
    std::vector<Delivery> deliveries() const;
    const Product* product() const;
    /// The order became known or changed: takes over what the backend says (fields, choices,
    /// photos' fate), keeps crops and doubts of texts that did not change.
    void take(const Order& reply);
    /// The fields of one step of the order, for SaveStep.
    std::map<FieldId, std::string> texts(const std::vector<FieldId>& fields) const;
};

/// What a sub-flow's `next` gives back.
template <class State, class Outcome>
struct Stepped {
    State state;
    Effects effects = {};
    std::optional<Outcome> outcome = {};
};

}  // namespace kiosk::flow
