#include "kiosk/face_command.hpp"

#include "drivers/image.hpp"
#include "kiosk/cpu_ms.hpp"
#include "kiosk/face/session.hpp"
#include "kiosk/model_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr const char* usage = "usage: kiosk face CLIP [--challenge KIND,KIND...] [--rate N]\n";

struct Order {
    fs::path clip;
    double rate = 25;
    face::ChallengeList list;
};

std::optional<std::vector<face::Challenge>> read_challenges(const std::string& names) {
    std::vector<face::Challenge> out;
    std::istringstream in(names);
    for (std::string name; std::getline(in, name, ',');) {
        const auto kind = face::challenge_of(name);
        if (!kind || *kind == face::ChallengeKind::read_digits) return std::nullopt;
        out.push_back({*kind, face::Seconds(8), {}});
    }
    return out;
}

std::optional<Order> read_order(std::span<const std::string> words) {
    if (words.empty() || words[0].starts_with("--") || words.size() % 2 == 0) return std::nullopt;
    Order order{words[0], 25, {}};
    std::ifstream(order.clip / "rate") >> order.rate;
    for (std::size_t i = 1; i < words.size(); i += 2) {
        if (words[i] == "--rate") {
            order.rate = std::strtod(words[i + 1].c_str(), nullptr);
        } else if (words[i] == "--challenge") {
            auto challenges = read_challenges(words[i + 1]);
            if (!challenges) return std::nullopt;
            order.list.challenges = std::move(*challenges);
        } else {
            return std::nullopt;
        }
    }
    if (!(order.rate > 0 && order.rate <= 1000)) return std::nullopt;
    return order;
}

std::vector<fs::path> frames_of(const fs::path& clip) {
    std::vector<fs::path> frames;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(clip, error))
        if (entry.path().extension() == ".jpg" || entry.path().extension() == ".jpeg")
            frames.push_back(entry.path());
    std::sort(frames.begin(), frames.end());
    return frames;
}

/// Three places are enough, and lines stay readable.
double rounded(double value) { return std::round(value * 1000) / 1000; }

ordered_json as_json(const face::Quality& q) {
    return {{"sharpness", rounded(q.sharpness)},
            {"luminance_mean", rounded(q.luminance_mean)},
            {"under_exposure_prevention", rounded(q.under_exposure_prevention)},
            {"over_exposure_prevention", rounded(q.over_exposure_prevention)},
            {"illumination_uniformity", rounded(q.illumination_uniformity)},
            {"inter_eye_distance", rounded(q.inter_eye_distance)},
            {"head_size", rounded(q.head_size)},
            {"head_pose", rounded(q.head_pose)},
            {"eyes_open", rounded(q.eyes_open)},
            {"mouth_closed", rounded(q.mouth_closed)},
            {"eyes_visible", rounded(q.eyes_visible)},
            {"mouth_occlusion_prevention", rounded(q.mouth_occlusion_prevention)},
            {"overall", rounded(q.overall())}};
}

ordered_json as_json(const face::FaceUpdate& update) {
    ordered_json line{{"t", rounded(update.seen.at.count())}};
    const auto& face = update.seen.face;
    if (face) {
        line["box"] = {cvRound(face->box.x), cvRound(face->box.y), cvRound(face->box.width),
                       cvRound(face->box.height)};
        line["pose"] = {{"yaw", rounded(face->pose.yaw)},
                        {"pitch", rounded(face->pose.pitch)},
                        {"roll", rounded(face->pose.roll)}};
        line["eyes"] = rounded(face->openness.eyes());
        line["mouth"] = rounded(face->openness.mouth);
        line["quality"] = as_json(face->quality);
    } else {
        for (const auto* name : {"box", "pose", "eyes", "mouth", "quality"}) line[name] = nullptr;
    }
    line["guidance"] = to_string(update.guidance);
    return line;
}

