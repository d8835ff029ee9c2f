// The sheets of one capture: which photo stands for which material. Used by `capture` alone.

#pragma once

#include "kiosk/flow/capture.hpp"

namespace kiosk::flow {

/// The sheet whose photo is being read under that question; nullptr when it is none's.
Capture::Sheet* being_read(Capture::Job& job, AskId asked);
bool reads(const Capture::Job& job);
/// What to ask for next: first what was never taken, then what was refused.
std::optional<std::size_t> next_wanted(const Capture::Job& job);

/// Asks for the sheet's photo to be read.
Effects read(Capture::Sheet& sheet, PictureId photo, Draft& draft);
/// A part of the photo's reading came. What turns out to be another document is not shown as this
/// one.
void show_so_far(Capture::Job& job, AskId asked, const ReadingResult& so_far);
/// The photo's reading came: kept, refused, or given to the sheet whose document it is.
Effects settle(Capture::Job& job, AskId asked, const ReadingResult& reading, Draft& draft);
/// No reading came: the photo stands, its values are typed.
void leave_unread(Capture::Sheet& sheet, Effects& effects, Draft& draft);
/// The photo stands for its material from now on; the one it replaces is forgotten.
Effects keep(Capture::Sheet& sheet, Draft& draft);
/// Forgets the photos that stand for nothing.
Effects drop(const Capture::Job& job);

}  // namespace kiosk::flow
