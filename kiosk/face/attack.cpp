#include "kiosk/face/attack.hpp"

#include <array>
#include <cmath>

namespace kiosk::face {
namespace {

constexpr Seconds longest_gap{0.3};
constexpr Seconds frozen{0.25};
constexpr int repeated_frames = 12;
constexpr double jump = 0.5;             // of the face's width
constexpr double growth = 1.35;          // of its width
constexpr double same_session = 0.5;     // of descriptors: one camera, one light, one hour
constexpr double straight_angle = 8;     // degrees
constexpr double most_narrowing = 0.12;  // see unexplained_narrowing
constexpr Seconds narrow_for{0.15};

}  // namespace

void AttackWatch::report(AttackSign sign, bool present, Seconds at, double value) {
    const auto bit = 1U << static_cast<unsigned>(sign);
    if (present && (lasting_ & bit) == 0) findings_.push_back({sign, at, value});
    lasting_ = present ? lasting_ | bit : lasting_ & ~bit;
}

std::vector<AttackFinding> AttackWatch::see(const cv::Mat& rgb, const FrameOrigin& origin,
                                            const Observation& seen) {
    findings_.clear();
    check_order(origin, seen.at);
    check_pictures(rgb, seen.at);
    check_face(seen);
    started_ = true;
    last_ = seen.at;
    last_sequence_ = origin.sequence;
    return findings_;
}

void AttackWatch::check_order(const FrameOrigin& origin, Seconds at) {
    if (!started_) {
        first_origin_ = origin;
        return;
    }
    const double gap = (at - last_).count();
    report(AttackSign::frame_gap, gap > longest_gap.count(), at, gap);
    report(AttackSign::time_backwards, gap <= 0 || origin.sequence <= last_sequence_, at, gap);
    report(AttackSign::camera_changed, origin.camera != first_origin_.camera, at, 1);
}

void AttackWatch::check_pictures(const cv::Mat& rgb, Seconds at) {
    repetition_.see(rgb, at);
    const auto stands = repetition_.frozen_for();
    report(AttackSign::frozen, stands > frozen, at, stands.count());
    const int repeated = repetition_.repeated_frames();
    report(AttackSign::repeated, stands <= frozen && repeated >= repeated_frames, at, repeated);
}

void AttackWatch::check_face(const Observation& seen) {
    report(AttackSign::several_faces, seen.faces > 1, seen.at, seen.faces);
    if (!seen.face) return;
    check_region(*seen.face, seen.at);
    check_person(*seen.face, seen.at);
    check_depth(*seen.face, seen.at);
    stillness_.see(*seen.face, seen.at);
    report(AttackSign::stillness, stillness_.still(), seen.at, 1);
    last_face_ = seen.face;
    last_face_at_ = seen.at;
}

void AttackWatch::check_region(const SeenFace& face, Seconds at) {
    if (!last_face_ || at - last_face_at_ > longest_gap) return;
    const auto& a = last_face_->box;
    const auto& b = face.box;
    const cv::Point2f moved = (a.tl() + a.br() - b.tl() - b.br()) * 0.5F;
    const double part = std::hypot(moved.x, moved.y) / std::max(1.0F, a.width);
    const double size = std::max(a.width, b.width) / std::max(1.0F, std::min(a.width, b.width));
    report(AttackSign::region_jump, part > jump || size > growth, at, std::max(part, size - 1));
}

void AttackWatch::check_person(const SeenFace& face, Seconds at) {
    if (!face.descriptor) return;
    if (!person_) {
        person_ = face.descriptor;
        return;
    }
    const double apart = distance(*person_, *face.descriptor);
    report(AttackSign::identity_change, apart > same_session, at, apart);
}

void AttackWatch::check_depth(const SeenFace& face, Seconds at) {
    const PosedMesh now{face.mesh, face.pose};
    if (!straight_) {
        const bool straight =
            std::abs(face.pose.yaw) < straight_angle && std::abs(face.pose.pitch) < straight_angle;
        if (straight) straight_ = now;
        return;
    }
    const double narrower = unexplained_narrowing(*straight_, now);
    if (narrower < most_narrowing) narrow_since_ = at;
    report(AttackSign::flat_picture, at - narrow_since_ >= narrow_for, at, narrower);
}

std::string_view to_string(AttackSign sign) {
    constexpr std::array<std::string_view, 10> names{
        "several_faces",   "region_jump",  "frame_gap",      "frozen",         "repeated",
        "identity_change", "flat_picture", "camera_changed", "time_backwards", "stillness"};
    return names.at(static_cast<std::size_t>(sign));
}

}  // namespace kiosk::face
