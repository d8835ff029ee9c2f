#include "drivers/sound.hpp"

#include "drivers/sdl_sound.hpp"
#include "drivers/virtual_sound.hpp"

namespace drivers {
namespace {

constexpr std::string_view sdl_prefix = "sdl:";

}  // namespace

std::unique_ptr<Microphone> open_microphone(const std::string& uri) {
    if (uri.starts_with(virtual_prefix))
        return std::make_unique<VirtualMicrophone>(uri.substr(virtual_prefix.size()));
    if (uri.starts_with(sdl_prefix))
        return std::make_unique<SdlMicrophone>(uri.substr(sdl_prefix.size()));
    return nullptr;
}

std::unique_ptr<Loudspeaker> open_loudspeaker(const std::string& uri, int volume) {
    if (uri.starts_with(virtual_prefix))
        return std::make_unique<VirtualLoudspeaker>(uri.substr(virtual_prefix.size()));
    if (uri.starts_with(sdl_prefix))
        return std::make_unique<SdlLoudspeaker>(uri.substr(sdl_prefix.size()), volume);
    return nullptr;
}

}  // namespace drivers
