#include "kiosk/face/descriptor_weights.hpp"

#include <cstring>
#include <nlohmann/json.hpp>

namespace kiosk::face {

ModelResult<Weights> read_weights(const ModelFile& weights, const ModelFile& layout) {
    const auto damaged = [&](const std::string& what) {
        return tl::unexpected(ModelFault{ModelError::damaged, layout.name + ": " + what});
    };
    constexpr std::size_t most_numbers = 1U << 22U;
    Weights out;
    std::size_t at = 0;
    try {
        const auto list = nlohmann::json::parse(layout.bytes).at(0).at("weights");
        for (const auto& entry : list) {
            const auto shape = entry.at("shape").get<std::vector<int>>();
            std::size_t count = 1;
            for (const int n : shape) {
                if (n < 1 || static_cast<std::size_t>(n) > most_numbers / count)
                    return damaged("impossible shape");
                count *= static_cast<std::size_t>(n);
            }
            const bool quantised = entry.contains("quantization");
            const std::size_t length = quantised ? count : 4 * count;
            if (length > weights.bytes.size() - at) return damaged("more than there is");
            cv::Mat matrix(shape, CV_32F);
            auto* number = matrix.ptr<float>();
            if (quantised) {
                const auto scale = entry["quantization"].at("scale").get<float>();
                const auto lowest = entry["quantization"].at("min").get<float>();
                for (std::size_t i = 0; i < count; ++i)
                    number[i] = static_cast<float>(weights.bytes[at + i]) * scale + lowest;
            } else {
                std::memcpy(number, weights.bytes.data() + at, length);
            }
            at += length;
            out[entry.at("name").get<std::string>()] = matrix;
        }
    } catch (const nlohmann::json::exception& error) {
        return damaged(error.what());
    }
    if (at != weights.bytes.size()) return damaged("less than there is");
    return out;
}

}  // namespace kiosk::face
