#include "drivers/camera.hpp"

#include "drivers/v4l2_camera.hpp"
#include "drivers/virtual_camera.hpp"

namespace drivers {
namespace {

constexpr std::string_view v4l2_prefix = "v4l2:";

}  // namespace

std::unique_ptr<Camera> open_face_camera(const std::string& uri) {
    if (uri.starts_with(v4l2_prefix))
        return std::make_unique<V4l2Camera>(uri.substr(v4l2_prefix.size()), PictureSize{640, 480},
                                            25);
    return open_camera(uri);
}

std::unique_ptr<Camera> open_camera(const std::string& uri) {
    if (uri.starts_with(virtual_prefix))
        return std::make_unique<VirtualCamera>(uri.substr(virtual_prefix.size()));
    if (uri.starts_with(v4l2_prefix))
        return std::make_unique<V4l2Camera>(uri.substr(v4l2_prefix.size()));
    return nullptr;
}

}  // namespace drivers
