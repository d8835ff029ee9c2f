// How a visit pauses and ends: saved, warned, wiped (R90). Used by the root alone.

#pragma once

#include "kiosk/flow/visit.hpp"

namespace kiosk::flow {

/// 保存并离开: saves what stands on the page and says so; ends at once where there is no order yet.
void leave_dialogue(Visit& visit, Effects& effects);
/// An event with 保存并离开 open.
void in_leave_dialogue(Visit& visit, Effects& effects, const Event& event);
/// Back to the start screen as everybody finds it.
void end_visit(Visit& visit, Effects& effects);
/// Idle too long: saved, then ended.
void abandon(Visit& visit, Effects& effects);

/// While a key is written nobody may leave.
bool may_be_left(const Page& page);
/// Whether the warning comes on this page.
bool idles(const Visit& visit);
/// Renews the patience with a person who touched the screen last at `touched`. A page that came by
/// itself is to be read as well; waits for somebody's phone count from the last touch.
void give_patience(Visit& visit, Time touched);

/// Pictures in an answer that nobody waits for any more: of a photo taken again, or of the visitor
/// before.
Effects unwanted_pictures(const Visit& visit, const Event& event);

}  // namespace kiosk::flow
