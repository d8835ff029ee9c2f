#include "ocr/document.hpp"

#include "ocr/best_reading.hpp"
#include "ocr/business_licence.hpp"
#include "ocr/display.hpp"
#include "ocr/emblem.hpp"
#include "ocr/id_card.hpp"
#include "ocr/look.hpp"
#include "ocr/page.hpp"
#include "ocr/page_search.hpp"
#include "ocr/page_sides.hpp"
#include "ocr/quality.hpp"
#include "ocr/recogniser.hpp"
#include "ocr/refusal.hpp"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr double working_size = 1000;  // pixels, longer side of the picture pages are sought in
constexpr double likely = 0.4;         // of a page that is tried before others are sought
constexpr std::size_t attempts = 24;   // at most, at one photo

struct Trial {
    PageCandidate page;
    Guess guess;
    double score = 0;
    double evidence = 0;  ///< Of its reading, once tried.
};

/// What the pages may be, likeliest first.
std::vector<Trial> trials(const cv::Mat& picture, const std::vector<PageCandidate>& pages) {
    std::vector<Trial> out;
    for (const auto& page : pages) {
        if (page.score < 0.6 * pages.front().score) break;
        for (const auto& guess : look_at(picture, page))
            out.push_back({page, guess, guess.score * guess.paper * page.score});
    }
    std::ranges::sort(out, std::greater(), &Trial::score);
    constexpr std::size_t most = 9;
    if (out.size() > most) out.resize(most);
    return out;
}

std::vector<Trial> backs(const cv::Mat& picture) {
    std::vector<Trial> out;
    for (const auto& corners : find_backs(picture))
        out.push_back({{corners, certain, card_width / static_cast<double>(card_height), false},
                       {DocumentKind::id_back, 0, certain, 1},
                       certain});
    return out;
}

cv::Size page_size(const Trial& trial) {
    if (trial.guess.kind != DocumentKind::licence) return {card_width, card_height};
    const auto& c = trial.page.corners;
    const auto side = [&](std::size_t i) { return cv::norm(c.at(i % 4) - c.at((i + 1) % 4)); };
    const std::size_t f = trial.guess.first;
    return side(f) + side(f + 2) > side(f + 1) + side(f + 3) ? licence_lying : licence_upright;
}

Attempt attempt(const StraightPage& page, DocumentKind kind, Recogniser& recogniser,
                const SoFar& so_far) {
    switch (kind) {
        case DocumentKind::id_front: return read_id_front(page, recogniser, so_far);
        case DocumentKind::id_back: return read_id_back(page, recogniser);
        case DocumentKind::licence: return read_licence(page, recogniser, so_far);
        case DocumentKind::none: break;
    }
    return {};
}

/// Whether the same page, the same way up, was tried before: sides that are settled come to lie
/// alike. A card's fields are sought by their places; a licence's writing was found wherever it is.
bool tried_before(const std::vector<Trial>& tried, const Trial& trial) {
    constexpr double alike = 0.004;  // of the diagonal
    constexpr double near = 0.03;    // shows the same writing
    const auto diagonal = cv::norm(trial.page.corners[0] - trial.page.corners[2]);
    return std::ranges::any_of(tried, [&](const Trial& old) {
        if (old.guess.kind != trial.guess.kind) return false;
        const bool found = old.guess.kind == DocumentKind::licence && old.evidence >= certain;
        const double reach = (found ? near : alike) * diagonal;
        bool same = true;
        for (std::size_t i = 0; i < 4; ++i)
            same = same && cv::norm(old.page.corners.at((old.guess.first + i) % 4) -
                                    trial.page.corners.at((trial.guess.first + i) % 4)) < reach;
        return same;
    });
}

/// Tells the observer of pages that are as good as kept, and takes back what is not.
class Announcer {
public:
    Announcer(const Observer& observer, const cv::Mat& photo)
        : observer_(observer), photo_(photo) {}

    /// For the attempt at one page.
    SoFar at(const Trial& trial, const cv::Mat& page) {
        latest_ = false;
        if (!observer_) return [](const Attempt&) {};
        return [this, &trial, page, shown = std::optional<bool>()](const Attempt& attempt) mutable {
            if (attempt.evidence < certain) return;
            if (!shown) shown = shows_display(photo_, trial.page.corners);
            if (*shown) return;
            observer_({trial.guess.kind, Reject::none, attempt.fields, page});
            announced_ = latest_ = true;
        };
    }
    /// Another page is the better one.
    void pass_over() {
        if (latest_) withdraw();
    }
    void withdraw() {
        if (announced_) observer_({});
        announced_ = latest_ = false;
    }

private:
    const Observer& observer_;
    const cv::Mat& photo_;
    bool announced_ = false;
    bool latest_ = false;  ///< By the attempt that goes on.
};

