#include "ocr/recogniser.hpp"

#include "ocr/agreement.hpp"
#include "ocr/line_network.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <tesseract/baseapi.h>

// Of GCC's OpenMP, which Debian's Tesseract runs on, whatever compiler we are built with.
extern "C" void omp_set_max_active_levels(int levels);

namespace ocr {
namespace {

std::unique_ptr<tesseract::TessBaseAPI> open(const std::filesystem::path& folder,
                                             const char* language) {
    auto api = std::make_unique<tesseract::TessBaseAPI>();
    if (api->Init(folder.c_str(), language, tesseract::OEM_LSTM_ONLY) != 0) return nullptr;
    api->SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    api->SetVariable("debug_file", "/dev/null");
    return api;
}

/// Tesseract shows 100 + 5 ln p, so that a character as likely wrong as right still has 96.
double probability(float shown) { return std::exp((shown - 100.0) / 5); }

}  // namespace

Recogniser::Recogniser(std::filesystem::path models) : models_(std::move(models)) {}
Recogniser::~Recogniser() = default;

bool Recogniser::load() {
    if (chinese_ && latin_ && network_) return true;
    for (const auto* file : {"chi_sim.traineddata", "eng.traineddata"})
        if (std::error_code error; !std::filesystem::is_regular_file(models_ / file, error))
            return false;
    if (!regions_.load(models_ / "regions.txt")) return false;
    chinese_ = open(models_, "chi_sim");
    latin_ = open(models_, "eng");
    auto network = std::make_unique<LineNetwork>();
    if (!network->load(models_)) return false;
    network_ = std::move(network);
    shapes_.load();
    return chinese_ && latin_;
}

Line Recogniser::read(const cv::Mat& line, Model model, std::string_view allowed) {
    // Tesseract asks OpenMP for four threads; its lines are too short for that to pay. This is what
    // OMP_THREAD_LIMIT=1 does, for the calling thread only.
    omp_set_max_active_levels(0);
    auto& api = model == Model::chinese ? *chinese_ : *latin_;
    Line out;
    if (line.cols < 6 || line.rows < 6) return out;
    api.SetVariable("tessedit_char_whitelist", std::string(allowed).c_str());
    api.SetImage(line.data, line.cols, line.rows, 1, static_cast<int>(line.step[0]));
    api.SetSourceResolution(300);
    if (api.Recognize(nullptr) != 0) return out;
    const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
    if (!at) return out;
    do {
        const std::unique_ptr<const char[]> text(at->GetUTF8Text(tesseract::RIL_SYMBOL));
        if (!text) continue;
        for (const char32_t c : to_characters(text.get()))
            if (c > U' ' && c != U'\u3000')
                out.symbols.push_back({c, probability(at->Confidence(tesseract::RIL_SYMBOL))});
    } while (at->Next(tesseract::RIL_SYMBOL));
    return out;
}

std::vector<Line> Recogniser::read(const std::vector<Wanted>& lines, const LineDone& by_network) {
    constexpr double sure = 0.8;
    std::vector<LinePixels> pictures;
    pictures.reserve(lines.size());
    for (const auto& line : lines)
        pictures.push_back({line.picture.colour, line.breadth, line.others});
    auto out = network_->read(pictures, by_network);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& picture = lines[i].picture;
        const auto second = lines[i].second;
        if (picture.empty() || second == Second::never) continue;
        if (second == Second::of_name)
            out[i] = settled_name(out[i], picture);
        else if (out[i].least() < sure)
            out[i] = seconded(out[i], picture);
    }
    return out;
}

Line Recogniser::seconded(const Line& first, const LinePicture& line) {
    return agreed(first, read(line.grey, Model::chinese));
}

Line Recogniser::settled_name(const Line& first, const LinePicture& line) {
    if (auto settled = shapes_.settled(first, line.grey, first.others)) return *settled;
    const auto second = seconded(first, line);
    return shapes_.settled(second, line.grey, first.others).value_or(second);
}

Line Recogniser::read(const Wanted& line) { return read(std::vector{line}).front(); }

}  // namespace ocr
