// Each frame is tied to all before it: none can be taken out, put in or exchanged later.

#pragma once

#include "kiosk/face/attack.hpp"
#include "kiosk/face/sha256.hpp"

#include <span>
#include <string>
#include <vector>

namespace kiosk::face {

/// One link. Kept for every frame of a try, whether or not its picture is.
struct ChainedFrame {
    std::int64_t at_ms = 0;      ///< Since the first frame.
    std::uint32_t sequence = 0;  ///< Of the camera.
    Digest jpeg{};               ///< SHA-256 of the camera's bytes.
};

/// link(0) = SHA-256(nonce ‖ 0 ‖ camera)
/// link(n) = SHA-256(link(n-1) ‖ at_ms ‖ sequence ‖ SHA-256(jpeg)), numbers big-endian, 8 and 4
/// bytes.
class FrameChain {
public:
    FrameChain(const std::string& nonce, const std::string& camera);

    /// `jpeg`: as the camera gave it.
    void add(Seconds at, std::uint32_t sequence, std::span<const std::uint8_t> jpeg);

    [[nodiscard]] const Digest& head() const { return head_; }
    [[nodiscard]] const std::vector<ChainedFrame>& frames() const { return frames_; }

private:
    void link(const ChainedFrame& frame);

    Digest head_{};
    std::vector<ChainedFrame> frames_;

    friend bool verify_chain(const std::string& nonce, const std::string& camera,
                             std::span<const ChainedFrame> frames, const Digest& head);
};

/// What the backend does with the transcript.
[[nodiscard]] bool verify_chain(const std::string& nonce, const std::string& camera,
                                std::span<const ChainedFrame> frames, const Digest& head);

}  // namespace kiosk::face
