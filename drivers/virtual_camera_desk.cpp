#include "drivers/virtual_camera_desk.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

namespace drivers {
namespace {

namespace fs = std::filesystem;

constexpr double default_rate = 15;
constexpr double fastest = 120;

/// At once and without a buffer: of a person's picture nothing is to stay behind.
Bytes bytes_of(const fs::path& path) {
    std::error_code missing;
    const auto size = fs::file_size(path, missing);
    Bytes bytes(missing ? 0 : size);
    std::ifstream file;
    file.rdbuf()->pubsetbuf(nullptr, 0);
    file.open(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (file.gcount() != static_cast<std::streamsize>(bytes.size())) bytes.clear();
    return bytes;
}

std::string word_in(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const auto last = line.find_last_not_of(" \t\r");
    return line.substr(0, last == std::string::npos ? 0 : last + 1);
}

double rate_in(const fs::path& folder, double otherwise) {
    const double rate = std::strtod(word_in(folder / "rate").c_str(), nullptr);
    return rate > 0 ? std::min(rate, fastest) : otherwise;
}

Result<Shot> shot_of(const fs::path& path) {
    Bytes jpeg = bytes_of(path);
    auto image = decode_jpeg(jpeg);
    if (!image)
        return tl::unexpected(
            Fault{Failure::bad_data, path.string() + ": " + image.error().detail});
    return Shot{std::move(jpeg), std::move(*image)};
}

const Shot& grey() {
    static const Shot shot = [] {
        constexpr int width = 1600, height = 1200;
        Image image{width, height, Bytes(std::size_t{3} * width * height, 128)};
        return Shot{encode_jpeg(image, 90), std::move(image)};
    }();
    return shot;
}

}  // namespace

VirtualDesk::VirtualDesk(fs::path folder) : folder_(std::move(folder)) {}

bool VirtualDesk::present() const {
    std::error_code ignored;
    return fs::is_directory(folder_, ignored) && fault() != CameraFault::unplugged;
}

CameraFault VirtualDesk::fault() const {
    const auto word = word_in(folder_ / "fault");
    if (word == "unplugged") return CameraFault::unplugged;
    return word == "frozen" ? CameraFault::frozen : CameraFault::none;
}

double VirtualDesk::rate() const { return rate_in(subject(), rate_in(folder_, default_rate)); }

/// Empty for an empty desk without a photo of it.
fs::path VirtualDesk::subject() const {
    std::error_code ignored;
    const auto name = word_in(folder_ / "now");
    if (name.empty()) {
        const auto desk = folder_ / "desk.jpg";
        return fs::exists(desk, ignored) ? desk : fs::path();
    }
    const auto named = folder_ / name;
    return fs::exists(named, ignored) ? named : fs::path(named.string() + ".jpg");
}

Result<Shot> VirtualDesk::look(std::uint32_t sequence) {
    std::error_code ignored;
    const auto path = subject();
    if (path.empty()) return grey();
    return fs::is_directory(path, ignored) ? clip(path, sequence) : still(path);
}

bool VirtualDesk::awaits_picture() const {
    const auto path = subject();
    std::error_code missing;
    return path.filename() == "live.jpg" && still_.path == path &&
           still_.changed == fs::last_write_time(path, missing);
}

void VirtualDesk::forget() {
    for (auto* bytes : {&still_.shot.jpeg, &still_.shot.image.rgb})
        std::fill_n(bytes->data(), bytes->size(), std::uint8_t{0});
    still_ = {};
}

Result<Shot> VirtualDesk::still(const fs::path& path) {
    clip_ = {};
    std::error_code missing;
    const auto changed = fs::last_write_time(path, missing);
    if (!missing && still_.path == path && still_.changed == changed) return still_.shot;
    forget();
    auto shot = shot_of(path);
    if (shot) still_ = {path, changed, *shot};
    return shot;
}

Result<Shot> VirtualDesk::clip(const fs::path& path, std::uint32_t sequence) {
    if (clip_.path != path) {
        clip_ = {path, {}, sequence};
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(path, ignored))
            if (entry.path().extension() == ".jpg") clip_.frames.push_back(entry.path());
        std::sort(clip_.frames.begin(), clip_.frames.end());
    }
    if (clip_.frames.empty())
        return tl::unexpected(Fault{Failure::bad_data, path.string() + " holds no frames"});
    return shot_of(clip_.frames[(sequence - clip_.first_sequence) % clip_.frames.size()]);
}

}  // namespace drivers
