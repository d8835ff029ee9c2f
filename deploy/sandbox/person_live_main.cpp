// live-person --folder DIR --mesh FILE [--portrait FILE] [--rate N] [--width N]: a virtual person
// before the virtual camera, microphone and loudspeaker of DIR. While the camera's light is on it
// is drawn anew for every frame, hears what the loudspeaker says and answers. DIR/mood says how:
// honest (or empty), wrong, idle, companion, away, other, photo.

#include "deploy/sandbox/person_life.hpp"
#include "drivers/virtual_camera.hpp"
#include "drivers/virtual_sound.hpp"

#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <thread>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int sound_rate = 16000;

double seconds(Clock::time_point at) {
    return std::chrono::duration<double>(at.time_since_epoch()).count();
}

std::string word_in(const fs::path& file) {
    std::ifstream in(file);
    std::string word;
    in >> word;
    return word;
}

drivers::Image image_of(const cv::Mat& rgb) {
    const auto bytes = rgb.total() * rgb.elemSize();
    return {rgb.cols, rgb.rows, drivers::Bytes(rgb.data, rgb.data + bytes)};
}

/// Draws, hears and speaks until it is ended from outside.
class Stage {
public:
    Stage(fs::path folder, sandbox::PersonLife person, double rate)
        : folder_(std::move(folder)), person_(std::move(person)), period_(1 / rate) {}

    void show() {
        const auto begin = Clock::now();
        const auto picture = person_.picture(seconds(begin) + takes_, frame_++);
        if (!drivers::show_to_camera(folder_, image_of(picture)))
            throw std::runtime_error(folder_.string() + " cannot be written");
        takes_ += 0.3 * (seconds(Clock::now()) - seconds(begin) - takes_);
    }

    [[noreturn]] void live() {
        auto due = Clock::now();
        for (;;) {
            if (!drivers::camera_light(folder_)) {
                std::this_thread::sleep_for(30ms);
                due = Clock::now();
                continue;
            }
            person_.become(
                sandbox::mood_named(word_in(folder_ / "mood")).value_or(sandbox::Mood::honest));
            hear();
            show();
            due =
                std::max(due + std::chrono::duration_cast<Clock::duration>(period_), Clock::now());
            std::this_thread::sleep_until(due);
        }
    }

private:
    void hear() {
        const auto heard = drivers::last_said(folder_);
        if (!heard || heard->at <= last_heard_) return;
        last_heard_ = heard->at;
        person_.hear(heard->text, seconds(heard->at));
        auto voice = person_.voice(sound_rate);
        if (voice.empty()) return;
        if (!drivers::sound_before_microphone(folder_, {std::move(voice), sound_rate, heard->at}))
            throw std::runtime_error(folder_.string() + " cannot be written");
    }

    fs::path folder_;
    sandbox::PersonLife person_;
    std::chrono::duration<double> period_;
    Clock::time_point last_heard_ = Clock::now();
    unsigned frame_ = 0;
    double takes_ = 0;  ///< Seconds from drawing to being seen: what is drawn is of that moment.
};

sandbox::Person load(const std::map<std::string, std::string>& options,
                     sandbox::Likeness likeness) {
    auto person = sandbox::Person::load(options.at("--portrait"), options.at("--mesh"), likeness);
    if (!person) throw std::runtime_error(person.error());
    return std::move(*person);
}

}  // namespace

int main(int count, char** words) {
    std::map<std::string, std::string> options{
        {"--folder", ""},
        {"--mesh", ".deps/models/canonical_face.binarypb"},
        {"--portrait", "/usr/lib/python3/dist-packages/imageio/resources/images/astronaut.png"},
        {"--rate", "15"},
        {"--width", "640"}};
    bool right = count % 2 == 1;
    for (int i = 1; i + 1 < count; i += 2) {
        right = right && options.contains(words[i]);
        options[words[i]] = words[i + 1];
    }
    if (!right || options["--folder"].empty()) {
        std::fputs(
            "usage: live-person --folder DIR [--mesh FILE] [--portrait FILE] [--rate N] "
            "[--width N]\n",
            stderr);
        return 2;
    }
    try {
        Stage stage(options["--folder"],
                    {load(options, sandbox::Likeness::portrait),
                     load(options, sandbox::Likeness::other), std::stoi(options["--width"])},
                    std::stod(options["--rate"]));
        stage.show();
        stage.live();
    } catch (const std::exception& error) {
        std::cerr << "live-person: " << error.what() << '\n';
        return 1;
    }
}
