#include "deploy/sandbox/person_script.hpp"

#include <cmath>
#include <map>
#include <opencv2/core.hpp>
#include <sstream>

namespace sandbox {
namespace {

constexpr double swell = 0.35;  // part of an act's time

/// 0 before and after, 1 in between, with smooth flanks.
double strength(const Act& act, double t) {
    const double x = (t - act.at) / act.lasts;
    if (!(x > 0 && x < 1)) return 0;
    const double flank = std::min(x, 1 - x) / swell;
    return flank >= 1 ? 1 : 0.5 - 0.5 * std::cos(CV_PI * flank);
}

const std::map<std::string, Act>& known_acts() {
    static const std::map<std::string, Act> known{
        {"blink", {Act::Kind::blink, 0, 0.36, 1}},
        {"open_mouth", {Act::Kind::mouth, 0, 1.2, 0.9}},
        {"turn_left", {Act::Kind::yaw, 0, 1.8, 24}},
        {"turn_right", {Act::Kind::yaw, 0, 1.8, -24}},
        {"nod", {Act::Kind::pitch, 0, 1.2, 18}},
        {"mouth", {Act::Kind::mouth, 0, 1.2, 0.9}},
        {"yaw", {Act::Kind::yaw, 0, 1.8, 24}},
        {"pitch", {Act::Kind::pitch, 0, 1.2, 18}},
        {"roll", {Act::Kind::roll, 0, 1.2, 15}},
        {"near", {Act::Kind::near, 0, 1.2, 15}},
        {"speak", {Act::Kind::speak, 0, 0.5, 0.5}},
    };
    return known;
}

}  // namespace

std::optional<Act> answer_to(const std::string& challenge, double at) {
    for (const auto* name : {"blink", "open_mouth", "turn_left", "turn_right", "nod"})
        if (challenge == name) {
            Act act = known_acts().at(challenge);
            act.at = at;
            return act;
        }
    return std::nullopt;
}

Gesture gesture_at(const Script& script, double t) {
    Gesture g;
    g.yaw = 0.5 * std::sin(0.9 * t + 1);
    g.pitch = 0.4 * std::sin(1.3 * t);
    g.roll = 0.4 * std::sin(0.7 * t + 2);
    g.shift_cm = {0.12 * std::sin(0.8 * t), 0.1 * std::sin(1.1 * t + 0.5)};
    for (const auto& act : script) {
        const double part = act.amount * strength(act, t);
        switch (act.kind) {
            case Act::Kind::blink: g.blink += part; break;
            case Act::Kind::mouth: g.mouth += part; break;
            case Act::Kind::yaw: g.yaw += part; break;
            case Act::Kind::pitch: g.pitch += part; break;
            case Act::Kind::roll: g.roll += part; break;
            case Act::Kind::near: g.distance_cm -= part; break;
            case Act::Kind::speak:
                g.mouth += part * (0.7 + 0.3 * std::sin(2 * CV_PI * 4 * (t - act.at)));
                break;
        }
    }
    return g;
}

std::vector<std::int16_t> voice_of(const Script& script, int rate, double seconds) {
    std::vector<std::int16_t> out;
    cv::RNG random(7);
    const auto count = static_cast<std::size_t>(seconds * rate);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / rate;
        double level = 30 * random.gaussian(1);
        for (const auto& act : script) {
            if (act.kind != Act::Kind::speak) continue;
            // A pitch of 140 Hz with the overtones of an open vowel.
            double tone = 0;
            for (int k = 1; k <= 12; ++k)
                tone += std::sin(2 * CV_PI * 140 * k * t) / (1 + 0.35 * std::abs(k - 5));
            level += 2500 * strength(act, t) * tone;
        }
        out.push_back(cv::saturate_cast<std::int16_t>(level));
    }
    return out;
}

std::optional<Act> read_act(const std::string& word) {
    const auto sign = word.find('@');
    const auto found = known_acts().find(word.substr(0, sign));
    if (sign == std::string::npos || found == known_acts().end()) return std::nullopt;
    Act act = found->second;
    std::istringstream rest(word.substr(sign + 1));
    char colon = 0;
    if (!(rest >> act.at)) return std::nullopt;
    if (rest >> colon && (colon != ':' || !(rest >> act.lasts) || act.lasts <= 0))
        return std::nullopt;
    if (rest >> colon && (colon != ':' || !(rest >> act.amount))) return std::nullopt;
    return act;
}

}  // namespace sandbox
