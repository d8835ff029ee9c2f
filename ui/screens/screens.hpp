#pragma once

#include "ui/scene.hpp"

namespace ui {

/// Draws the visit's page and the dialogue over it; returns what the person just did. Wipes the
/// view when the page changed. Call inside Window::frame, on the UI thread.
Intent draw(const kiosk::flow::Visit& visit, View& view, Canvas& canvas,
            const kiosk::Pictures& pictures, const kiosk::Text& text, const Hall& hall);

}  // namespace ui
