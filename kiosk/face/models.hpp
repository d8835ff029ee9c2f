// The files the face pipeline works with, as set-up puts them into one folder.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::face {

/// Why a model cannot be used. A technician can act: run the set-up again.
enum class ModelError {
    missing,      ///< No such file, or it cannot be read.
    damaged,      ///< Not the bytes it should have, or not a well-formed file of its kind.
    unsupported,  ///< Well-formed, but it asks for something this program cannot do.
};

struct ModelFault {
    ModelError error;
    std::string detail;  ///< File and place, for the log.
};

template <class T>
using ModelResult = tl::expected<T, ModelFault>;

/// A model by its content.
struct ModelId {
    std::string name;    ///< Of the file.
    std::string sha256;  ///< Lower-case hexadecimal.
};

/// One file as read.
struct ModelFile {
    ModelId id;
    std::vector<std::uint8_t> bytes;
};

/// All of them; needed only while the networks are built.
struct Models {
    ModelFile detector;           ///< BlazeFace, short range (TensorFlow Lite).
    ModelFile mesh;               ///< Attention mesh, 478 points (TensorFlow Lite).
    ModelFile canonical_face;     ///< The canonical face, centimetres (protocol buffers).
    ModelFile descriptor;         ///< Weights of the 128-number descriptor, quantised.
    ModelFile descriptor_layout;  ///< Their names, shapes and scales (JSON).
};

/// Reads the five files and compares each with the SHA-256 it must have. Any thread.
[[nodiscard]] ModelResult<Models> load_models(const std::filesystem::path& folder);

/// Names as they stand in messages.
[[nodiscard]] std::string_view to_string(ModelError error);

}  // namespace kiosk::face
