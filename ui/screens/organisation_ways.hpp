#pragma once

#include "ui/scene.hpp"

namespace ui {

/// The second half of ①: the legal representative's phone (R12), the small transfer, the electronic
/// licence (R7).
Intent page(const kiosk::flow::Organisation::ChoosingFaceWay& s, Scene& scene);
Intent page(const kiosk::flow::Organisation::WaitingForFace& s, Scene& scene);
Intent page(const kiosk::flow::Organisation::FaceEnded& s, Scene& scene);
Intent page(const kiosk::flow::Organisation::Transfer& s, Scene& scene);
Intent page(const kiosk::flow::Organisation::ELicence& s, Scene& scene);

/// The channel's other methods as choices `organisation.method.NAME`, under a heading of their own;
/// nothing where there is none.
Intent other_methods(Scene& scene, std::string_view heading);

}  // namespace ui