ordered_json as_json(const face::ChallengeStep& step) {
    ordered_json out{{"kind", to_string(step.kind)},
                     {"prompted", rounded(step.prompted.count())},
                     {"decided", rounded(step.decided.count())},
                     {"passed", step.passed}};
    if (step.action) out["onset"] = rounded(step.action->onset.count());
    return out;
}

/// What the whole clip showed.
struct Summary {
    bool usable = false;  ///< Guidance once had nothing to say.
    face::Guidance last = face::Guidance::no_face;
    ordered_json events = ordered_json::array();

    void add(const face::FaceUpdate& update) {
        last = update.guidance;
        usable = usable || last == face::Guidance::fine;
        for (const auto& action : update.ended)
            events.push_back({{"kind", to_string(action.kind)},
                              {"onset", rounded(action.onset.count())},
                              {"end", rounded(action.end.count())},
                              {"peak", rounded(action.peak)}});
    }

    [[nodiscard]] ordered_json verdict(const face::FaceSession& session) const {
        auto reasons = ordered_json::array();
        auto challenges = ordered_json::array();
        auto signs = ordered_json::array();
        if (!usable) reasons.push_back(to_string(last));
        const auto& run = session.run();
        for (const auto& step : run.steps) challenges.push_back(as_json(step));
        if (const auto* failed = std::get_if<face::ChallengeRun::Failed>(&run.state))
            reasons.push_back(to_string(failed->why));
        else if (!run.list.challenges.empty() && !run.over())
            reasons.push_back("clip_ended");
        for (const auto& finding : session.findings()) {
            signs.push_back({{"sign", to_string(finding.sign)},
                             {"at", rounded(finding.at.count())},
                             {"value", rounded(finding.value)}});
            if (std::find(reasons.begin(), reasons.end(), to_string(finding.sign)) == reasons.end())
                reasons.push_back(to_string(finding.sign));
        }
        return {{"verdict", reasons.empty() ? "passed" : "not_passed"},
                {"reasons", reasons},
                {"events", events},
                {"challenges", challenges},
                {"signs", signs}};
    }
};

drivers::Result<drivers::Image> load(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    const drivers::Bytes bytes((std::istreambuf_iterator<char>(in)), {});
    return drivers::decode_jpeg(bytes);
}

}  // namespace

int face_command(std::span<const std::string> words, std::ostream& out) {
    const auto order = read_order(words);
    if (!order) {
        std::cerr << usage;
        return 2;
    }
    const auto frames = frames_of(order->clip);
    if (frames.empty()) {
        std::cerr << order->clip.string() << ": no JPEG frames in this folder\n";
        return 2;
    }
    auto models = face::load_models(model_folder("KIOSK_FACE_MODELS", ".deps/models"));
    auto observer =
        models ? face::Observer::build(std::move(*models)) : tl::unexpected(models.error());
    if (!observer) {
        std::cerr << "model " << to_string(observer.error().error) << ": "
                  << observer.error().detail << "; run deploy/setup\n";
        return 2;
    }
    face::FaceSession session(*observer, order->list);
    Summary summary;
    int result = 0;
    for (std::uint32_t i = 0; i < frames.size(); ++i) {
        const double start = cpu_ms();
        auto image = load(frames[i]);
        if (!image || image->width < 64 || image->height < 64) {
            out << ordered_json{{"t", rounded(i / order->rate)},
                                {"error", frames[i].filename().string() + ": no picture"}}
                       .dump()
                << '\n';
            result = 1;
            continue;
        }
        const cv::Mat rgb(image->height, image->width, CV_8UC3, image->rgb.data());
        const auto update = session.see({rgb, face::Seconds(i / order->rate), {"clip", i + 1}});
        auto line = as_json(update);
        line["cpu_ms"] = rounded(cpu_ms() - start);
        out << line.dump() << '\n';
        summary.add(update);
    }
    out << summary.verdict(session).dump() << std::endl;
    return result;
}

}  // namespace kiosk
