// What happened: answers to the visit's effects (they carry the question's AskId) and the touches
// that every page understands. Touches that belong to one page stand in that page's sub-flow.

#pragma once

#include "kiosk/flow/face_values.hpp"

#include <array>

namespace kiosk::flow {

// --- answers
// --------------------------------------------------------------------------------------
struct ChannelsLoaded {
    AskId to{};
    std::vector<ChannelName> channels;
};
struct ChannelLoaded {
    AskId to{};
    Channel channel;
};
struct AgreementsLoaded {
    AskId to{};
    std::vector<Agreement> agreements;
};
struct ReadinessChecked {
    AskId to{};
    Readiness readiness;
};
struct OrderReplied {
    AskId to{};
    Order order;
};
struct OrdersListed {
    AskId to{};
    std::vector<OrderSummary> orders;
};
struct PhotoFetched {
    AskId to{};
    std::string kind;
    PictureId picture;
};
struct CodeSent {
    AskId to{};
    CodeTicket ticket;
};
struct Identified {
    AskId to{};
    std::vector<OrderSummary> orders;
};
struct OrganisationChecked {
    AskId to{};
    OrganisationCheck check;
};
struct FaceReplied {
    AskId to{};
    FaceSession session;
};
struct FaceSeen {
    AskId to{};
    FaceProgress progress;
};
/// The challenges of a try are over, one way or the other, and its evidence is sealed.
struct FaceWatched {
    AskId to{};
};
struct FaceCameraReady {
    AskId to{};
};
struct AgentChecked {
    AskId to{};
};
struct Looked {
    AskId to{};
    Guidance guidance{};
    std::array<Point, 4> outline{};
    bool has_outline = false;
    bool other_page = false;  ///< Not what the last photo shows.
};                            ///< Outline in 0…1 of the preview.
struct PhotoTaken {
    AskId to{};
    PictureId photo{};
};
struct DocumentRead {
    AskId to{};
    ReadingResult reading;
};
/// What is known of a document that is still being read, each time all of it; without values, what
/// was told before does not hold. Brings no pictures.
struct FieldsRead {
    AskId to{};
    ReadingResult so_far;
};
struct MaterialSent {
    AskId to{};
    Material material;
};
struct MaterialsListed {
    AskId to{};
    std::vector<Material> materials;
};
struct HandOverOpened {
    AskId to{};
    std::string url;
};
struct LetterReplied {
    AskId to{};
    LetterState state{};
    CodeTicket ticket;
};
struct PaymentReplied {
    AskId to{};
    Payment payment;
};
struct SlipPrinted {
    AskId to{};
    SlipResult result{};
};
struct KeyFound {
    AskId to{};
    KeySeen key;
};
struct IssueProgressed {
    AskId to{};
    IssueStep step{};
};
struct Issued {
    AskId to{};
    std::string serial;
    std::string valid_until;
    Order order;
};
struct KeyRemoved {
    AskId to{};
};
struct KeyProven {
    AskId to{};
    KeyHolder holder;
    std::vector<OrderSummary> orders;  ///< Of its organisation.
};
struct PinChanged {
    AskId to{};
};
struct CodeScanned {
    AskId to{};
    std::string text;
};
/// Any question may be answered by this instead.
struct Failed {
    AskId to{};
    Problem problem;
};

// --- time and devices
// -------------------------------------------------------------------------------
struct Ticked {};  ///< The time came that `wake_at` named; `now` stands in the draft.

// --- touches every page understands --------------------------------------------------------------
struct Edited {
    FieldId field;
    std::string text;
};  ///< Every form and keyboard speaks with this one.
/// On the PIN pad.
struct DigitTyped {
    char digit;
};
struct DigitErased {
    bool all = false;
};
struct Next {};        ///< The primary button.
struct Back {};        ///< 上一步.
struct Retried {};     ///< 重试 after a failure.
struct Dismissed {};   ///< A dialogue or notice was closed.
struct CodeResent {};  ///< 重新发送.

}  // namespace kiosk::flow
