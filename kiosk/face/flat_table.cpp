#include "kiosk/face/flat_table.hpp"

namespace kiosk::face {

FlatTable::FlatTable(FlatFile& file, std::size_t at) : file_(&file), at_(at) {
    if (at == 0) return;
    const auto back = file.read<std::int32_t>(at);
    // A vtable before the file's begin wraps around and is then out of bounds.
    fields_ = at - static_cast<std::size_t>(static_cast<std::ptrdiff_t>(back));
    fields_size_ = file.read<std::uint16_t>(fields_);
}

std::size_t FlatTable::place(int field) const {
    const std::size_t entry = 4 + 2 * static_cast<std::size_t>(field);
    if (entry + 2 > fields_size_) return 0;
    const auto offset = file_->read<std::uint16_t>(fields_ + entry);
    return offset == 0 ? 0 : at_ + offset;
}

std::span<const std::uint8_t> FlatTable::elements(int field, std::size_t size) const {
    const auto at = place(field);
    if (at == 0) return {};
    const auto vector = follow(at);
    return file_->slice(vector + 4, size * file_->read<std::uint32_t>(vector));
}

std::vector<FlatTable> FlatTable::tables(int field) const {
    std::vector<FlatTable> out;
    const auto at = place(field);
    if (at == 0) return out;
    const auto vector = follow(at);
    const std::size_t count = elements(field, 4).size() / 4;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(FlatTable(*file_, follow(vector + 4 + 4 * i)));
    return out;
}

FlatTable FlatTable::table(int field) const {
    const auto at = place(field);
    return {*file_, at == 0 ? 0 : follow(at)};
}

}  // namespace kiosk::face
