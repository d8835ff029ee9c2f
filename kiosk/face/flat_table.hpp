// Reading FlatBuffers without generated code: every access is checked against the file's end.
// Source: FlatBuffers internals, "Format" (tables, vtables, vectors; all numbers little-endian).

#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace kiosk::face {

/// The bytes of a file. The first access out of bounds marks it as damaged, and from then on
/// everything reads as zero or empty; the caller looks at `damaged()` once, at the end.
class FlatFile {
public:
    explicit FlatFile(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    template <class T>
    [[nodiscard]] T read(std::size_t at) {
        static_assert(std::is_arithmetic_v<T>);
        T value{};
        if (const auto bytes = slice(at, sizeof value); !bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }

    /// Empty when it does not lie within the file.
    [[nodiscard]] std::span<const std::uint8_t> slice(std::size_t at, std::size_t length) {
        if (damaged_ || at > bytes_.size() || length > bytes_.size() - at) {
            damaged_ = true;
            return {};
        }
        return bytes_.subspan(at, length);
    }

    [[nodiscard]] bool damaged() const { return damaged_; }

private:
    std::span<const std::uint8_t> bytes_;
    bool damaged_ = false;
};

/// One table; fields are counted as in the schema, from 0. A missing field has its default.
/// Refers to the file, which must outlive it.
class FlatTable {
public:
    /// The root table of a file.
    explicit FlatTable(FlatFile& file) : FlatTable(file, file.read<std::uint32_t>(0)) {}

    template <class T>
    [[nodiscard]] T number(int field, T fallback) const {
        const auto at = place(field);
        return at == 0 ? fallback : file_->read<T>(at);
    }

    template <class T>
    [[nodiscard]] std::vector<T> numbers(int field) const {
        const auto part = elements(field, sizeof(T));
        std::vector<T> out(part.size() / sizeof(T));
        if (!out.empty()) std::memcpy(out.data(), part.data(), part.size());
        return out;
    }

    [[nodiscard]] std::span<const std::uint8_t> bytes(int field) const {
        return elements(field, 1);
    }

    [[nodiscard]] std::vector<FlatTable> tables(int field) const;
    /// A table without any field when it is missing.
    [[nodiscard]] FlatTable table(int field) const;

private:
    FlatTable(FlatFile& file, std::size_t at);

    /// Where the field's bytes are; 0 when it is missing.
    [[nodiscard]] std::size_t place(int field) const;
    [[nodiscard]] std::size_t follow(std::size_t at) const {
        return at + file_->read<std::uint32_t>(at);
    }
    [[nodiscard]] std::span<const std::uint8_t> elements(int field, std::size_t size) const;

    FlatFile* file_;
    std::size_t at_ = 0;
    std::size_t fields_ = 0;       ///< Of the vtable.
    std::size_t fields_size_ = 0;  ///< Bytes of the vtable; 0 for a table without any field.
};

}  // namespace kiosk::face
