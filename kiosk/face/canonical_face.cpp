#include "kiosk/face/canonical_face.hpp"

#include <cmath>
#include <cstring>
#include <optional>
#include <span>

namespace kiosk::face {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// One field of a protocol buffers message (Encoding: base 128 varints, wire types 0, 2, 5).
struct Field {
    std::uint64_t number = 0;
    std::uint64_t wire = 0;
    Bytes value;  ///< The varint's, the fixed number's or the length-delimited bytes.
};

std::optional<std::uint64_t> take_varint(Bytes& rest) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < rest.size() && i < 10; ++i) {
        value |= static_cast<std::uint64_t>(rest[i] & 0x7FU) << (7 * i);
        if (rest[i] < 0x80) {
            rest = rest.subspan(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Field> take_field(Bytes& rest) {
    const auto key = take_varint(rest);
    if (!key) return std::nullopt;
    Field field{*key >> 3U, *key & 7U, {}};
    std::size_t length = 0;
    if (field.wire == 0) {
        const auto before = rest;
        if (!take_varint(rest)) return std::nullopt;
        field.value = before.first(before.size() - rest.size());
        return field;
    }
    if (field.wire == 2) {
        const auto size = take_varint(rest);
        if (!size || *size > rest.size()) return std::nullopt;
        length = static_cast<std::size_t>(*size);
    } else if (field.wire == 5) {
        length = 4;
    } else {
        return std::nullopt;
    }
    if (length > rest.size()) return std::nullopt;
    field.value = rest.first(length);
    rest = rest.subspan(length);
    return field;
}

ModelFault damaged(const ModelFile& file, const char* what) {
    return {ModelError::damaged, file.id.name + ": " + what};
}

}  // namespace

ModelResult<CanonicalFace> read_canonical_face(const ModelFile& file) {
    constexpr std::size_t per_vertex = 5;
    Bytes message = file.bytes;
    const auto mesh = take_field(message);
    if (!mesh || mesh->number != 1 || mesh->wire != 2)
        return tl::unexpected(damaged(file, "does not begin with a mesh"));
    std::vector<float> numbers;
    for (Bytes rest = mesh->value; !rest.empty();) {
        const auto field = take_field(rest);
        if (!field) return tl::unexpected(damaged(file, "ends within a field"));
        if (field->number != 3 || field->wire != 5) continue;
        float number = 0;
        std::memcpy(&number, field->value.data(), sizeof number);
        if (!(std::abs(number) < 100)) return tl::unexpected(damaged(file, "a point far away"));
        numbers.push_back(number);
    }
    CanonicalFace face;
    if (numbers.size() != per_vertex * face.size())
        return tl::unexpected(damaged(file, "has another number of points"));
    for (std::size_t i = 0; i < face.size(); ++i)
        face[i] = {numbers[per_vertex * i], numbers[per_vertex * i + 1],
                   numbers[per_vertex * i + 2]};
    return face;
}

}  // namespace kiosk::face