/// What speaks for the page; the reading is kept where it is the best so far.
double try_reading(const cv::Mat& photo, const Trial& trial, Recogniser& recogniser, Best& best,
                   Announcer& announcer) {
    const auto page = straighten(photo, trial.page.corners, trial.guess.first, page_size(trial));
    auto tried = attempt(page, trial.guess.kind, recogniser, announcer.at(trial, page.picture));
    constexpr double clearly = 0.04;  // a surer reading is not yet a righter one
    if (tried.evidence < best.evidence) {
        announcer.pass_over();
        return tried.evidence;
    }
    Best now({trial.guess.kind, Reject::none, std::move(tried.fields), page.picture},
             tried.evidence, trial.page.corners);
    if (tried.evidence > best.evidence || now.legible > best.legible + clearly)
        best = std::move(now);
    else
        announcer.pass_over();
    return tried.evidence;
}

/// Whether glare hides some of it: it lies on a card, or over a field, that could not be read.
bool lies_under_glare(const Reading& reading) {
    constexpr double much_of_card = 0.03;
    constexpr double much_of_field = 0.25 * 255;
    cv::Mat blown;
    const double glare = glare_of(reading.page, &blown);
    const bool card = reading.kind != DocumentKind::licence;
    const cv::Rect page(0, 0, blown.cols, blown.rows);
    return std::any_of(reading.fields.begin(), reading.fields.end(), [&](const ReadField& field) {
        if (glare == 0 || !field.doubtful || field.confidence > readable_from) return false;
        const cv::Rect where = field.crop & page;
        return (card && glare > much_of_card) ||
               (where.area() > 0 && cv::mean(blown(where))[0] > much_of_field);
    });
}

/// Whether a side of the page runs along the rim of the photo.
bool ends_at_rim(cv::Size size, const Corners& corners) {
    const float reach = 0.02F * static_cast<float>(std::max(size.width, size.height));
    const auto right = static_cast<float>(size.width);
    const auto low = static_cast<float>(size.height);
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& a = corners.at(i);
        const auto& b = corners.at((i + 1) % 4);
        if (std::max(a.x, b.x) < reach || std::max(a.y, b.y) < reach ||
            std::min(a.x, b.x) > right - reach || std::min(a.y, b.y) > low - reach)
            return true;
    }
    return false;
}

/// Whether a good part of the page lies outside the picture.
bool leaves(cv::Size size, const Corners& corners) {
    constexpr double seen = 0.85;
    const std::vector<cv::Point2f> page(corners.begin(), corners.end());
    const auto right = static_cast<float>(size.width);
    const auto low = static_cast<float>(size.height);
    const std::vector<cv::Point2f> frame{{0, 0}, {right, 0}, {right, low}, {0, low}};
    std::vector<cv::Point2f> inside;
    return cv::intersectConvexConvex(page, frame, inside) < seen * cv::contourArea(page);
}

/// Whether the page that was read does, or ends where the photo does and much of it was not read.
bool lies_partly_outside(const cv::Mat& photo, const Best& best) {
    constexpr int some = 2;
    if (leaves(photo.size(), best.corners)) return true;
    return best.expected - best.read >= some && ends_at_rim(photo.size(), best.corners) &&
           find_cut_off_page(photo).has_value();
}

/// What was read, unless a display showed it, glare hid some of it or some of it is not there.
Reading accepted(const cv::Mat& photo, Best best) {
    const auto refused = [](Reject why) { return Reading{DocumentKind::none, why, {}, {}}; };
    if (best.reading.kind == DocumentKind::none) return std::move(best.reading);
    if (shows_display(photo, best.corners)) return refused(Reject::screen_copy);
    if (lies_partly_outside(photo, best)) return refused(Reject::half_card);
    if (lies_under_glare(best.reading)) return refused(Reject::glare);
    return std::move(best.reading);
}

/// What of the `found` is tried now, likeliest first. Hardly likely pages wait until the last way.
std::vector<Trial> worth_trying(Way way, std::vector<Trial> found, std::vector<Trial>& waiting) {
    if (way == ways.back()) {
        found.insert(found.end(), waiting.begin(), waiting.end());
        std::ranges::stable_sort(found, std::greater(), &Trial::score);
        return found;
    }
    const auto rest = std::stable_partition(found.begin(), found.end(), [](const Trial& one) {
        return one.page.score * one.guess.paper >= likely;
    });
    waiting.insert(waiting.end(), rest, found.end());
    found.erase(rest, found.end());
    return found;
}

/// Halved first where that is not too much: OpenCV does so many times as quickly.
cv::Mat shrunk(const cv::Mat& photo, double scale) {
    cv::Mat out = photo;
    if (scale <= 0.5) {
        cv::resize(photo, out, {}, 0.5, 0.5, cv::INTER_AREA);
        scale *= 2;
    }
    if (scale < 1) cv::resize(out, out, {}, scale, scale, cv::INTER_AREA);
    return out;
}

