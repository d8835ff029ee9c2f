#include "deploy/sandbox/matroska_parts.hpp"

#include <algorithm>

namespace sandbox {

namespace {

enum Id : std::uint32_t {
    ebml = 0x1A45DFA3,
    segment = 0x18538067,
    cluster = 0x1F43B675,
    timestamp = 0xE7,
    simple_block = 0xA3,
    attachments = 0x1941A469,
    attached_file = 0x61A7,
    file_name = 0x466E,
    file_data = 0x465C,
};

constexpr unsigned video_track = 1;

struct Element {
    std::uint32_t id = 0;
    std::string_view content;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

/// How many bytes a variable-size integer has, by its leading zeros (RFC 8794, 4).
std::size_t length_of(std::uint8_t first) {
    std::size_t length = 1;
    for (std::uint8_t mark = 0x80; mark != 0 && (first & mark) == 0; mark >>= 1U) ++length;
    return length;
}

/// Takes the next element off the front; nothing when it is cut off or malformed.
std::optional<Element> take(std::string_view& rest) {
    if (rest.empty()) return std::nullopt;
    const auto id_length = length_of(byte_at(rest, 0));
    if (id_length > 4 || rest.size() <= id_length) return std::nullopt;
    Element element;
    for (std::size_t i = 0; i < id_length; ++i) element.id = element.id << 8U | byte_at(rest, i);
    rest.remove_prefix(id_length);
    const auto size_length = length_of(byte_at(rest, 0));
    if (size_length > 8 || rest.size() < size_length) return std::nullopt;
    std::uint64_t size = byte_at(rest, 0) & (0xFFU >> size_length);
    for (std::size_t i = 1; i < size_length; ++i) size = size << 8U | byte_at(rest, i);
    rest.remove_prefix(size_length);
    if (size > rest.size()) return std::nullopt;
    element.content = rest.substr(0, size);
    rest.remove_prefix(size);
    return element;
}

bool read_attachment(std::string_view content, MatroskaParts& parts) {
    std::string name;
    std::string_view data;
    while (!content.empty()) {
        const auto element = take(content);
        if (!element) return false;
        if (element->id == file_name) name = element->content;
        if (element->id == file_data) data = element->content;
    }
    return !name.empty() && parts.attachments.emplace(name, data).second;
}

bool read_cluster(std::string_view content, MatroskaParts& parts) {
    std::int64_t begin = 0;
    while (!content.empty()) {
        const auto element = take(content);
        if (!element) return false;
        const auto& bytes = element->content;
        if (element->id == timestamp)
            for (std::size_t i = 0; i < bytes.size(); ++i) begin = begin << 8U | byte_at(bytes, i);
        if (element->id != simple_block) continue;
        if (bytes.size() < 4 || (byte_at(bytes, 0) & 0x80U) == 0) return false;
        const auto at = static_cast<std::int16_t>(byte_at(bytes, 1) << 8U | byte_at(bytes, 2));
        if ((byte_at(bytes, 0) & 0x7FU) == video_track)
            parts.pictures.push_back({begin + at, bytes.substr(4)});
        else
            parts.sound.append(bytes.substr(4));
    }
    return true;
}

/// Calls `read` with each child of that id; false when one is malformed.
template <class Read>
bool each(std::string_view content, std::uint32_t id, const Read& read) {
    while (!content.empty()) {
        const auto element = take(content);
        if (!element || (element->id == id && !read(element->content))) return false;
    }
    return true;
}

}  // namespace

std::optional<MatroskaParts> read_matroska(std::string_view file) {
    const auto header = take(file);
    const auto body = take(file);
    if (!header || header->id != ebml || !body || body->id != segment) return std::nullopt;
    MatroskaParts parts;
    const auto attachment = [&](std::string_view one) { return read_attachment(one, parts); };
    const bool whole =
        each(body->content, attachments,
             [&](std::string_view list) { return each(list, attached_file, attachment); }) &&
        each(body->content, cluster,
             [&](std::string_view content) { return read_cluster(content, parts); });
    return whole ? std::optional(std::move(parts)) : std::nullopt;
}

}  // namespace sandbox
