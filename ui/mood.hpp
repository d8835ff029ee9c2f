#pragma once

#include "ui/cards.hpp"

namespace ui {

/// Colour and sign of what is said.
struct MoodLook {
    Color ink, tint;
    Icon icon;
};
MoodLook look_of(const Palette& palette, Mood mood);

/// A filled disc with a sign in it.
void sign(Point centre, float radius, Icon icon, Color fill, Color ink);

}  // namespace ui