/// One photo's reading: pages are tried until one was read well enough.
class PhotoReading {
public:
    PhotoReading(const cv::Mat& photo, Recogniser& recogniser, Announcer& announcer)
        : photo_(photo),
          recogniser_(recogniser),
          announcer_(announcer),
          scale_(std::min(1.0, working_size / std::max(photo.cols, photo.rows))),
          picture_(shrunk(photo, scale_)) {}

    Reading result();

private:
    bool enough_in(const std::vector<Trial>& found);
    Reading after_all(std::vector<PageCandidate> pages);

    const cv::Mat& photo_;
    Recogniser& recogniser_;
    Announcer& announcer_;
    double scale_;
    cv::Mat picture_;
    Best best_;
    std::vector<Trial> tried_;
    int certainly_ = 0;
};

Reading PhotoReading::result() {
    const auto by_emblem = backs(picture_);
    if (enough_in(by_emblem)) return accepted(photo_, std::move(best_));
    PageSearch search(picture_);
    std::vector<PageCandidate> pages;
    std::vector<Trial> waiting;
    for (const Way way : ways) {
        if (tried_.size() == attempts) break;
        if (way > Way::thorough && (best_.complete() || best_.nearly_complete()))
            return accepted(photo_, std::move(best_));
        // What a display shows is not looked for any closer.
        if (way > Way::thorough && best_.reading.kind == DocumentKind::none && is_display(photo_))
            return {DocumentKind::none, Reject::screen_copy, {}, {}};
        auto found = search.by(way);
        if (enough_in(worth_trying(way, trials(picture_, found), waiting)))
            return accepted(photo_, std::move(best_));
        if (way <= Way::thorough) pages = std::move(found);
    }
    for (const auto& back : by_emblem) pages.insert(pages.begin(), back.page);
    return after_all(std::move(pages));
}

bool PhotoReading::enough_in(const std::vector<Trial>& found) {
    for (auto trial : found) {
        if (tried_.size() == attempts) break;
        if (best_.certain_of_other(trial.guess.kind)) continue;
        trial.page.corners = scaled(settle_sides(picture_, trial.page.corners), 1 / scale_);
        if (tried_before(tried_, trial)) continue;
        trial.evidence = try_reading(photo_, trial, recogniser_, best_, announcer_);
        tried_.push_back(trial);
        if (trial.evidence < certain || !best_.whole()) continue;
        if (best_.plain() || ++certainly_ >= best_.readings_worth_it() ||
            shows_display(photo_, best_.corners))
            return true;
    }
    return false;
}

/// The best there is, or why there is none; `pages` as found, likeliest first.
Reading PhotoReading::after_all(std::vector<PageCandidate> pages) {
    const auto refused = [](Reject why) { return Reading{DocumentKind::none, why, {}, {}}; };
    if (best_.whole()) {
        if (sharpness_of(best_.reading.page) < Quality::sharp_enough)
            return refused(Reject::heavy_blur);
        return accepted(photo_, std::move(best_));
    }
    if (!pages.empty() && leaves(picture_.size(), pages.front().corners))
        return refused(Reject::half_card);
    for (auto& page : pages) page.corners = scaled(page.corners, 1 / scale_);
    return refused(reason_for(photo_, pages));
}

}  // namespace

const ReadField* Reading::find(std::string_view name) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

struct Reader::State {
    explicit State(std::filesystem::path models) : recogniser(std::move(models)) {}
    Recogniser recogniser;
};

Reader::Reader(std::filesystem::path models) : state_(std::make_unique<State>(std::move(models))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

tl::expected<void, ReadError> Reader::load() {
    if (!state_->recogniser.load()) return tl::unexpected(ReadError::models_missing);
    return {};
}

tl::expected<Reading, ReadError> Reader::read(const cv::Mat& given, const Observer& observer) {
    if (!is_photo(given)) return tl::unexpected(ReadError::bad_picture);
    if (auto loaded = load(); !loaded) return tl::unexpected(loaded.error());
    cv::Mat photo = given;
    if (given.channels() == 1) cv::cvtColor(given, photo, cv::COLOR_GRAY2RGB);
    Announcer announcer(observer, photo);
    auto reading = PhotoReading(photo, state_->recogniser, announcer).result();
    if (reading.kind == DocumentKind::none) announcer.withdraw();
    return reading;
}

std::string_view to_string(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::id_front: return "id_front";
        case DocumentKind::id_back: return "id_back";
        case DocumentKind::licence: return "licence";
        case DocumentKind::none: break;
    }
    return "none";
}

std::string_view to_string(Reject reject) {
    switch (reject) {
        case Reject::none: return "none";
        case Reject::empty_desk: return "empty_desk";
        case Reject::wrong_document: return "wrong_document";
        case Reject::half_card: return "half_card";
        case Reject::heavy_blur: return "heavy_blur";
        case Reject::glare: return "glare";
        case Reject::screen_copy: break;
    }
    return "screen_copy";
}

}  // namespace ocr
