#include "ocr/page.hpp"

#include "ocr/background.hpp"
#include "ocr/line_segments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace ocr {
namespace {

constexpr double working_size = 800;  // pixels, longer side
constexpr double quick_size = 420;
constexpr std::size_t edges_kept = 30;
constexpr std::size_t edges_beside_kept = 150;  // where it is known roughly where sides are
constexpr double card_aspect = 85.6 / 54.0;     // ISO/IEC 7810 ID-1
constexpr double sheet_aspect = 1.4142;         // ISO 216

struct Pair {
    const StraightEdge* a;
    const StraightEdge* b;
};

std::optional<cv::Point2d> crossing(const StraightEdge& a, const StraightEdge& b) {
    const double d = a.direction.cross(b.direction);
    if (std::abs(d) < 0.2) return std::nullopt;
    return a.point + a.direction * ((b.point - a.point).cross(b.direction) / d);
}

/// A clear step outweighs length a little: grain is long and faint.
double weight(const Pair& pair) {
    const auto one = [](const StraightEdge& e) {
        return e.length * (0.5 + std::min(1.0, e.step / 30));
    };
    return one(*pair.a) + one(*pair.b);
}

/// By the fainter of the two.
double clearness(const Pair& pair) {
    return std::min(pair.a->length * pair.a->step, pair.b->length * pair.b->step);
}

/// Grain all runs one way; the pairs across it must not be crowded out, nor the short and clear
/// among those along it.
std::vector<Pair> some_of(std::vector<Pair> all) {
    constexpr int heaviest = 300;  // each way
    constexpr int clearest = 60;
    std::vector<Pair> out;
    const auto keep = [&](double (*by)(const Pair&), int most) {
        std::sort(all.begin(), all.end(),
                  [by](const Pair& x, const Pair& y) { return by(x) > by(y); });
        std::array<int, 2> kept{};
        std::erase_if(all, [&](const Pair& pair) {
            const bool flat = std::abs(pair.a->direction.x) > std::abs(pair.a->direction.y);
            if (++kept.at(flat ? 0 : 1) > most) return false;
            out.push_back(pair);
            return true;
        });
    };
    keep(weight, heaviest);
    keep(clearness, clearest);
    return out;
}

std::vector<Pair> opposite_sides(const std::vector<StraightEdge>& edges, double apart) {
    std::vector<Pair> out;
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t k = i + 1; k < edges.size(); ++k) {
            const auto& a = edges[i];
            const auto& b = edges[k];
            if (std::abs(a.direction.cross(b.direction)) > 0.3) continue;
            const double gap_a = std::abs((b.point - a.point).cross(a.direction));
            const double gap_b = std::abs((b.point - a.point).cross(b.direction));
            if (std::min(gap_a, gap_b) >= apart) out.push_back({&a, &b});
        }
    return some_of(std::move(out));
}

double shape_factor(double aspect) {
    const double off = std::min(std::abs(std::log(aspect / card_aspect)),
                                std::abs(std::log(aspect / sheet_aspect)));
    return std::max(0.15, std::exp(-0.5 * (off / 0.07) * (off / 0.07)));
}

double side_coverage(const StraightEdge& edge, const cv::Point2d& p, const cv::Point2d& q) {
    const auto ends = std::minmax({edge.along(p), edge.along(q)});
    return edge.coverage(ends.first, ends.second);
}

double mean_length(const std::array<cv::Point2d, 4>& c, std::size_t side) {
    return (cv::norm(c.at(side) - c.at(side + 1)) +
            cv::norm(c.at(side + 2) - c.at((side + 3) % 4))) /
           2;
}

