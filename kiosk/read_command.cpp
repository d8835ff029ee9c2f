#include "kiosk/read_command.hpp"

#include "drivers/image.hpp"
#include "kiosk/cpu_ms.hpp"
#include "ocr/document.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

namespace kiosk {
namespace {

using nlohmann::ordered_json;

/// Set-up puts the models into the source tree, and the program is built inside it.
std::filesystem::path tessdata() {
    if (const char* set = std::getenv("KIOSK_TESSDATA")) return set;
    const std::filesystem::path usual = ".deps/tessdata";
    std::error_code error;
    for (auto from = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
         from.has_relative_path(); from = from.parent_path())
        if (std::filesystem::is_directory(from / usual, error)) return from / usual;
    return usual;
}

drivers::Result<drivers::Image> load(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const drivers::Bytes bytes((std::istreambuf_iterator<char>(in)), {});
    return drivers::decode_image(bytes);
}

ordered_json as_json(const ocr::Reading& reading) {
    ordered_json line;
    line["doc"] = to_string(reading.kind);
    line["reject"] = reading.reject == ocr::Reject::none ? ordered_json()
                                                         : ordered_json(to_string(reading.reject));
    line["fields"] = ordered_json::object();
    line["doubtful"] = ordered_json::array();
    line["confidence"] = ordered_json::object();
    for (const auto& field : reading.fields) {
        line["fields"][field.name] = field.text;
        line["confidence"][field.name] = field.confidence;
        if (field.doubtful) line["doubtful"].push_back(field.name);
    }
    return line;
}

}  // namespace

int read_command(std::span<const std::string> photos, std::ostream& out) {
    ocr::Reader reader(tessdata());
    if (!reader.load()) {
        std::cerr << tessdata().string() << ": no models for reading; run deploy/setup\n";
        return 2;
    }
    int result = 0;
    for (const auto& path : photos) {
        ordered_json line{{"image", std::filesystem::path(path).filename().string()}};
        auto image = load(path);
        if (!image) {
            line["error"] = "no picture in this file";
            result = 1;
        } else {
            const cv::Mat photo(image->height, image->width, CV_8UC3, image->rgb.data());
            const auto start = std::chrono::steady_clock::now();
            const double cpu = cpu_ms();
            const auto reading = reader.read(photo);
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - start;
            if (reading)
                line.update(as_json(*reading));
            else
                line["error"] = "the picture is too small";
            line["ms"] = took.count();
            line["cpu_ms"] = cpu_ms() - cpu;
            if (!reading) result = 1;
        }
        out << line.dump() << std::endl;
    }
    return result;
}

}  // namespace kiosk
