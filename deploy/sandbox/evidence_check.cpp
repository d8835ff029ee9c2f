#include "deploy/sandbox/evidence_check.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/matroska_parts.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace sandbox {

namespace {

/// Gaps and stillness happen to honest people on busy machines; these do not.
constexpr std::array<std::string_view, 7> refusing_signs{
    "several_faces", "frozen",         "repeated",      "identity_change",
    "flat_picture",  "camera_changed", "time_backwards"};
constexpr std::size_t least_pictures = 5;
constexpr double least_loudness = 100;        // root mean square while digits are read, of 32767
constexpr std::size_t bytes_a_digit = 12000;  // of sound: a third of a second and a bit

std::string from_hex(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return bytes;
}

std::string big_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
    return text;
}

/// link(0) = SHA-256(nonce ‖ 0 ‖ camera), link(n) = SHA-256(link(n-1) ‖ at ‖ sequence ‖ hash).
bool is_chained(const Json& transcript) {
    std::string link = from_hex(sha256_hex(transcript.at("nonce").get<std::string>() + '\0' +
                                           transcript.at("camera").get<std::string>()));
    for (const Json& frame : transcript.at("frames"))
        link = from_hex(sha256_hex(link + big_endian(frame.at(0).get<std::uint64_t>(), 8) +
                                   big_endian(frame.at(1).get<std::uint64_t>(), 4) +
                                   from_hex(frame.at(2).get<std::string>())));
    return hex(link) == transcript.at("chain");
}

/// Every picture of the film, and the best one, is a frame of the chain.
bool shows_the_chain(const MatroskaParts& parts, const Json& transcript) {
    std::set<std::string> hashes;
    for (const Json& frame : transcript.at("frames")) hashes.insert(frame.at(2).get<std::string>());
    const auto known = [&](std::string_view jpeg) { return hashes.contains(sha256_hex(jpeg)); };
    const auto best = parts.attachments.find("best.jpg");
    return parts.pictures.size() >= least_pictures &&
           std::ranges::all_of(parts.pictures, [&](const auto& p) { return known(p.jpeg); }) &&
           (best == parts.attachments.end() || known(best->second));
}

/// Of 16-bit samples.
double loudness(std::string_view samples) {
    double power = 0;
    for (std::size_t i = 0; i + 1 < samples.size(); i += 2) {
        const auto low = static_cast<std::uint8_t>(samples[i]);
        const auto high = static_cast<std::uint8_t>(samples[i + 1]);
        const auto sample = static_cast<std::int16_t>(low | high << 8U);
        power += static_cast<double>(sample) * sample;
    }
    return samples.empty() ? 0 : std::sqrt(power / (static_cast<double>(samples.size()) / 2));
}

/// The words would be recognised here; by rule they are right when there is a voice for each.
bool are_read(const Json& step, const std::string& digits, const Json& transcript,
              const std::string& sound) {
    const Json& track = transcript.at("sound");
    const double bytes_a_ms = 2.0 * track.at("rate").get<double>() / 1000;
    const auto place = [&](const char* when) {
        const double at = step.at(when).get<double>() - track.at("at_ms").get<double>();
        const double byte = std::clamp(at * bytes_a_ms, 0.0, static_cast<double>(sound.size()));
        return static_cast<std::size_t>(byte) / 2 * 2;
    };
    const auto from = place("prompted_ms");
    const auto heard = std::string_view(sound).substr(from, place("decided_ms") - from);
    return heard.size() >= bytes_a_digit * digits.size() && loudness(heard) >= least_loudness;
}

bool passed_all(const Json& transcript, const Json& drawn, const std::string& sound) {
    const Json& steps = transcript.at("challenges");
    if (steps.size() != drawn.size()) return false;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (steps[i].at("kind") != drawn[i].at("kind") || !steps[i].at("passed").get<bool>())
            return false;
        if (drawn[i].contains("digits") &&
            !are_read(steps[i], drawn[i].at("digits"), transcript, sound))
            return false;
    }
    return true;
}

EvidenceFindings findings_of(const Json& transcript, const Json& drawing,
                             const std::string& sound) {
    EvidenceFindings found;
    found.outcome = transcript.at("outcome");
    if (found.outcome == "passed" && !passed_all(transcript, drawing.at("challenges"), sound))
        found.outcome = "digits_wrong";
    for (const Json& sign : transcript.at("signs"))
        if (std::ranges::find(refusing_signs, sign.at("sign")) != refusing_signs.end())
            found.signs.push_back(sign.at("sign"));
    if (transcript.contains("portrait") && transcript.at("portrait").is_object())
        found.portrait = transcript.at("portrait").at("hint");
    return found;
}

}  // namespace

tl::expected<EvidenceFindings, std::string> check_evidence(const std::string& film,
                                                           const Json& drawing,
                                                           const std::string& session) {
    const auto refused = [](const char* why) { return tl::unexpected<std::string>(why); };
    const auto parts = read_matroska(film);
    if (!parts) return refused("no Matroska file");
    const auto attached = parts->attachments.find("transcript.json");
    if (attached == parts->attachments.end()) return refused("no transcript");
    const Json transcript = Json::parse(attached->second, nullptr, false);
    try {
        if (transcript.at("nonce") != drawing.at("nonce") ||
            transcript.at("attempt") != drawing.at("attempt") ||
            transcript.at("session") != session)
            return refused("of another try");
        if (!is_chained(transcript)) return refused("the chain is broken");
        if (!shows_the_chain(*parts, transcript)) return refused("pictures outside of the chain");
        if (transcript.at("sound").at("sha256") != sha256_hex(parts->sound))
            return refused("another sound");
        return findings_of(transcript, drawing, parts->sound);
    } catch (const std::exception&) {
        return refused("the transcript is not as agreed");
    }
}

}  // namespace sandbox
