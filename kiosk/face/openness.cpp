#include "kiosk/face/openness.hpp"

#include <cmath>

namespace kiosk::face {
namespace {

struct Height {
    int upper;
    int lower;
};

double flat_distance(const Mesh& mesh, int a, int b) {
    const auto d = mesh.flat(a) - mesh.flat(b);
    return std::hypot(d.x, d.y);
}

/// With depth, so that a turned head does not make the width short.
double distance(const Mesh& mesh, int a, int b) {
    const auto d =
        mesh.points[static_cast<std::size_t>(a)] - mesh.points[static_cast<std::size_t>(b)];
    return std::sqrt(d.dot(d));
}

double ratio(const Mesh& mesh, const std::array<Height, 3>& heights, int from, int to) {
    double sum = 0;
    for (const auto& h : heights) sum += flat_distance(mesh, h.upper, h.lower);
    return sum / 3 / std::max(1e-3, distance(mesh, from, to));
}

}  // namespace

Openness openness_of(const Mesh& mesh) {
    return {ratio(mesh, {{{160, 144}, {159, 145}, {158, 153}}}, 33, 133),
            ratio(mesh, {{{385, 380}, {386, 374}, {387, 373}}}, 362, 263),
            ratio(mesh, {{{81, 178}, {13, 14}, {311, 402}}}, 78, 308)};
}

}  // namespace kiosk::face