std::optional<PageCandidate> candidate(const Pair& one, const Pair& other, cv::Size size) {
    const std::array<std::pair<const StraightEdge*, const StraightEdge*>, 4> at{
        {{one.a, other.a}, {one.a, other.b}, {one.b, other.b}, {one.b, other.a}}};
    std::array<cv::Point2d, 4> c;
    const double slack = 0.02 * size.width;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto p = crossing(*at.at(i).first, *at.at(i).second);
        if (!p || p->x < -slack || p->y < -slack || p->x > size.width + slack ||
            p->y > size.height + slack)
            return std::nullopt;
        c.at(i) = *p;
    }
    double turn = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double bend =
            (c.at((i + 1) % 4) - c.at(i)).cross(c.at((i + 2) % 4) - c.at((i + 1) % 4));
        if (i > 0 && bend * turn <= 0) return std::nullopt;
        turn = bend;
    }
    if (turn < 0) std::swap(c[1], c[3]);
    const double across = mean_length(c, 0);
    const double down = mean_length(c, 1);
    const double aspect = std::max(across, down) / std::min(across, down);
    if (aspect < 1.22 || aspect > 1.85 || across * down < 0.03 * size.area()) return std::nullopt;
    const std::array<double, 4> covered{
        side_coverage(*one.a, *crossing(*one.a, *other.a), *crossing(*one.a, *other.b)),
        side_coverage(*one.b, *crossing(*one.b, *other.a), *crossing(*one.b, *other.b)),
        side_coverage(*other.a, *crossing(*one.a, *other.a), *crossing(*one.b, *other.a)),
        side_coverage(*other.b, *crossing(*one.a, *other.b), *crossing(*one.b, *other.b))};
    const double mean = std::accumulate(covered.begin(), covered.end(), 0.0) / 4;
    const double least = *std::min_element(covered.begin(), covered.end());
    if (least < 0.12 || mean < 0.35) return std::nullopt;
    PageCandidate out;
    const double area = across * down / size.area();
    double step = 0;      // a page has a sharper edge than the shadow beside it
    double contrast = 0;  // and the desk beside it is another colour
    for (const auto* edge : {one.a, one.b, other.a, other.b}) {
        step += std::min(1.0, edge->step / 20) / 4;
        contrast += std::min(1.0, edge->contrast / 14) / 4;
    }
    out.score = (0.6 * mean + 0.4 * least) * shape_factor(aspect) * (0.8 + 0.2 * step) *
                (0.5 + 0.5 * contrast) * (0.75 + 0.25 * std::sqrt(std::min(1.0, area)));
    out.aspect = aspect;
    for (std::size_t i = 0; i < 4; ++i) out.corners.at(i) = c.at(i);
    return out;
}

/// Where a side that starts at `from`, away from `turning`, leaves the picture.
cv::Point2d rim(const cv::Point2d& from, const cv::Point2d& turning, cv::Size size) {
    cv::Point2d direction = from - turning;
    direction *= 1 / std::max(1e-6, cv::norm(direction));
    double reach = 1e9;
    if (std::abs(direction.x) > 1e-6)
        reach = std::min(reach, ((direction.x > 0 ? size.width - 1 : 0) - from.x) / direction.x);
    if (std::abs(direction.y) > 1e-6)
        reach = std::min(reach, ((direction.y > 0 ? size.height - 1 : 0) - from.y) / direction.y);
    return from + direction * reach;
}

/// Two sides that leave the picture and the one between them; `cross` must end where they do.
std::optional<PageCandidate> cut_off(const StraightEdge& a, const StraightEdge& b,
                                     const StraightEdge& cross, cv::Size size) {
    const auto p = crossing(a, cross);
    const auto q = crossing(b, cross);
    const cv::Rect2d inside(0, 0, size.width, size.height);
    if (!p || !q || !inside.contains(*p) || !inside.contains(*q)) return std::nullopt;
    for (const double way : {-1.0, 1.0}) {
        const cv::Point2d along = a.direction * (way * 5);
        const cv::Point2d along_b =
            b.direction * (way * 5 * (a.direction.dot(b.direction) < 0 ? -1 : 1));
        const auto out_a = rim(*p + along, *p, size);
        const auto out_b = rim(*q + along_b, *q, size);
        const double width = cv::norm(*p - *q);
        const double shorter = std::min(cv::norm(out_a - *p), cv::norm(out_b - *q));
        const double longer = std::max(cv::norm(out_a - *p), cv::norm(out_b - *q));
        if (shorter < 0.2 * width || longer > 1.7 * width) continue;
        const double least = std::min({side_coverage(a, *p, out_a), side_coverage(b, *q, out_b),
                                       side_coverage(cross, *p, *q)});
        const double beyond =
            side_coverage(a, *p, *p - along * 6) + side_coverage(b, *q, *q - along_b * 6);
        const auto ends = std::minmax({cross.along(*p), cross.along(*q)});
        const double aside = cross.coverage(ends.first - 30, ends.first - 3) +
                             cross.coverage(ends.second + 3, ends.second + 30);
        const double step = std::min({a.step, b.step, cross.step});
        if (least < 0.6 || beyond > 0.6 || aside > 0.6 || step < 4) continue;
        PageCandidate out;
        out.corners = {cv::Point2f(*p), cv::Point2f(*q), cv::Point2f(out_b), cv::Point2f(out_a)};
        out.score = least;
        out.cut_off = true;
        return out;
    }
    return std::nullopt;
}

