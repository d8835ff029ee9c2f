#include "deploy/sandbox/person_life.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace sandbox {
namespace {

constexpr double reaction = 0.6;      // seconds, of an unhurried person
constexpr double until_digits = 2.2;  // the terminal lets the first digit light up then
constexpr double digit_length = 1.2;
constexpr double digit_delay = 0.2;
constexpr double spoken = 0.8;

struct Phrase {
    std::string_view part;
    std::string_view challenge;
};
constexpr std::array phrases{
    Phrase{"眨", "blink"},          Phrase{"blink", "blink"},
    Phrase{"张开嘴", "open_mouth"}, Phrase{"Open your mouth", "open_mouth"},
    Phrase{"向左", "turn_left"},    Phrase{"to your left", "turn_left"},
    Phrase{"向右", "turn_right"},   Phrase{"to your right", "turn_right"},
    Phrase{"点点头", "nod"},        Phrase{"nod", "nod"},
    Phrase{"读出", "read_digits"},  Phrase{"digits aloud", "read_digits"},
};

int first_number(std::string_view text) {
    const auto at = text.find_first_of("0123456789");
    return at == std::string_view::npos ? 0 : text[at] - '0';
}

std::string another(const std::string& challenge) {
    static const std::map<std::string, std::string> others{
        {"turn_left", "turn_right"}, {"turn_right", "turn_left"}, {"open_mouth", "turn_left"}};
    const auto found = others.find(challenge);
    return found == others.end() ? "turn_right" : found->second;
}

}  // namespace

std::optional<Request> understood(std::string_view sentence) {
    const auto* found = std::ranges::find_if(phrases, [&](const Phrase& phrase) {
        return sentence.find(phrase.part) != std::string_view::npos;
    });
    if (found == phrases.end()) return std::nullopt;
    return Request{std::string(found->challenge), first_number(sentence)};
}

std::optional<Mood> mood_named(std::string_view name) {
    static const std::map<std::string_view, Mood> moods{
        {"", Mood::honest},     {"honest", Mood::honest},       {"wrong", Mood::wrong},
        {"idle", Mood::idle},   {"companion", Mood::companion}, {"away", Mood::away},
        {"other", Mood::other}, {"photo", Mood::photo}};
    const auto found = moods.find(name);
    return found == moods.end() ? std::nullopt : std::optional(found->second);
}

void PersonLife::become(Mood mood) {
    if (mood == mood_) return;
    mood_ = mood;
    asked_ = false;
}

void PersonLife::hear(std::string_view sentence, double at) {
    heard_at_ = at;
    const auto request = understood(sentence);
    if (!request) return;
    asked_ = true;
    if (mood_ == Mood::idle || mood_ == Mood::away) return;
    if (request->challenge == "read_digits") return read(request->digits);
    const auto done = mood_ == Mood::wrong ? another(request->challenge) : request->challenge;
    if (auto act = answer_to(done, at + reaction)) script_.push_back(*act);
}

void PersonLife::read(int digits) {
    for (int i = 0; i < digits; ++i)
        script_.push_back({Act::Kind::speak,
                           heard_at_ + until_digits + digit_length * i + digit_delay, spoken, 0.9});
    spoken_until_ = heard_at_ + until_digits + digit_length * digits + 1;
}

std::vector<std::int16_t> PersonLife::voice(int rate) const {
    if (spoken_until_ <= heard_at_) return {};
    Script words;
    for (auto act : script_)
        if (act.kind == Act::Kind::speak && act.at >= heard_at_) {
            act.at -= heard_at_;
            words.push_back(act);
        }
    return voice_of(words, rate, spoken_until_ - heard_at_);
}

cv::Mat PersonLife::picture(double at, unsigned frame) const {
    View view;
    view.size = size_;
    const auto gesture = gesture_at(script_, at);
    if (mood_ == Mood::away) return cv::Mat(view.size, CV_8UC3, cv::Scalar::all(90 + frame % 3));
    if (mood_ == Mood::companion && asked_) {
        view.size.width /= 2;
        view.view_deg = 32;
        cv::Mat both;
        cv::hconcat(self_.picture(gesture, view, frame),
                    stranger_.picture(gesture_at({}, at + 1), view, frame + 1), both);
        return both;
    }
    view.flat = mood_ == Mood::photo;
    return (mood_ == Mood::other ? stranger_ : self_).picture(gesture, view, frame);
}

}  // namespace sandbox
