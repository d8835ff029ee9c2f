// A try in front of the camera becomes a sealed package, and nothing of it stays (R44, R45).

#include "kiosk/face/evidence.hpp"

#include "kiosk/face/seal.hpp"
#include "kiosk/face/speech.hpp"
#include "tests/kiosk/face/clips/film.hpp"
#include "tests/kiosk/face/identities.hpp"

#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace {

using namespace kiosk::face;

const EvidenceFacts facts{"terminal-A-017", "session-1", "2026-01-02T03:04:05Z", 1, {}};

std::uint8_t mark(std::size_t i) { return static_cast<std::uint8_t>((i * 151 + 43) ^ (i >> 3U)); }

/// Stands for a camera's JPEG: 4096 bytes that are found nowhere else in memory, not even here.
WipedBytes marked_jpeg(unsigned frame) {
    WipedBytes jpeg(4096);
    for (std::size_t i = 0; i < jpeg.size(); ++i) jpeg[i] = mark(i);
    jpeg[0] = static_cast<std::uint8_t>(frame);
    return jpeg;
}

/// How often a stretch of the marked bytes is in `memory`.
int marks_in(std::span<const char> memory) {
    constexpr std::size_t from = 1024;  // wherever a copy may have been cut
    constexpr std::size_t length = 48;
    int found = 0;
    const char* end = memory.data() + memory.size() - std::min(memory.size(), length);
    for (const char* at = memory.data(); at < end; ++at) {
        at = static_cast<const char*>(
            std::memchr(at, mark(from), static_cast<std::size_t>(end - at)));
        if (at == nullptr) break;
        std::size_t k = 1;
        while (k < length && static_cast<std::uint8_t>(at[k]) == mark(from + k)) ++k;
        if (k == length) ++found;
    }
    return found;
}

/// The same of all memory this process can write, its stack and a sanitizer's tables excepted.
int traces() {
    constexpr std::size_t no_ones_heap = std::size_t{1} << 33U;
    std::ifstream maps("/proc/self/maps");
    const int memory =
        ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);  // a stream would keep a copy
    int found = 0;
    std::vector<char> bytes;
    for (std::string line; std::getline(maps, line);) {
        std::size_t begin = 0;
        std::size_t end = 0;
        char mode[5] = {};
        if (std::sscanf(line.c_str(), "%zx-%zx %4s", &begin, &end, mode) != 3) continue;
        if (mode[1] != 'w' || end - begin > no_ones_heap || line.ends_with("[stack]")) continue;
        for (constexpr std::size_t piece = 1U << 24U; begin < end; begin += piece) {
            bytes.resize(std::min(piece, end - begin));
            const auto count =
                ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(begin));
            found +=
                marks_in({bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(0, count))});
            OPENSSL_cleanse(bytes.data(), bytes.size());
        }
    }
    ::close(memory);
    return found;
}

/// A blink, filmed and packed.
WipedBytes package() {
    const auto camera = film::camera(film::person(), {*sandbox::answer_to("blink", 1)});
    FaceSession session(film::observer(), film::ask({ChallengeKind::blink}));
    EvidenceRecorder recorder("nonce", "virtual");
    for (unsigned i = 0; i < 35; ++i) {
        const auto frame = camera(i);
        const auto jpeg = marked_jpeg(i);
        recorder.see(frame, jpeg, session.see(frame));
        recorder.hear(frame.at, std::vector<std::int16_t>(800, 5), 16000);
    }
    return recorder.package(session, facts);
}

bool contains(const WipedBytes& bytes, const std::string& text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

TEST(EvidenceClips, HaveWhatTheBackendNeeds) {  // R45
    const auto file = package();
    for (const auto* part :
         {"transcript.json", "best.jpg", "challenge_1_blink.jpg", "V_MJPEG", "A_PCM/INT/LIT",
          R"("nonce":"nonce")", R"("outcome":"passed")", R"("camera":"virtual")", R"("chain":")"})
        EXPECT_TRUE(contains(file, part)) << part;
}

TEST(EvidenceClips, LeaveNoTraceInMemory) {  // R45
    const made::Identity backend(true);
    const made::Identity terminal(false);
    {
        const auto file = package();
        EXPECT_GT(traces(), 30);
        const auto sealed =
            seal(file, {backend.certificate_pem(), terminal.certificate_pem(), terminal.key_pem()});
        ASSERT_TRUE(sealed);
    }
    EXPECT_EQ(traces(), 0);
}

TEST(EvidenceClips, AreThinnedOutNotCutOff) {  // R45
    FaceSession session(film::observer(), {});
    EvidenceRecorder recorder("nonce", "virtual", 40UL * 4096);
    const cv::Mat wall(120, 160, CV_8UC3, cv::Scalar(9, 9, 9));
    for (unsigned i = 0; i < 400; ++i) {
        const auto frame = film::frame(wall, i);
        recorder.see(frame, marked_jpeg(i), {});
    }
    const auto file = recorder.package(session, facts);
    EXPECT_LT(file.size(), 41UL * 4096 + 60000U);
    EXPECT_GT(file.size(), 20UL * 4096);
}

SpeechVerdict reads(const sandbox::Script& lips, const sandbox::Script& voice) {
    const auto camera = film::camera(film::person(), lips);
    FaceSession session(film::observer(), {});
    SpeechWatch watch(slots_of("2718", Seconds(0.2)));
    const auto sound = sandbox::voice_of(voice, 16000, 5.5);
    for (unsigned i = 0; i < 110; ++i) {
        const auto update = session.see(camera(i));
        watch.see(update.seen.at, update.seen.face->openness.mouth);
        watch.hear(update.seen.at, std::span(sound).subspan(800UL * i, 800), 16000);
    }
    return watch.verdict().value();
}

sandbox::Script four_digits() {
    sandbox::Script script;
    for (int i = 0; i < 4; ++i)
        script.push_back({sandbox::Act::Kind::speak, 0.5 + 1.2 * i, 0.6, 0.7});
    return script;
}

TEST(SpeechClips, APersonReadsDigits) {  // R44
    EXPECT_TRUE(reads(four_digits(), four_digits()).read_well);
}

TEST(SpeechClips, AVoiceFromElsewhereDoesNotCount) {  // R44
    EXPECT_FALSE(reads({}, four_digits()).read_well);
}

TEST(StillPortrait, IsTheSamePersonAsTheLiveOne) {  // R47
    const auto still = film::person().picture({}, {});
    const auto mine = film::observer().describe_still(still).value();
    sandbox::Gesture turned;
    turned.yaw = 8;
    const auto live = film::observer().describe_still(film::person().picture(turned, {})).value();
    const auto other = film::observer()
                           .describe_still(film::person(sandbox::Likeness::other).picture({}, {}))
                           .value();
    EXPECT_LT(distance(mine, live), same_person);
    EXPECT_GT(distance(mine, other), same_person);
}

}  // namespace
