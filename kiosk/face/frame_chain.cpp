#include "kiosk/face/frame_chain.hpp"

#include <cmath>

namespace kiosk::face {
namespace {

template <class T>
void append_big_endian(std::vector<std::uint8_t>& out, T value) {
    for (int shift = 8 * (static_cast<int>(sizeof value) - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
}

}  // namespace

FrameChain::FrameChain(const std::string& nonce, const std::string& camera) {
    std::vector<std::uint8_t> begin(nonce.begin(), nonce.end());
    begin.push_back(0);
    begin.insert(begin.end(), camera.begin(), camera.end());
    head_ = sha256(begin);
}

void FrameChain::add(Seconds at, std::uint32_t sequence, std::span<const std::uint8_t> jpeg) {
    link({std::llround(at.count() * 1000), sequence, sha256(jpeg)});
}

void FrameChain::link(const ChainedFrame& frame) {
    std::vector<std::uint8_t> next(head_.begin(), head_.end());
    append_big_endian(next, frame.at_ms);
    append_big_endian(next, frame.sequence);
    next.insert(next.end(), frame.jpeg.begin(), frame.jpeg.end());
    head_ = sha256(next);
    frames_.push_back(frame);
}

bool verify_chain(const std::string& nonce, const std::string& camera,
                  std::span<const ChainedFrame> frames, const Digest& head) {
    FrameChain chain(nonce, camera);
    for (const auto& frame : frames) chain.link(frame);
    return chain.head() == head;
}

}  // namespace kiosk::face
