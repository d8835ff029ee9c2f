#include "kiosk/face/stillness.hpp"

#include <algorithm>

namespace kiosk::face {
namespace {

constexpr Seconds window{10};
constexpr std::size_t fewest = 50;  // frames

}  // namespace

void Stillness::see(const SeenFace& face, Seconds at) {
    moments_.push_back(
        {at, face.openness.eyes(), face.openness.mouth, face.pose.yaw, face.pose.pitch});
    while (moments_.front().at < at - window) moments_.pop_front();
}

bool Stillness::still() const {
    if (moments_.size() < fewest || moments_.back().at - moments_.front().at < 0.95 * window)
        return false;
    const auto spread = [this](double Moment::*of) {
        std::vector<double> values;
        values.reserve(moments_.size());
        for (const auto& m : moments_) values.push_back(m.*of);
        std::sort(values.begin(), values.end());
        const auto part = values.size() / 50;  // single outliers are the mesh's
        return values[values.size() - 1 - part] - values[part];
    };
    return spread(&Moment::eyes) < 0.06 && spread(&Moment::mouth) < 0.05 &&
           spread(&Moment::yaw) < 4 && spread(&Moment::pitch) < 4;
}

}  // namespace kiosk::face
