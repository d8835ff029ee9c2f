#pragma once

#include "ui/scene.hpp"

#include <string>
#include <vector>

namespace ui {

/// What completes the e-mail address in focus, for the bar above the keys: "@qq.com" …, without the
/// sign once it is typed. Empty when no e-mail field is in focus or the address has its domain.
std::vector<std::string> email_endings(const Scene& scene);

}  // namespace ui
