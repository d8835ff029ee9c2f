#include "ui/window.hpp"

#include "ui/damage.hpp"
#include "ui/fonts.hpp"
#include "ui/pointer_queue.hpp"
#include "ui/raster.hpp"
#include "ui/shapes.hpp"

#include <SDL.h>
#include <algorithm>
#include <condition_variable>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>
#include <mutex>
#include <string_view>

namespace ui {
namespace {

constexpr int relayouts = 4;  ///< A layout that has not settled by then waits for the next frame.

bool event_driven(std::string_view driver) { return driver == "x11" || driver == "wayland"; }

}  // namespace

struct Window::Impl {
    WindowConfig config;
    SDL_Window* window = nullptr;
    std::unique_ptr<Raster> raster;
    ImGuiContext* context = nullptr;
    std::unique_ptr<Theme> theme;
    std::unique_ptr<Textures> textures;
    std::unique_ptr<Damage> damage;
    Shapes shapes;
    std::unique_ptr<Pinyin> pinyin;
    bool pinyin_tried = false;
    Registry registry;
    PointerQueue pointers;
    FrameCounts counts;
    int width = 0, height = 0;
    bool closed = false;
    bool native_wait = false, hidden = false;
    Uint32 wake_event = 0;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    std::mutex waking;
    std::condition_variable woken;
    bool wake = false;

    ~Impl();
    std::optional<WindowError> start();
    std::optional<WindowError> load_fonts();
    void take(const SDL_Event& event);
    void poll();
    void logic_frame(const Build& build);
    bool show();
    void wait_for_device(std::chrono::milliseconds timeout);
};

Window::Impl::~Impl() {
    textures.reset();
    if (context != nullptr) {
        if (raster) ImGui_ImplSDLRenderer2_Shutdown();
        ImGui::DestroyContext(context);
    }
    raster.reset();
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

std::optional<WindowError> Window::Impl::load_fonts() {
    ImFont* regular = load_font(config.regular_font, config.font_face);
    if (regular == nullptr) return WindowError{WindowError::Kind::no_font, config.regular_font};
    ImFont* bold = load_font(config.bold_font, config.font_face);
    if (bold == nullptr) return WindowError{WindowError::Kind::no_font, config.bold_font};
    Panel panel = config.panel;
    panel.width = width, panel.height = height;
    // Measuring needs an open frame, as glyphs are rastered on demand.
    ImGui::NewFrame();
    const float ratio = capital_ratio(regular);
    ImGui::EndFrame();
    theme = std::make_unique<Theme>(panel, regular, bold, ratio);
    return {};
}

std::optional<WindowError> Window::Impl::start() {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (config.software) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    const auto failed = [] { return WindowError{WindowError::Kind::no_display, SDL_GetError()}; };
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return failed();
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    hidden = driver == "dummy" || driver == "offscreen";
    native_wait = event_driven(driver);
    const bool full = config.fullscreen && !hidden;
    window = SDL_CreateWindow(config.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                              config.panel.width, config.panel.height,
                              full ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_SHOWN);
    if (window == nullptr) return failed();
    SDL_GetWindowSize(window, &width, &height);
    if (full) SDL_ShowCursor(SDL_DISABLE);
    SDL_StopTextInput();
    raster = Raster::make(window, config.software || hidden);
    if (!raster) return failed();
    wake_event = SDL_RegisterEvents(1);

    IMGUI_CHECKVERSION();
    context = ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = io.LogFilename = nullptr;
    io.ConfigInputTrickleEventQueue = false;
    io.UserData = &shapes;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.Fonts->TexMinWidth = io.Fonts->TexMinHeight = 1024;
    ImGui_ImplSDLRenderer2_Init(raster->renderer());
    auto& style = ImGui::GetStyle();
    style.AntiAliasedLinesUseTex = false;
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    textures = std::make_unique<Textures>(raster->renderer());
    damage = std::make_unique<Damage>(width, height);
    return load_fonts();
}

void Window::Impl::take(const SDL_Event& event) {
    const auto finger = [&](bool down) {
        pointers.push({event.tfinger.x * static_cast<float>(width),
                       event.tfinger.y * static_cast<float>(height)},
                      down);
    };
    switch (event.type) {
        case SDL_FINGERDOWN: return finger(true);
        case SDL_FINGERUP: return finger(false);
        case SDL_FINGERMOTION: return finger(true);
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            if (event.button.button == SDL_BUTTON_LEFT)
                pointers.push(
                    {static_cast<float>(event.button.x), static_cast<float>(event.button.y)},
                    event.type == SDL_MOUSEBUTTONDOWN);
            return;
        case SDL_MOUSEMOTION:
            if ((event.motion.state & SDL_BUTTON_LMASK) != 0)
                pointers.push(
                    {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)}, true);
            return;
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_EXPOSED) raster->expose();
            return;
        case SDL_RENDER_TARGETS_RESET: damage->invalidate(); return;
        case SDL_QUIT: closed = !config.fullscreen; return;
        default: return;
    }
}

