// What was read of a document, beside the picture in which the next one is put.

#pragma once

#include "kiosk/flow/capture.hpp"
#include "ui/scene.hpp"

namespace ui {

/// All that was read of a sheet, field by field while it is still being read; nothing while nothing
/// is known.
void values_read(Scene& scene, const kiosk::flow::Capture::Sheet& sheet);

/// While the next document is put in: the one read last, or what will stand there. Upright the few
/// values that matter most, lying all that has room.
void read_last(Scene& scene, const kiosk::flow::Capture::Job& job);

}  // namespace ui
