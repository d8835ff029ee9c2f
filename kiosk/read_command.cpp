#include "kiosk/read_command.hpp"

#include "drivers/image.hpp"
#include "kiosk/cpu_ms.hpp"
#include "kiosk/model_folder.hpp"
#include "ocr/document.hpp"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>

namespace kiosk {
namespace {

using nlohmann::ordered_json;

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
    const auto models = model_folder("KIOSK_TESSDATA", ".deps/tessdata");
    ocr::Reader reader(models);
    if (!reader.load()) {
        std::cerr << models.string() << ": no models for reading; run deploy/setup\n";
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
            const auto since_start = [&] {
                return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() -
                                                                 start)
                    .count();
            };
            std::optional<double> first;
            const auto reading = reader.read(
                photo, [&](const ocr::Reading&) { first = first.value_or(since_start()); });
            const double took = since_start();
            if (reading)
                line.update(as_json(*reading));
            else
                line["error"] = "the picture is too small or too narrow";
            line["ms"] = took;
            if (first) line["first_field_ms"] = *first;
            line["cpu_ms"] = cpu_ms() - cpu;
            if (!reading) result = 1;
        }
        out << line.dump() << std::endl;
    }
    return result;
}

}  // namespace kiosk
