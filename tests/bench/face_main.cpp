// face-figures SOURCE: what watching a face costs, and how true the pose is (R41). One thread; the
// virtual person is drawn before the clock starts.

#include "deploy/sandbox/person_script.hpp"
#include "kiosk/cpu_ms.hpp"
#include "kiosk/face/session.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>

namespace {

namespace face = kiosk::face;
using Clock = std::chrono::steady_clock;

constexpr double rate = 25;

void row(const char* what, double value, const char* unit, double bound, bool at_least = false) {
    std::printf("| %-58s | %9.3f %-8s | %c %7.3f | %s |\n", what, value, unit, at_least ? '>' : '<',
                bound, (at_least ? value >= bound : value <= bound) ? "ok" : "MISSED");
}

/// What only this process has: the pages of libraries are everyone's.
double private_megabytes() {
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;)
        if (word == "Pss_Anon:") {
            double kilobytes = 0;
            rollup >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

double quantile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

double pose_error(face::Observer& observer, const sandbox::Person& person) {
    double worst = 0;
    for (int angle = -25; angle <= 25; angle += 5)
        for (int axis = 0; axis < 3; ++axis) {
            sandbox::Gesture g;
            (axis == 0 ? g.yaw : axis == 1 ? g.pitch : g.roll) = angle;
            observer.forget();
            const auto seen = observer.look(person.picture(g, {}), face::Seconds(0));
            if (!seen.face) return 180;
            const auto& p = seen.face->pose;
            for (const double off : {p.yaw - g.yaw, p.pitch - g.pitch, p.roll - g.roll})
                worst = std::max(worst, std::abs(off));
        }
    return worst;
}

std::vector<cv::Mat> film(const sandbox::Person& person, double seconds) {
    const sandbox::Script script{
        *sandbox::answer_to("blink", 1), *sandbox::answer_to("turn_left", 2),
        *sandbox::answer_to("open_mouth", 4.5), *sandbox::answer_to("nod", 6.5)};
    std::vector<cv::Mat> frames;
    for (unsigned i = 0; i < seconds * rate; ++i)
        frames.push_back(person.picture(sandbox::gesture_at(script, i / rate), {}, i));
    return frames;
}

int measure(const std::filesystem::path& source) {
    const auto person = sandbox::Person::load(
        "/usr/lib/python3/dist-packages/imageio/resources/images/astronaut.png",
        source / ".deps/models/canonical_face.binarypb");
    if (!person) {
        std::cerr << person.error() << '\n';
        return 2;
    }
    const auto first = person->picture({}, {});
    const double before = private_megabytes();
    const double start = kiosk::cpu_ms();
    auto observer = [&]() -> face::ModelResult<face::Observer> {
        auto models = face::load_models(source / ".deps/models");
        return models ? face::Observer::build(std::move(*models)) : tl::unexpected(models.error());
    }();
    if (!observer) {
        std::cerr << observer.error().detail << '\n';
        return 2;
    }
    std::printf("| %-58s | %-18s | %-9s |    |\n|---|---|---|---|\n", "figure", "measured",
                "bound");
    row("loading the models, CPU", kiosk::cpu_ms() - start, "ms", 500);
    face::FaceSession session(*observer, {});
    const auto first_begin = Clock::now();
    const auto guided = session.see({first, face::Seconds(-0.04), {"bench", 0}});
    const std::chrono::duration<double, std::milli> first_took = Clock::now() - first_begin;
    row("first guidance, from the first frame", first_took.count(), "ms", 200);
    (void)observer->describe(first, *guided.seen.face);
    row("memory of models and pipeline, private", private_megabytes() - before, "MB", 40);

    const auto frames = film(*person, 8);
    std::vector<double> wall;
    const double cpu = kiosk::cpu_ms();
    for (unsigned i = 0; i < frames.size(); ++i) {
        const auto begin = Clock::now();
        (void)session.see({frames[i], face::Seconds(i / rate), {"bench", i + 1}});
        wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    const double per_frame = (kiosk::cpu_ms() - cpu) / static_cast<double>(frames.size());
    row("frames a second of CPU, one core, 640×480", 1000 / per_frame, "1/s", 40, true);
    row("one frame, 95th percentile (idle machine)", quantile(wall, 0.95), "ms", 33);
    row("largest error of yaw, pitch and roll up to 25°", pose_error(*observer, *person), "°", 5);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "usage: face-figures SOURCE\n";
        return 2;
    }
    return measure(words[1]);
}
