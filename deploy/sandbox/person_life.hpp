// A virtual person in front of a terminal: hears what it says and does it, or does not.

#pragma once

#include "deploy/sandbox/person_script.hpp"

#include <string_view>

namespace sandbox {

/// What was asked for, as a person understands the sentence.
struct Request {
    std::string challenge;  ///< As answer_to has it, or "read_digits".
    int digits = 0;         ///< How many, to be read one after the other.
};
/// In either language; nothing where nothing is to be done.
[[nodiscard]] std::optional<Request> understood(std::string_view sentence);

/// How the person takes part.
enum class Mood {
    honest,
    wrong,      ///< Does another movement than the one asked for.
    idle,       ///< Looks on and does nothing.
    companion,  ///< Somebody else comes along as soon as something is asked for.
    away,       ///< Nobody is there.
    other,      ///< Somebody else sits there.
    photo,      ///< Holds up a picture of the face.
};
[[nodiscard]] std::optional<Mood> mood_named(std::string_view name);

/// Seconds on one clock. One thread.
class PersonLife {
public:
    /// `width`: of the pictures, 4 : 3.
    PersonLife(Person self, Person stranger, int width)
        : self_(std::move(self)), stranger_(std::move(stranger)), size_(width, width * 3 / 4) {}

    void become(Mood mood);
    /// Something was said at that moment.
    void hear(std::string_view sentence, double at);
    /// 8-bit RGB.
    [[nodiscard]] cv::Mat picture(double at, unsigned frame) const;
    /// What is going to be spoken since the last sentence, from `begin` on; empty: nothing. 16
    /// bits, one channel.
    [[nodiscard]] std::vector<std::int16_t> voice(int rate) const;
    [[nodiscard]] double voice_begin() const { return heard_at_; }

private:
    void read(int digits);

    Person self_;
    Person stranger_;
    cv::Size size_;
    Mood mood_ = Mood::honest;
    Script script_;  ///< Answers so far.
    double heard_at_ = 0;
    double spoken_until_ = 0;
    bool asked_ = false;  ///< Something was asked for since the mood began.
};

}  // namespace sandbox
