#pragma once

#include "kiosk/flow/values.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace kiosk {

/// Pixels, rows top to bottom, three bytes each, red first; and the JPEG they came from, if any.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
    std::vector<std::uint8_t> jpeg;
};

/// Shared; its pixels are overwritten when the last holder lets go.
std::shared_ptr<const Picture> guarded(Picture picture);

/// Where a face is to be in the face camera's preview, in parts of its width and height; the
/// preview is dark outside of it.
struct FaceOval {
    static constexpr float centre_x = 0.5F, centre_y = 0.5F;
    static constexpr float half_width = 0.34F, half_height = 0.45F;
};

/// Every picture of the visit by id, and the camera's newest one. Thread-safe: workers put, the UI
/// looks. Nothing outlives `forget_all`: pixels are overwritten before they are freed.
class Pictures {
public:
    flow::PictureId put(Picture picture);
    std::shared_ptr<const Picture> find(flow::PictureId id) const;
    void forget(flow::PictureId id);
    void forget_all();

    /// The preview is a slot that holds only the latest frame; `revision` counts them.
    void show_preview(std::shared_ptr<const Picture> frame);
    std::shared_ptr<const Picture> preview(std::uint64_t& revision) const;

private:
    mutable std::mutex mutex_;
    std::map<flow::PictureId, std::shared_ptr<const Picture>> pictures_;
    std::shared_ptr<const Picture> preview_;
    std::uint64_t last_id_ = 0;
    std::uint64_t revision_ = 0;
};

}  // namespace kiosk
