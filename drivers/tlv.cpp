#include "drivers/tlv.hpp"

#include <algorithm>
#include <cassert>

namespace drivers {
namespace {

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> data) : data_(data) {}

    bool done() const { return data_.empty(); }

    std::optional<std::uint8_t> byte() {
        if (data_.empty()) return {};
        const auto first = data_.front();
        data_ = data_.subspan(1);
        return first;
    }

    std::optional<std::span<const std::uint8_t>> take(std::size_t size) {
        if (size > data_.size()) return {};
        const auto taken = data_.first(size);
        data_ = data_.subspan(size);
        return taken;
    }

private:
    std::span<const std::uint8_t> data_;
};

std::optional<std::uint32_t> read_tag(Reader& reader) {
    const auto first = reader.byte();
    if (!first || *first == 0x00 || *first == 0xFF) return {};
    std::uint32_t tag = *first;
    if ((*first & 0x1F) != 0x1F) return tag;
    for (int more = 0; more < 2; ++more) {
        const auto next = reader.byte();
        if (!next || (more == 0 && *next == 0x80)) return {};
        tag = tag << 8 | *next;
        if (!(*next & 0x80)) return tag;
    }
    return {};
}

std::optional<std::size_t> read_length(Reader& reader) {
    const auto first = reader.byte();
    if (!first) return {};
    if (*first < 0x80) return *first;
    const int bytes = *first & 0x7F;
    if (bytes == 0 || bytes > 3) return {};
    std::size_t length = 0;
    for (int i = 0; i < bytes; ++i) {
        const auto next = reader.byte();
        if (!next) return {};
        length = length << 8 | *next;
    }
    if (length > 0xFFFF) return {};
    return length;
}

std::uint8_t low_byte(std::size_t value) { return static_cast<std::uint8_t>(value & 0xFF); }

}  // namespace

std::optional<std::vector<Tlv>> parse_tlvs(std::span<const std::uint8_t> data) {
    std::vector<Tlv> found;
    for (Reader reader(data); !reader.done();) {
        const auto tag = read_tag(reader);
        if (!tag) return {};
        const auto length = read_length(reader);
        if (!length) return {};
        const auto value = reader.take(*length);
        if (!value) return {};
        found.push_back({*tag, *value});
    }
    return found;
}

std::optional<std::span<const std::uint8_t>> find_tlv(std::span<const std::uint8_t> data,
                                                      std::uint32_t tag) {
    const auto level = parse_tlvs(data);
    if (!level) return {};
    const auto hit = std::ranges::find(*level, tag, &Tlv::tag);
    if (hit == level->end()) return {};
    return hit->value;
}

void append_tlv(Bytes& out, std::uint32_t tag, std::span<const std::uint8_t> value) {
    assert(value.size() <= 0xFFFF);
    if (tag > 0xFFFF) out.push_back(low_byte(tag >> 16));
    if (tag > 0xFF) out.push_back(low_byte(tag >> 8));
    out.push_back(low_byte(tag));
    if (value.size() > 0xFF) {
        out.insert(out.end(), {0x82, low_byte(value.size() >> 8)});
    } else if (value.size() > 0x7F) {
        out.push_back(0x81);
    }
    out.push_back(low_byte(value.size()));
    out.insert(out.end(), value.begin(), value.end());
}

Bytes make_tlv(std::uint32_t tag, std::span<const std::uint8_t> value) {
    Bytes out;
    append_tlv(out, tag, value);
    return out;
}

}  // namespace drivers
