#include "kiosk/app.hpp"

#include <cxxabi.h>
#include <future>
#include <spdlog/spdlog.h>
#include <typeinfo>

namespace kiosk {
namespace {

using namespace std::chrono_literals;

flow::Time steady_now() { return std::chrono::steady_clock::now(); }

std::string hall_clock(const char* format) {
    const auto local = std::chrono::system_clock::now() + 8h;
    const auto seconds = std::chrono::system_clock::to_time_t(local);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char written[32];
    return {written, std::strftime(written, sizeof written, format, &parts)};
}

/// The name of a type without its namespaces, for the log.
std::string plain_name(const std::type_info& type) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    std::string plain = status == 0 ? name.get() : type.name();
    constexpr std::string_view ours = "kiosk::flow::";
    return plain.starts_with(ours) ? plain.substr(ours.size()) : plain;
}

}  // namespace

std::string hall_date() { return hall_clock("%Y-%m-%d"); }
std::string hall_time() { return hall_clock("%Y-%m-%d %H:%M"); }

App::App(Parts parts)
    : parts_(std::move(parts)),
      camera_(
          parts_.camera, parts_.pictures, [this](flow::Event event) { answer(std::move(event)); },
          parts_.wake),
      face_({parts_.face_camera, parts_.microphone, parts_.pictures, parts_.face_models,
             parts_.certificate, parts_.key, parts_.terminal,
             [this](flow::Event event) { answer(std::move(event)); }, parts_.wake}),
      keys_(parts_.keys, parts_.issuing, parts_.journal, parts_.factory,
            [this](flow::Event event) { answer(std::move(event)); }) {
    visit_.draft.default_channel = parts_.default_channel;
    visit_.draft.default_language = visit_.language = parts_.default_language;
    parts_.text.speak(visit_.language);
}

App::~App() {
    watching_.request_stop();
    speaking_.request_stop();
    keys_.rest();
}

void App::answer(flow::Event event) {
    answers_.post(std::move(event));
    parts_.wake();
}

void App::handle(const flow::Event& event) {
    note(event);
    visit_.draft.today = hall_date();
    auto [visit, effects] = flow::next(std::move(visit_), event, steady_now());
    visit_ = std::move(visit);
    parts_.text.speak(visit_.language);
    for (const auto& effect : effects) perform(effect);
}

void App::poll() {
    while (const auto answer = answers_.poll()) handle(*answer);
    if (const auto due = wake_at(); due && *due <= steady_now()) handle(flow::Ticked{});
}

/// Types, never contents. What comes many times a second is left out.
void App::note(const flow::Event& event) {
    if (std::holds_alternative<flow::Looked>(event) ||
        std::holds_alternative<flow::FieldsRead>(event) ||
        std::holds_alternative<flow::FaceSeen>(event) ||
        std::holds_alternative<flow::Ticked>(event) || std::holds_alternative<flow::Touched>(event))
        return;
    const auto page = flow::name_of(visit_.page);
    std::visit(
        [&]<class E>(const E& e) {
            if constexpr (std::is_same_v<E, flow::Failed>)
                spdlog::info("{} {} {}", page, plain_name(typeid(e)), e.problem.code);
            else
                spdlog::info("{} {}", page, plain_name(typeid(e)));
        },
        event);
}

void App::perform(const flow::Effect& effect) {
    if (perform_backend(effect) || perform_verification(effect) || perform_devices(effect) ||
        perform_face(effect))
        return;
    spdlog::error("effect {} is not performed", effect.index());
}

void App::end_visit() {
    watching_.request_stop();
    watching_ = {};
    speaking_.request_stop();
    camera_.rest();
    camera_.forget();
    drop_evidence();
    face_.rest();
    keys_.rest();
    parts_.pictures.forget_all();
    // The session closes behind the visit's last upload; the next visitor's calls come after it.
    auto sent = std::make_shared<std::promise<void>>();
    forwarding_.post([sent] { sent->set_value(); });
    calls_.post([this, sent] {
        sent->get_future().wait_for(10s);
        parts_.calls.close_session();
    });
}

}  // namespace kiosk
