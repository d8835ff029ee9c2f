// `kiosk face CLIP`: the face pipeline as a command, for scripts and for measuring.

#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace kiosk {

/// `words`: CLIP [--challenge KIND,KIND…] [--rate N]. CLIP is a folder of JPEG frames, taken in the
/// order of their names; N frames a second (default: the clip's file `rate`, else 25). KIND: blink,
/// open_mouth, turn_left, turn_right, nod. One line of JSON a frame:
///   {"t": seconds, "box": [x, y, width, height] or null, "pose": {"yaw", "pitch", "roll": degrees}
///    or null, "eyes": openness, "mouth": openness, "quality": {measure: value} or null,
///    "guidance": name, "cpu_ms": processor time, decoding included}
/// and a last one:
///   {"verdict": "passed"|"not_passed", "reasons": [names], "events": [{"kind", "onset", "end",
///    "peak"}], "challenges": [{"kind", "prompted", "passed", …}], "signs": [{"sign", "at",
///    "value"}]}
/// Passed: guidance was fine at least once, no sign of an attack was seen, and every challenge met.
/// The result is 0 when the clip could be read, whatever the verdict; 1 when a frame could not; 2
/// on wrong words or missing models, with a message on the standard error stream. Models come from
/// the environment's KIOSK_FACE_MODELS, else from .deps/models in a folder above the program, else
/// here.
[[nodiscard]] int face_command(std::span<const std::string> words, std::ostream& out);

}  // namespace kiosk