/// Part of the stretch beyond a corner where the side is not seen any more, 0–1.
double ends_there(const StraightEdge& edge, const cv::Point2d& corner, const cv::Point2d& beyond) {
    return 1 - side_coverage(edge, corner + (beyond - corner) * 0.15, beyond);
}

/// Two opposite sides and one across them; the fourth, under a hand or a lamp, where a document of
/// that shape has it.
std::optional<PageCandidate> with_fourth_side(const Pair& sides, const StraightEdge& cross,
                                              double aspect, double way, cv::Size size) {
    const auto p = crossing(*sides.a, cross);
    const auto q = crossing(*sides.b, cross);
    const cv::Rect2d near(-0.02 * size.width, -0.02 * size.height, 1.04 * size.width,
                          1.04 * size.height);
    if (!p || !q || !near.contains(*p) || !near.contains(*q)) return std::nullopt;
    const double depth = way * aspect * cv::norm(*q - *p);
    const double same = sides.a->direction.dot(sides.b->direction) < 0 ? -1 : 1;
    const cv::Point2d along_a = sides.a->direction * depth;
    const cv::Point2d along_b = sides.b->direction * (depth * same);
    const cv::Point2d far_p = *p + along_a;
    const cv::Point2d far_q = *q + along_b;
    const cv::Rect2d reach(-0.12 * size.width, -0.12 * size.height, 1.24 * size.width,
                           1.24 * size.height);
    if (!reach.contains(far_p) || !reach.contains(far_q)) return std::nullopt;
    const std::array<double, 3> covered{side_coverage(*sides.a, *p, far_p),
                                        side_coverage(*sides.b, *q, far_q),
                                        side_coverage(cross, *p, *q)};
    const double least = *std::min_element(covered.begin(), covered.end());
    if (least < 0.3) return std::nullopt;
    const auto both_ends = [](const StraightEdge& edge, const cv::Point2d& near_end,
                              const cv::Point2d& along) {
        return (ends_there(edge, near_end, near_end - along * 0.15) +
                ends_there(edge, near_end + along, near_end + along * 1.15)) /
               2;
    };
    const double ends = (both_ends(*sides.a, *p, along_a) + both_ends(*sides.b, *q, along_b)) / 2;
    double contrast = 0;
    for (const auto* edge : {sides.a, sides.b, &cross})
        contrast += std::min(1.0, edge->contrast / 14) / 3;
    const double mean = std::accumulate(covered.begin(), covered.end(), 0.0) / 3;
    const double area = std::abs(depth) * cv::norm(*q - *p) / size.area();
    PageCandidate out;
    out.score = (0.6 * mean + 0.4 * least) * ends * (0.5 + 0.5 * contrast) *
                (0.75 + 0.25 * std::sqrt(std::min(1.0, area)));
    out.aspect = std::max(aspect, 1 / aspect);
    out.corners = {cv::Point2f(*p), cv::Point2f(*q), cv::Point2f(far_q), cv::Point2f(far_p)};
    if ((*q - *p).cross(far_q - *q) < 0) std::swap(out.corners[1], out.corners[3]);
    return out;
}

bool alike(const Corners& a, const Corners& b, double within) {
    for (const auto& p : a)
        if (std::none_of(b.begin(), b.end(),
                         [&](const auto& q) { return cv::norm(p - q) < within; }))
            return false;
    return true;
}

std::vector<PageCandidate> best_of(std::vector<PageCandidate> all, std::size_t limit,
                                   double scale) {
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.score > b.score; });
    std::vector<PageCandidate> out;
    for (const auto& one : all) {
        if (out.size() >= limit) break;
        if (std::none_of(out.begin(), out.end(),
                         [&](const auto& o) { return alike(one.corners, o.corners, 6); }))
            out.push_back(one);
    }
    for (auto& one : out) one.corners = scaled(one.corners, 1 / scale);
    return out;
}

/// The clearest edges that run along a side known roughly.
std::vector<const StraightEdge*> edges_beside(const std::vector<StraightEdge>& edges,
                                              const cv::Point2d& from, const cv::Point2d& to) {
    constexpr std::size_t kept = 7;
    const double length = cv::norm(to - from);
    const cv::Point2d along = (to - from) / std::max(1.0, length);
    const auto weight = [&](const StraightEdge* edge) {
        return side_coverage(*edge, from, to) * (0.5 + std::min(1.0, edge->step / 30));
    };
    std::vector<const StraightEdge*> out;
    for (const auto& edge : edges) {
        if (std::abs(along.cross(edge.direction)) > 0.16) continue;
        const double off = std::abs(((from + to) * 0.5 - edge.point).cross(edge.direction));
        if (off < 0.1 * length && side_coverage(edge, from, to) > 0.1) out.push_back(&edge);
    }
    std::sort(out.begin(), out.end(),
              [&](const auto* a, const auto* b) { return weight(a) > weight(b); });
    if (out.size() > kept) out.resize(kept);
    return out;
}

