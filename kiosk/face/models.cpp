#include "kiosk/face/models.hpp"

#include "kiosk/face/sha256.hpp"

#include <fstream>

namespace kiosk::face {
namespace {

ModelResult<ModelFile> load(const std::filesystem::path& folder, const std::string& name,
                            std::string_view expected) {
    std::error_code error;
    const auto size = std::filesystem::file_size(folder / name, error);
    std::ifstream in(folder / name, std::ios::binary);
    if (error || !in)
        return tl::unexpected(ModelFault{ModelError::missing, (folder / name).string()});
    ModelFile file{{name, {}}, std::vector<std::uint8_t>(size)};
    in.read(reinterpret_cast<char*>(file.bytes.data()), static_cast<std::streamsize>(size));
    file.id.sha256 = hexadecimal(sha256(file.bytes));
    if (!in || file.id.sha256 != expected)
        return tl::unexpected(
            ModelFault{ModelError::damaged, name + ": SHA-256 is " + file.id.sha256});
    return file;
}

}  // namespace

ModelResult<Models> load_models(const std::filesystem::path& folder) {
    Models models;
    struct Entry {
        ModelFile Models::*file;
        const char* name;
        std::string_view sha256;
    };
    const Entry entries[] = {
        {&Models::detector, "face_detector.tflite",
         "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"},
        {&Models::mesh, "attention_mesh.tflite",
         "883b7411747bac657c30c462d305d312e9dec6adbf8b85e2f5d8d722fca9455d"},
        {&Models::canonical_face, "canonical_face.binarypb",
         "bdbcda96dfcb7da883da124aaa2c55dee49770d934f0fcc71747f8c21bdc75b4"},
        {&Models::descriptor, "face_descriptor.bin",
         "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"},
        {&Models::descriptor_layout, "face_descriptor.json",
         "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b"},
    };
    for (const auto& entry : entries) {
        auto file = load(folder, entry.name, entry.sha256);
        if (!file) return tl::unexpected(file.error());
        models.*entry.file = std::move(*file);
    }
    return models;
}

std::string_view to_string(ModelError error) {
    switch (error) {
        case ModelError::missing: return "missing";
        case ModelError::damaged: return "damaged";
        case ModelError::unsupported: return "unsupported";
    }
    return "";
}

}  // namespace kiosk::face
