// The words the visit is written in: identities, times, what the channel offers, what the order
// says. Plain values; nothing here reads a clock, a file or a device.

#pragma once

#include "kiosk/flow/key_values.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kiosk::flow {

using Time = std::chrono::steady_clock::time_point;  ///< Handed in with every event.
enum class PictureId : std::uint64_t {};             ///< Pixels live in kiosk::Pictures.
enum class AskId : std::uint64_t {};                 ///< Names one question; its answer carries it.

enum class Language { zh_cn, en };

/// Words that the backend writes for people, in both languages.
struct Words {
    std::string zh_cn;
    std::string en;
    const std::string& in(Language language) const {
        return language == Language::zh_cn || en.empty() ? zh_cn : en;
    }
    bool operator==(const Words&) const = default;
};

/// Held by a state that waits for an answer.
struct Asked {
    AskId id{};
    Time deadline{};
    bool operator==(const Asked&) const = default;
};

// --- what the channel offers (backend contract: Channel) -------------------------------------

/// `key`: the organisation's own UKEY and its PIN (R35); no channel lists it among its methods.
enum class Method { lr_face, bank_transfer, e_licence, key };
enum class AgentMethod { phone, bank_card, face };
enum class Provider { wechat, alipay };
enum class Delivery { on_site, post };
enum class InvoiceKind { general, special };
enum class LetterWay { stamped, e_sign };
enum class Review { immediate, one_working_day };

struct ChannelName {
    std::string id;
    Words name;
    bool operator==(const ChannelName&) const = default;
};

/// `id` as in the contract: new, renewal, change, replacement, unlock, view, orders.
struct ServiceOffer {
    std::string id;
    bool available = true;
    Words reason;  ///< Why not, and what to do instead, when not available.
    /// Which of the channel's materials it asks for; nothing: all of them.
    std::optional<std::vector<std::string>> materials = {};
    bool operator==(const ServiceOffer&) const = default;
};

struct MethodOffer {
    Method method{};
    bool needs_face = false;
    int minutes = 0;
    int price_fen = 0;  ///< The lowest price of the channel's products.
    bool key_today = false;
    std::vector<std::string> materials;
    Words lr_absent;
    bool operator==(const MethodOffer&) const = default;
};

struct Product {
    std::string id;
    Words name;
    int term_years = 1;
    int price_fen = 0;
    bool operator==(const Product&) const = default;
};

/// `id` as in the contract: licence, lr_id_front, lr_id_back, agent_id_front, agent_id_back,
/// authorisation_letter, seal_sample.
struct MaterialRule {
    std::string id;
    bool required = true;
    bool agent_only = false;  ///< Not asked when the legal representative applies in person.
    bool operator==(const MaterialRule&) const = default;
};

struct Channel {
    std::string id;
    Words name;
    Words notice;
    std::vector<ServiceOffer> services;
    std::vector<MethodOffer> methods;
    std::vector<AgentMethod> agent_methods;
    std::vector<LetterWay> letter_ways;
    std::vector<Product> products;
    std::vector<MaterialRule> materials;
    std::vector<Provider> providers;
    std::vector<Delivery> deliveries;
    std::vector<InvoiceKind> invoice_kinds;
    std::vector<std::string> lr_id_types;  ///< id_card, hk_macau_permit, taiwan_permit, …
    Review review{};
    Words key_place;  ///< Where the blank keys are.
    bool operator==(const Channel&) const = default;
};

struct Agreement {
    std::string id;
    std::string version;
    Words title;
    Words text;
    std::string sha256;
    bool operator==(const Agreement&) const = default;
};

struct Consent {
    std::string agreement;
    std::string version;
    std::string sha256;
    bool operator==(const Consent&) const = default;
};

/// Agreement to all of them.
std::vector<Consent> consents_to(const std::vector<Agreement>& agreements);

// --- fields of the forms ----------------------------------------------------------------------

enum class FieldId {
    org_name,
    org_code,
    org_type,
    org_address,
    org_established,
    org_term,
    org_bank,
    org_account,
    lr_name,
    lr_id_type,
    lr_id_number,
    lr_id_expiry,
    lr_mobile,
    agent_name,
    agent_id_number,
    agent_mobile,
    agent_email,
    agent_card,
    agent_card_mobile,
    invoice_title,
    invoice_tax_number,
    invoice_email,
    invoice_bank,
    invoice_account,
    invoice_address,
    invoice_phone,
    mail_name,
    mail_mobile,
    mail_region,
    mail_address,
    sms_code,         ///< The code being typed; never part of the order.
    transfer_code,    ///< The memo code of the small transfer.
    document_number,  ///< Identification by document number (R30).
};

/// The contract's name of a field, "lr_mobile".
std::string_view name_of(FieldId field);
/// The field of that name; nothing for names this version does not know.
std::optional<FieldId> field_named(std::string_view name);

struct Field {
    std::string text;
    std::optional<PictureId> crop;  ///< The piece of the photo it was read from.
    bool doubtful = false;          ///< Read, but the customer should look.
    bool operator==(const Field&) const = default;
};
using Fields = std::map<FieldId, Field>;

// --- what the order says (backend contract: Order) --------------------------------------------

enum class Verified { none, pending, verified, voided, not_needed };
enum class LetterState { none, pending, e_signed, stamped, not_needed };

