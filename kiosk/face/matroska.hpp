// The evidence as one file: pictures and sound as they came, and what goes with them attached.
// Source: RFC 8794 (EBML), RFC 9559 (Matroska), the Matroska codec list (V_MJPEG, A_PCM/INT/LIT).

#pragma once

#include "kiosk/face/observation.hpp"
#include "kiosk/face/wiped.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kiosk::face {

struct VideoFrame {
    Seconds at{};
    WipedBytes jpeg;  ///< The camera's own bytes.
};

/// One channel of 16-bit samples, without gaps.
struct Sound {
    int rate = 16000;  ///< Samples a second.
    Seconds at{};      ///< Of the first sample.
    Wiped<std::int16_t> samples;
};

struct Attachment {
    std::string name;
    std::string type;  ///< Media type (RFC 6838).
    WipedBytes bytes;
};

struct Film {
    cv::Size picture;
    std::vector<VideoFrame> frames;  ///< In order of time.
    Sound sound;                     ///< May be empty.
    std::vector<Attachment> attachments;
};

/// A Matroska file. Nothing is re-encoded; frames keep their times to the millisecond, sound is cut
/// into blocks that lie at their time.
[[nodiscard]] WipedBytes matroska(const Film& film);

}  // namespace kiosk::face
