#pragma once

#include "drivers/printer.hpp"
#include "kiosk/backend/backend.hpp"
#include "kiosk/document_camera.hpp"
#include "kiosk/face_station.hpp"
#include "kiosk/flow/visit.hpp"
#include "kiosk/key_desk.hpp"
#include "kiosk/pictures.hpp"
#include "kiosk/receipt.hpp"
#include "kiosk/store/audit_log.hpp"
#include "kiosk/text.hpp"
#include "kiosk/worker.hpp"
#include "ocr/document.hpp"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace kiosk {

/// Runs the visit: gives it events, performs its effects on the workers they belong to, takes the
/// answers. Lives on the UI thread; borrows everything for its lifetime.
class App {
public:
    struct Parts {
        drivers::Camera& camera;
        drivers::Camera& face_camera;
        drivers::Microphone& microphone;
        drivers::Loudspeaker& loudspeaker;
        drivers::Printer& printer;
        drivers::TokenSource& keys;
        store::IssueJournal& journal;
        store::AuditLog& audit;
        drivers::FactorySecrets factory;
        /// One handle a thread: calls in turn, one long-poll, uploads, the reader's.
        backend::Backend& calls;
        backend::Backend& waits;
        backend::Backend& forwarding;
        backend::Backend& issuing;
        Pictures& pictures;
        Text& text;
        std::filesystem::path models;            ///< Tesseract's.
        std::filesystem::path face_models;       ///< The face networks'.
        std::filesystem::path recordings;        ///< Of spoken prompts, by language and key.
        std::filesystem::path certificate, key;  ///< The terminal's own, PEM.
        std::string hall, terminal, default_channel;
        flow::Language default_language;
        /// Ends the UI thread's wait; called from workers.
        std::function<void()> wake;
    };
    explicit App(Parts parts);
    ~App();

    const flow::Visit& visit() const { return visit_; }

    /// Takes one event, usually the person's intent.
    void handle(const flow::Event& event);
    /// Takes the answers that have come in and the tick that is due. Never waits.
    void poll();
    /// When poll() is due even without an answer.
    std::optional<flow::Time> wake_at() const { return flow::wake_at(visit_); }

private:
    using AskId = flow::AskId;

    void perform(const flow::Effect& effect);
    bool perform_backend(const flow::Effect& effect);
    bool perform_verification(const flow::Effect& effect);
    bool perform_devices(const flow::Effect& effect);
    bool perform_face(const flow::Effect& effect);

    void answer(flow::Event event);
    /// Runs `ask` on the calls' worker and answers its reply as `to_event`, or Failed.
    template <class Ask, class ToEvent>
    void call(AskId id, Ask ask, ToEvent to_event);
    template <class Ask, class ToEvent>
    void watch(AskId id, Ask ask, ToEvent to_event);
    template <class Ask, class ToEvent>
    static flow::Event asked(AskId id, backend::Backend& backend, Ask& ask, ToEvent& to_event);

    void check_readiness(AskId ask);
    void check_printer_and_backend(AskId ask, const std::shared_ptr<flow::Readiness>& found);
    void send_material(const flow::SendMaterial& effect);
    void fetch_material(const flow::FetchMaterial& effect);
    void load_reader();
    void read_document(const flow::ReadDocument& effect);
    void print_slip(const flow::PrintSlip& effect);
    void send_evidence(const flow::SendFaceEvidence& effect);
    void drop_evidence();
    void say(const flow::Say& effect);
    void end_visit();
    void note(const flow::Event& event);

    Parts parts_;
    flow::Visit visit_;
    std::stop_source watching_;
    Mailbox<flow::Event> answers_;
    std::unique_ptr<ocr::Reader> reader_;  ///< Made and used on the reading worker.
    DocumentCamera camera_;
    FaceStation face_;
    std::stop_source speaking_;
    KeyDesk keys_;
    // Workers last: they end before what they use is gone.
    Worker calls_;
    Worker waits_;
    Worker forwarding_;
    Worker printing_;
    Worker reading_;
    Worker talking_;
};

/// "2026-11-22" and "2026-11-22 10:42" of the hall's clock (China Standard Time, +08:00).
std::string hall_date();
std::string hall_time();

}  // namespace kiosk