enum class PaymentState {
    created,
    paying,
    succeeded,
    closed,
    expired,
    unknown,
    refunding,
    refunded
};
struct Payment {
    std::string id;
    Provider provider{};
    PaymentState state{};
    std::string qr_payload;
    int amount_fen = 0;
    std::chrono::seconds expires_in{};
    bool operator==(const Payment&) const = default;
};

/// 补办: why there must be a new key. A lost one is revoked as soon as the application is signed.
enum class KeyLoss { lost, broken };

enum class MaterialState { missing, uploading, received, rejected, accepted };
struct Material {
    std::string kind;
    MaterialState state{};
    std::string reason;  ///< A catalogue key's last part when rejected.
    bool from_phone = false;
    bool operator==(const Material&) const = default;
};

/// What the customer chose on the forms, besides texts.
struct Choices {
    std::optional<bool> lr_in_person;  ///< 是否法定代表人本人办理: no default.
    std::string product;
    std::optional<Delivery> delivery;
    std::optional<InvoiceKind> invoice_kind;
    std::optional<LetterWay> letter;
    std::optional<KeyLoss> key_loss;
    bool operator==(const Choices&) const = default;
};

struct OrderSummary {
    std::string id;
    std::string service;
    std::string state;  ///< As the contract writes it: "payment_wait".
    std::string organisation_masked;
    std::string created_at;  ///< RFC 3339.
    std::set<std::string> allowed_actions;
    bool operator==(const OrderSummary&) const = default;
};

struct Order {
    std::string id;
    std::string etag;
    std::string channel;
    std::string service;
    Method method{};
    std::string state;
    std::string page;  ///< Where the customer stopped; written by the terminal itself.
    std::set<std::string> allowed_actions;
    std::map<FieldId, std::string> fields;
    Choices choices;
    Verified organisation{};
    Verified agent{};
    LetterState letter{};
    std::vector<Material> materials;
    int price_fen = 0;
    std::optional<Payment> payment;
    std::string invoice_state;
    std::string review_by;  ///< RFC 3339 or empty.
    std::string receipt_qr;
    std::string application_sha256;
    std::string key_serial;  ///< Of the key that the order is about; empty for a new one.
    bool operator==(const Order&) const = default;
};

// --- other answers ------------------------------------------------------------------------------

/// A code is on its way to `masked_mobile`.
struct CodeTicket {
    std::string id;  ///< Of the identification; empty elsewhere.
    std::string masked_mobile;
    std::chrono::seconds resend_after{};
    int tries_left = 0;
    bool operator==(const CodeTicket&) const = default;
};

struct OrganisationCheck {
    enum class State { none, matched, pending, verified, failed, expired, voided } state{};
    std::string qr_payload;
    std::string account_masked;
    bool operator==(const OrganisationCheck&) const = default;
};

/// Why something did not happen, named for who can act.
struct Problem {
    enum class Who { customer, hall_staff, technician, backend, wait } who = Who::wait;
    std::string code;  ///< The contract's code ("wrong-code") or one of ours ("offline").
    Words message;     ///< The backend's words, if it sent any.
    std::vector<std::string> items;  ///< Fields or materials named, "lr_name".
    std::optional<int> tries_left;
    std::string masked_mobile;  ///< With duplicate-open-order.
    bool operator==(const Problem&) const = default;
};

/// What a photo turned out to be. Field names as the reader writes them ("id_number").
struct ReadingResult {
    std::string document;  ///< id_front, id_back, licence, none.
    std::string reject;    ///< empty, or half_card, heavy_blur, glare, …
    struct Value {
        std::string name;
        std::string text;
        bool doubtful = false;
        std::optional<PictureId> crop;
        bool settled = true;  ///< False while it may still change.
        bool operator==(const Value&) const = default;
    };
    std::vector<Value> values;
    std::optional<PictureId> page;  ///< The straightened document.
    bool operator==(const ReadingResult&) const = default;
};

/// What the live picture shows; one instruction at a time (R10).
enum class Guidance {
    nothing,
    not_whole,
    too_far,
    too_close,
    blurred,
    tilted,
    glare,
    too_dark,
    moving,
    good
};

struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

/// The steps of an issue (R51) as the customer sees them.
enum class IssueStep {
    reserve,
    pin,
    secrets,
    key,
    request,
    certificate,
    write,
    read_back,
    prove,
    confirm
};

/// Devices and connections as far as services need them (R4).
struct Readiness {
    bool camera = false;
    bool face_camera = false;
    bool microphone = false;
    bool reader = false;
    bool printer = false;
    bool paper_low = false;
    bool backend = false;
    bool operator==(const Readiness&) const = default;
};

/// How a slip came out.
enum class SlipResult { printed, uncertain, not_printed };

/// Text that must not outlive its use: zeroed when it goes. Copies are counted, not shared.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view text) : text_(text) {}
    Secret(const Secret&) = default;
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            wipe();
            text_ = other.text_;
        }
        return *this;
    }
    ~Secret() { wipe(); }

    std::string_view view() const { return text_; }
    std::size_t size() const { return text_.size(); }
    void push_back(char digit);
    void pop_back();
    void wipe();
    bool operator==(const Secret&) const = default;

private:
    std::string text_;
};

}  // namespace kiosk::flow
