// What the visit asks the terminal to do. `kiosk::App` performs each on the worker it belongs to
// and posts the answer as an event with the same AskId; effects without an `ask` have no answer.

#pragma once

#include "kiosk/flow/face_values.hpp"
#include "kiosk/flow/one_of.hpp"

#include <variant>

namespace kiosk::flow {

// Start
struct LoadChannels {
    AskId ask;
};  // → ChannelsLoaded
struct LoadChannel {
    AskId ask;
    std::string id;
};  // → ChannelLoaded
struct LoadAgreements {
    AskId ask;
    std::string channel;
    std::string scene;
};  // → AgreementsLoaded
struct CheckReadiness {
    AskId ask;
};  // → ReadinessChecked

// Orders: everything answers OrderReplied unless said otherwise
struct CreateOrder {
    AskId ask;
    std::string channel;
    std::string service;
    Method method;
    std::vector<Consent> consents;
    std::string key_serial = {};  ///< Of the key that the service is for.
};
/// `step` is organisation, agent, details or materials; `page` is where to continue.
struct SaveStep {
    AskId ask;
    std::string order;
    std::string etag;
    std::string step;
    std::string page;
    std::map<FieldId, std::string> fields;
    Choices choices;
};
struct ReadOrder {
    AskId ask;
    std::string order;
};
struct CancelOrder {
    AskId ask;
    std::string order;
    std::string etag;
};
struct WatchOrder {
    AskId ask;
    std::string order;
    std::string etag;
};  // answers when it changed
struct ListOrders {
    AskId ask;
    bool open = true;
};  // → OrdersListed
/// Uploads the draft's photos and brings back those of a continued order.
struct FetchMaterial {
    AskId ask;
    std::string order;
    std::string kind;
};  // → PhotoFetched

// Who is there
struct OpenIdentification {
    AskId ask;
    std::string by;
    std::string number;
    std::string service;
    std::string channel;
};  // → CodeSent; `by`: document, duplicate (number = organisation code), slip (number = order)
struct ResendIdentification {
    AskId ask;
    std::string id;
};  // → CodeSent
struct VerifyIdentification {
    AskId ask;
    std::string id;
    Secret code;
};  // → Identified

// ① organisation
struct VerifyOrganisation {
    AskId ask;
    std::string order;
    Method method;
};  // → OrganisationChecked
struct WatchOrganisation {
    AskId ask;
    std::string order;
};  // → OrganisationChecked
struct SubmitTransferCode {
    AskId ask;
    std::string order;
    std::string code;
};  // → OrganisationChecked
struct SendFaceLink {
    AskId ask;
    std::string order;
    std::string mobile;
};  // → FaceReplied
struct ResendFaceLink {
    AskId ask;
    std::string session;
    std::string mobile;
};  // → FaceReplied
struct WatchFace {
    AskId ask;
    std::string session;
};  // → FaceReplied
struct CancelFace {
    std::string session;
};

// A face in front of the terminal
/// One try: what the backend draws for it. `sound`: the terminal can hear digits.
struct OpenFaceTry {
    AskId ask;
    std::string order;
    FaceSubject subject{};
    std::vector<Consent> consents;
    bool sound = false;
};  // → FaceReplied
/// The networks take a moment to load; the camera stays dark.
struct PrepareFaceCamera {};
/// The light goes on until the try is over, or StopWatchingPerson.
struct WatchPerson {
    AskId ask;
    FaceSession session;
    std::optional<PictureId> portrait;  ///< The identity card, for the staff's hint (R47).
};                                      // → FaceSeen…, then FaceWatched or Failed
struct StopWatchingPerson {};
/// The sealed evidence of the last try; it is forgotten once acknowledged (R45).
struct SendFaceEvidence {
    AskId ask;
    std::string session;
};  // → FaceReplied
struct AwaitFaceCamera {
    AskId ask;
};  // → FaceCameraReady
/// The text of that key, spoken; it stands on the screen as well.
struct Say {
    std::string key;
    std::vector<std::pair<std::string, std::string>> values;
};

// ② agent
struct SendAgentCode {
    AskId ask;
    std::string order;
    AgentMethod method;
};  // → CodeSent
struct VerifyAgent {
    AskId ask;
    std::string order;
    AgentMethod method;
    Secret code;
};  // → AgentChecked

// Camera and reading
struct StartPreview {
    AskId ask;
};  // → Looked, again and again, until StopPreview
struct StopPreview {};
/// A preview that looks for a QR code (the receipt's), until StopPreview.
struct ScanCode {
    AskId ask;
};  // → CodeScanned
struct TakePhoto {
    AskId ask;
};  // → PhotoTaken
struct ReadDocument {
    AskId ask;
    PictureId photo;
};  // → DocumentRead
struct RotatePhoto {
    AskId ask;
    PictureId photo;
};  // → PhotoTaken, a quarter turn clockwise
struct ForgetPicture {
    PictureId picture;
};

// ④ materials and signature
struct SendMaterial {
    AskId ask;
    std::string order;
    std::string kind;
    PictureId photo;
};  // → MaterialSent
struct DeleteMaterial {
    AskId ask;
    std::string order;
    std::string kind;
};  // → MaterialsListed
struct ListMaterials {
    AskId ask;
    std::string order;
};  // → MaterialsListed
struct WatchMaterials {
    AskId ask;
    std::string order;
};  // → MaterialsListed when changed
struct OpenHandOver {
    AskId ask;
    std::string order;
};  // → HandOverOpened
struct RequestESign {
    AskId ask;
    std::string order;
};  // → LetterReplied
struct WatchLetter {
    AskId ask;
    std::string order;
};  // → LetterReplied
struct SendSignatureCode {
    AskId ask;
    std::string order;
};  // → CodeSent
struct Sign {
    AskId ask;
    std::string order;
    Secret code;
    std::vector<Consent> consents;
};  // → OrderReplied

// ⑤ payment
struct CreatePayment {
    AskId ask;
    std::string order;
    Provider provider;
};  // → PaymentReplied
struct WatchPayment {
    AskId ask;
    std::string payment;
};  // → PaymentReplied when it changed
struct ClosePayment {
    AskId ask;
    std::string payment;
};  // → PaymentReplied

// Slips: `kind` receipt, continue, checklist, cancelled
struct PrintSlip {
    AskId ask;
    std::string kind;
    std::vector<std::string> lines;
    std::string qr;
    std::string order;
};  // → SlipPrinted

// ⑥ issue
struct AwaitKey {
    AskId ask;
};  // → KeyFound
struct Issue {
    AskId ask;
    std::string order;
    std::string serial;
    Secret pin;
};  // → IssueProgressed…, then Issued or Failed
struct AwaitKeyRemoval {
    AskId ask;
};  // → KeyRemoved

// Keys that have an owner already
struct ProveKey {
    AskId ask;
    std::string channel;
    std::string serial;
    Secret pin;
};  // → KeyProven
struct ChangePin {
    AskId ask;
    std::string serial;
    Secret old_pin;
    Secret new_pin;
};  // → PinChanged
/// Sets a new PIN by the PUK, which the backend has; the key proves itself afterwards.
struct UnblockKey {
    AskId ask;
    std::string order;
    std::string serial;
    Secret pin;
};  // → OrderReplied

// Everywhere
struct CallStaff {
    std::string page;
};
/// The visit is over: stop devices, close the backend session, forget pictures and secrets.
struct EndVisit {};

using AnyEffect = std::variant<
    LoadChannels, LoadChannel, LoadAgreements, CheckReadiness, CreateOrder, SaveStep, ReadOrder,
    CancelOrder, WatchOrder, ListOrders, FetchMaterial, OpenIdentification, ResendIdentification,
    VerifyIdentification, VerifyOrganisation, WatchOrganisation, SubmitTransferCode, SendFaceLink,
    ResendFaceLink, WatchFace, CancelFace, OpenFaceTry, PrepareFaceCamera, WatchPerson,
    StopWatchingPerson, SendFaceEvidence, AwaitFaceCamera, Say, SendAgentCode, VerifyAgent,
    StartPreview, StopPreview, TakePhoto, ReadDocument, RotatePhoto, ForgetPicture, SendMaterial,
    DeleteMaterial, ListMaterials, WatchMaterials, OpenHandOver, RequestESign, WatchLetter,
    SendSignatureCode, Sign, CreatePayment, WatchPayment, ClosePayment, PrintSlip, AwaitKey, Issue,
    AwaitKeyRemoval, ProveKey, ChangePin, UnblockKey, ScanCode, CallStaff, EndVisit>;

struct Effect : OneOf<AnyEffect> {
    using OneOf::OneOf;
};
using Effects = std::vector<Effect>;

}  // namespace kiosk::flow