void Window::Impl::poll() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) take(event);
    if (raster->lost()) damage->invalidate();
}

void Window::Impl::logic_frame(const Build& build) {
    registry.begin_frame();
    textures->begin_frame();
    ++counts.logic;
    ImGui::GetIO().DeltaTime = 1.F / 60;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("kiosk", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - began;
    const auto dictionary = [this] {
        if (!std::exchange(pinyin_tried, true)) pinyin = Pinyin::open(config.pinyin_dictionary);
        return pinyin.get();
    };
    Canvas canvas({*theme, registry, *textures, dictionary, since.count()},
                  {0, 0, static_cast<float>(width), static_cast<float>(height)});
    build(canvas);
    ImGui::End();
    ImGui::EndFrame();
}

bool Window::Impl::show() {
    auto* data = ImGui::GetDrawData();
    bool new_glyphs = false;
    for (auto* texture : *data->Textures)
        if (texture->Status != ImTextureStatus_OK) {
            ImGui_ImplSDLRenderer2_UpdateTexture(texture);
            new_glyphs = true;
        }
    if (new_glyphs) release_font_pages();
    const auto changed = damage->changed(*data, [&](const ImDrawCmd& command) {
        const auto* handle =
            reinterpret_cast<const SDL_Texture*>(static_cast<std::intptr_t>(command.GetTexID()));
        return textures->revision_of(handle);
    });
    if (changed.empty()) {
        ++counts.skipped;
        raster->present_if_exposed();
    } else {
        ++counts.drawn;
        counts.pixels = raster->draw(*data, changed);
    }
    textures->forget_unused();
    return !changed.empty();
}

void Window::Impl::wait_for_device(std::chrono::milliseconds timeout) {
    // KMSDRM has no wait of its own that a `wake` could end: look at the device every 8 ms.
    constexpr std::chrono::milliseconds glance{8};
    const auto until = std::chrono::steady_clock::now() + timeout;
    std::unique_lock lock(waking);
    while (!wake && std::chrono::steady_clock::now() < until) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                              until - std::chrono::steady_clock::now()) +
                          std::chrono::milliseconds(1);
        woken.wait_for(lock, hidden ? left : std::min(left, glance), [&] { return wake; });
        if (hidden) continue;
        lock.unlock();
        poll();
        lock.lock();
        if (!pointers.empty() || closed) break;
    }
    wake = false;
}

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Window::~Window() = default;

tl::expected<std::unique_ptr<Window>, WindowError> Window::open(const WindowConfig& config) {
    auto impl = std::make_unique<Impl>();
    impl->config = config;
    if (auto error = impl->start()) return tl::unexpected(std::move(*error));
    return std::unique_ptr<Window>(new Window(std::move(impl)));
}

bool Window::frame(const Build& build) {
    impl_->poll();
    auto& io = ImGui::GetIO();
    while (const auto pointer = impl_->pointers.pop()) {
        io.AddMousePosEvent(pointer->at.x, pointer->at.y);
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, pointer->down);
        impl_->logic_frame(build);
    }
    impl_->logic_frame(build);
    for (int i = 0; i < relayouts && impl_->registry.wants_again(); ++i) impl_->logic_frame(build);
    ImGui::Render();
    if (impl_->registry.wants_again()) impl_->registry.animate_in(std::chrono::milliseconds(0));
    return impl_->show();
}

void Window::wait(std::chrono::milliseconds timeout) {
    if (!impl_->pointers.empty()) return;
    if (const auto soon = impl_->registry.animation()) timeout = std::min(timeout, *soon);
    timeout = std::max(timeout, std::chrono::milliseconds(0));
    if (!impl_->native_wait) return impl_->wait_for_device(timeout);
    SDL_Event event;
    if (SDL_WaitEventTimeout(&event, static_cast<int>(timeout.count())) != 0) impl_->take(event);
}

void Window::wake() {
    {
        const std::lock_guard lock(impl_->waking);
        impl_->wake = true;
    }
    impl_->woken.notify_one();
    if (!impl_->native_wait) return;
    SDL_Event event{};
    event.type = impl_->wake_event;
    SDL_PushEvent(&event);
}

void Window::push_pointer(float x, float y, bool down) {
    impl_->pointers.push({x, y}, down);
    wake();
}

Screenshot Window::screenshot() {
    Screenshot shot{impl_->width, impl_->height, {}};
    shot.rgb = impl_->raster->read(ImGui::GetDrawData());
    return shot;
}

const Registry& Window::registry() const { return impl_->registry; }
Theme& Window::theme() { return *impl_->theme; }
Textures& Window::textures() { return *impl_->textures; }
int Window::width() const { return impl_->width; }
int Window::height() const { return impl_->height; }
void Window::invalidate() { impl_->damage->invalidate(); }
FrameCounts Window::counts() const { return impl_->counts; }
bool Window::closed() const { return impl_->closed; }

}  // namespace ui
