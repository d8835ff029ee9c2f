#include "kiosk/terminal.hpp"

#include "drivers/camera.hpp"
#include "drivers/printer.hpp"
#include "drivers/token_source.hpp"
#include "kiosk/backend/http_backend.hpp"
#include "kiosk/store/database.hpp"
#include "kiosk/store/idempotency_keys.hpp"
#include "ui/screens/screens.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace kiosk {
namespace {

void start_log(const Config::Log& log) {
    auto logger = log.file.empty()
                      ? std::make_shared<spdlog::logger>(
                            "kiosk", std::make_shared<spdlog::sinks::stderr_sink_mt>())
                      : std::make_shared<spdlog::logger>(
                            "kiosk", std::make_shared<spdlog::sinks::basic_file_sink_mt>(log.file));
    logger->set_level(spdlog::level::from_str(log.level));
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
}

std::uint8_t nibble(char digit) {
    return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

drivers::FactorySecrets factory_of(const Config::Token& token) {
    drivers::FactorySecrets factory{token.pin, token.puk, {}};
    for (std::size_t i = 0; i + 1 < token.management_key.size(); i += 2)
        factory.management_key.push_back(static_cast<std::uint8_t>(
            nibble(token.management_key[i]) << 4U | nibble(token.management_key[i + 1])));
    return factory;
}

flow::Language language_of(const Config::Terminal& terminal) {
    return terminal.language == "en" ? flow::Language::en : flow::Language::zh_cn;
}

backend::HttpBackendConfig line_of(const Config& config) {
    backend::HttpBackendConfig line;
    line.base_url = config.backend.url;
    line.ca_file = config.backend.ca.string();
    line.certificate_file = config.backend.certificate.string();
    line.key_file = config.backend.key.string();
    line.terminal = config.terminal.id;
    return line;
}

/// The digits of the PIN pad stand elsewhere each time, so that fingers on the glass tell nothing.
std::string shuffled_digits() {
    std::string digits = "0123456789";
    std::random_device chance;
    for (std::size_t i = digits.size(); i > 1; --i)
        std::swap(digits[i - 1],
                  digits[std::uniform_int_distribution<std::size_t>(0, i - 1)(chance)]);
    return digits;
}

}  // namespace

/// In the order they need each other; destroyed from the end.
struct Terminal::Parts {
    Config config;
    Text text;
    Pictures pictures;
    store::Database database;
    store::IdempotencyKeys idempotency;
    store::IssueJournal journal;
    store::AuditLog audit;
    backend::Session session;
    backend::Traffic traffic;
    std::unique_ptr<drivers::Camera> camera, face_camera;
    std::unique_ptr<drivers::Microphone> microphone;
    std::unique_ptr<drivers::Loudspeaker> loudspeaker;
    std::unique_ptr<drivers::TokenSource> keys;
    std::unique_ptr<drivers::Printer> printer;
    std::array<std::unique_ptr<backend::HttpBackend>, 4> backends;
    std::stop_source stop;
    std::unique_ptr<ui::Window> window;
    ui::View view;
    ui::Hall hall;
    std::unique_ptr<App> app;

    explicit Parts(const Config& c)
        : config(c),
          text(c.terminal.assets / "text"),
          database(c.terminal.state / "kiosk.db"),
          idempotency(database),
          journal(database),
          audit(database),
          camera(drivers::open_camera(c.devices.camera)),
          face_camera(drivers::open_face_camera(c.devices.face_camera)),
          microphone(drivers::open_microphone(c.devices.microphone)),
          loudspeaker(drivers::open_loudspeaker(c.devices.loudspeaker, c.voice.volume)),
          keys(drivers::open_token_source(c.devices.reader)),
          printer(drivers::open_printer(c.devices.printer)) {
        auto line = line_of(c);
        line.stop = stop.get_token();
        for (auto& handle : backends)
            handle = std::make_unique<backend::HttpBackend>(line, session, idempotency, traffic);
        hall.name = c.terminal.hall;
        hall.terminal = c.terminal.id;
        hall.pin_order = shuffled_digits();
    }
    ~Parts() { stop.request_stop(); }
};

Terminal::Terminal(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Terminal::~Terminal() { parts_->stop.request_stop(); }

tl::expected<std::unique_ptr<Terminal>, Terminal::Error> Terminal::start(const Config& config) {
    start_log(config.log);
    std::error_code made;
    std::filesystem::create_directories(config.terminal.state, made);
    if (made) return tl::unexpected(config.terminal.state.string() + ": " + made.message());
    auto parts = std::make_unique<Parts>(config);
    if (!parts->camera || !parts->face_camera || !parts->keys || !parts->printer ||
        !parts->microphone || !parts->loudspeaker)
        return tl::unexpected(std::string(
            "devices: expected camera and face_camera v4l2:/virtual:, reader pcsc:/skf:, printer "
            "file:/tcp:, microphone and loudspeaker sdl:/virtual:"));
    ui::WindowConfig window;
    window.panel = {config.panel.width, config.panel.height, config.panel.width_mm};
    window.fullscreen = config.panel.fullscreen;
    window.software = config.panel.software;
    auto opened = ui::Window::open(window);
    if (!opened) return tl::unexpected("window: " + opened.error().detail);
    parts->window = std::move(*opened);
    auto& p = *parts;
    p.app = std::make_unique<App>(App::Parts{*p.camera,
                                             *p.face_camera,
                                             *p.microphone,
                                             *p.loudspeaker,
                                             *p.printer,
                                             *p.keys,
                                             p.journal,
                                             p.audit,
                                             factory_of(config.token),
                                             *p.backends[0],
                                             *p.backends[1],
                                             *p.backends[2],
                                             *p.backends[3],
                                             p.pictures,
                                             p.text,
                                             config.reading.models,
                                             config.face.models,
                                             config.voice.recordings,
                                             config.backend.certificate,
                                             config.backend.key,
                                             config.terminal.hall,
                                             config.terminal.id,
                                             config.terminal.default_channel,
                                             language_of(config.terminal),
                                             [window = p.window.get()] { window->wake(); }});
    return std::unique_ptr<Terminal>(new Terminal(std::move(parts)));
}

void Terminal::step(std::chrono::milliseconds most) {
    auto& p = *parts_;
    auto patience = most;
    if (const auto due = p.app->wake_at()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now());
        patience = std::clamp(left, std::chrono::milliseconds(0), most);
    }
    p.window->wait(patience);
    p.app->poll();
    const auto time = hall_time();
    p.hall.date = time.substr(0, 10);
    p.hall.clock = time.substr(11);
    p.window->frame([&](ui::Canvas& canvas) {
        const auto page = p.view.page;
        if (const auto intent =
                ui::draw(p.app->visit(), p.view, canvas, p.pictures, p.text, p.hall))
            p.app->handle(*intent);
        if (p.view.page != page) p.hall.pin_order = shuffled_digits();
    });
}

const flow::Visit& Terminal::visit() const { return parts_->app->visit(); }
ui::Window& Terminal::window() { return *parts_->window; }
const backend::Traffic& Terminal::traffic() const { return parts_->traffic; }
bool Terminal::closed() const { return parts_->window->closed(); }

}  // namespace kiosk
