#include "kiosk/face/descriptor_weights.hpp"

#include <cstring>
#include <nlohmann/json.hpp>

namespace kiosk::face {

ModelResult<Weights> Weights::read(const ModelFile& weights, const ModelFile& layout) {
    const auto damaged = [&](const std::string& what) {
        return tl::unexpected(ModelFault{ModelError::damaged, layout.id.name + ": " + what});
    };
    constexpr std::size_t most_numbers = 1U << 22U;
    Weights out;
    std::span<const std::uint8_t> rest = weights.bytes;
    try {
        const auto list = nlohmann::json::parse(layout.bytes).at(0).at("weights");
        for (const auto& item : list) {
            Entry entry{item.at("shape").get<std::vector<int>>(), {}};
            std::size_t count = 1;
            for (const int n : entry.shape) {
                if (n < 1 || static_cast<std::size_t>(n) > most_numbers / count)
                    return damaged("impossible shape");
                count *= static_cast<std::size_t>(n);
            }
            entry.quantised = item.contains("quantization");
            if (entry.quantised) {
                entry.scale = item["quantization"].at("scale").get<float>();
                entry.lowest = item["quantization"].at("min").get<float>();
            }
            const std::size_t length = entry.quantised ? count : 4 * count;
            if (entry.shape.empty() || length > rest.size()) return damaged("more than there is");
            entry.bytes = rest.first(length);
            rest = rest.subspan(length);
            out.entries_[item.at("name").get<std::string>()] = entry;
        }
    } catch (const nlohmann::json::exception& error) {
        return damaged(error.what());
    }
    if (!rest.empty()) return damaged("less than there is");
    return out;
}

cv::Mat Weights::at(const std::string& name) const {
    const Entry& entry = entries_.at(name);
    cv::Mat matrix(entry.shape, CV_32F);
    auto* number = matrix.ptr<float>();
    if (entry.quantised)
        for (std::size_t i = 0; i < entry.bytes.size(); ++i)
            number[i] = static_cast<float>(entry.bytes[i]) * entry.scale + entry.lowest;
    else
        std::memcpy(number, entry.bytes.data(), entry.bytes.size());
    return matrix;
}

}  // namespace kiosk::face
