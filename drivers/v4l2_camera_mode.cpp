#include "drivers/v4l2_camera_mode.hpp"

#include <algorithm>
#include <linux/videodev2.h>
#include <tuple>

namespace drivers {
namespace {

constexpr std::uint32_t most_entries = 256;  // a driver that never ends its list
constexpr double lowest_rate = 5;

double rate_of(const v4l2_fract& interval) {
    return interval.numerator == 0 ? 0 : 1.0 * interval.denominator / interval.numerator;
}

double highest_rate(V4l2Kernel& kernel, int device, PictureSize size) {
    double highest = 0;
    for (std::uint32_t index = 0; index < most_entries; ++index) {
        v4l2_frmivalenum entry{};
        entry.index = index;
        entry.pixel_format = V4L2_PIX_FMT_MJPEG;
        entry.width = size.width;
        entry.height = size.height;
        if (kernel.ioctl(device, VIDIOC_ENUM_FRAMEINTERVALS, &entry) < 0) break;
        if (entry.type != V4L2_FRMIVAL_TYPE_DISCRETE)
            return std::max(highest, rate_of(entry.stepwise.min));
        highest = std::max(highest, rate_of(entry.discrete));
    }
    return highest;
}

std::uint32_t step_down(std::uint32_t wanted, std::uint32_t least, std::uint32_t most,
                        std::uint32_t step) {
    const auto size = std::clamp(wanted, least, std::max(least, most));
    return step > 1 ? least + (size - least) / step * step : size;
}

/// Sorts better modes later.
auto merit(const V4l2Mode& mode, PictureSize wanted) {
    const bool fits = mode.size.width <= wanted.width && mode.size.height <= wanted.height;
    const auto area = std::int64_t{mode.size.width} * mode.size.height;
    const bool lively = mode.rate == 0 || mode.rate >= lowest_rate;
    return std::tuple(fits, lively, fits ? area : -area, mode.rate);
}

}  // namespace

std::optional<V4l2Mode> choose_mode(V4l2Kernel& kernel, int device, PictureSize wanted) {
    std::optional<V4l2Mode> best;
    for (std::uint32_t index = 0; index < most_entries; ++index) {
        v4l2_frmsizeenum entry{};
        entry.index = index;
        entry.pixel_format = V4L2_PIX_FMT_MJPEG;
        if (kernel.ioctl(device, VIDIOC_ENUM_FRAMESIZES, &entry) < 0) break;
        const auto& range = entry.stepwise;
        const bool discrete = entry.type == V4L2_FRMSIZE_TYPE_DISCRETE;
        V4l2Mode mode;
        mode.size = discrete ? PictureSize{entry.discrete.width, entry.discrete.height}
                             : PictureSize{step_down(wanted.width, range.min_width, range.max_width,
                                                     range.step_width),
                                           step_down(wanted.height, range.min_height,
                                                     range.max_height, range.step_height)};
        mode.rate = highest_rate(kernel, device, mode.size);
        if (!best || merit(*best, wanted) < merit(mode, wanted)) best = mode;
        if (!discrete) break;
    }
    return best;
}

}  // namespace drivers