/// A page without clear edges.
PageCandidate as_it_stands(const Corners& corners) {
    constexpr double likely = 0.5;
    const std::array<cv::Point2d, 4> c{corners[0], corners[1], corners[2], corners[3]};
    const double across = mean_length(c, 0);
    const double down = mean_length(c, 1);
    const double aspect = std::max(across, down) / std::max(1.0, std::min(across, down));
    return {corners, likely * shape_factor(aspect), aspect, false};
}

}  // namespace

Sketch sketched(const cv::Mat& photo, Search search) {
    const bool quick = search == Search::quick;
    const double k = (quick ? quick_size : working_size) / std::max(photo.cols, photo.rows);
    Sketch out{{}, k, {}, quick ? edges_kept / 2 : edges_kept};
    cv::resize(photo, out.picture, {}, k, k, k < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    if (quick && photo.channels() == 3) cv::cvtColor(out.picture, out.picture, cv::COLOR_RGB2GRAY);
    out.edges = find_straight_edges(out.picture, quick ? out.kept : edges_beside_kept);
    return out;
}

std::vector<PageCandidate> find_pages(const Sketch& small, std::size_t limit) {
    const auto edges = clearest(small.edges, small.kept);
    const auto pairs =
        opposite_sides(edges, 0.1 * std::max(small.picture.cols, small.picture.rows));
    std::vector<PageCandidate> all;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        for (std::size_t j = i + 1; j < pairs.size(); ++j) {
            if (std::abs(pairs[i].a->direction.dot(pairs[j].a->direction)) > 0.42) continue;
            if (auto found = candidate(pairs[i], pairs[j], small.picture.size()))
                all.push_back(*found);
        }
    return best_of(std::move(all), limit, small.scale);
}

std::vector<PageCandidate> find_pages_by_three_sides(const Sketch& small, std::size_t limit) {
    const auto edges = clearest(small.edges, small.kept);
    const double size = std::max(small.picture.cols, small.picture.rows);
    std::vector<PageCandidate> all;
    for (const auto& sides : opposite_sides(edges, 0.15 * size))
        for (const auto& cross : edges) {
            if (std::abs(cross.direction.dot(sides.a->direction)) > 0.3) continue;
            for (const double aspect :
                 {card_aspect, 1 / card_aspect, sheet_aspect, 1 / sheet_aspect})
                for (const double way : {-1.0, 1.0})
                    if (auto found =
                            with_fourth_side(sides, cross, aspect, way, small.picture.size()))
                        all.push_back(*found);
        }
    return best_of(std::move(all), limit, small.scale);
}

std::vector<PageCandidate> find_pages_before_background(const Sketch& small, std::size_t limit) {
    const auto part = find_foreground(small.picture);
    if (!part || !part->corners) return {};
    const auto& rough = part->corners;
    const auto edges = clearest(small.edges, edges_beside_kept);
    std::array<std::vector<const StraightEdge*>, 4> sides;
    for (std::size_t i = 0; i < 4; ++i)
        sides.at(i) = edges_beside(edges, rough->at(i), rough->at((i + 1) % 4));
    std::vector<PageCandidate> all;
    for (const auto* top : sides[0])
        for (const auto* right : sides[1])
            for (const auto* bottom : sides[2])
                for (const auto* left : sides[3])
                    if (auto found = candidate({top, bottom}, {right, left}, small.picture.size()))
                        all.push_back(*found);
    all.push_back(as_it_stands(*rough));
    return best_of(std::move(all), limit, small.scale);
}

std::optional<PageCandidate> find_cut_off_page(const cv::Mat& photo) {
    const auto small = sketched(photo, Search::thorough);
    const auto edges = clearest(small.edges, small.kept);
    const double size = std::max(small.picture.cols, small.picture.rows);
    std::optional<PageCandidate> best;
    for (const auto& [a, b] : opposite_sides(edges, 0.12 * size))
        for (const auto& cross : edges) {
            if (std::abs(cross.direction.dot(a->direction)) > 0.3) continue;
            auto found = cut_off(*a, *b, cross, small.picture.size());
            if (found && (!best || found->score > best->score)) best = found;
        }
    if (best) best->corners = scaled(best->corners, 1 / small.scale);
    return best;
}

}  // namespace ocr
