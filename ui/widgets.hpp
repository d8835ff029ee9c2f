#pragma once

// All that a screen is made of.

#include "ui/buttons.hpp"
#include "ui/canvas.hpp"
#include "ui/cards.hpp"
#include "ui/fields.hpp"
#include "ui/keyboard.hpp"
#include "ui/page.hpp"
#include "ui/status.hpp"
