#include "drivers/skf_library.hpp"

#include <algorithm>
#include <dlfcn.h>

namespace drivers {
namespace {

constexpr int present = 1;

std::size_t aligned(std::size_t offset, SkfAbi abi) {
    if (abi.packed) return offset;
    return (offset + abi.ulong_bytes - 1) / abi.ulong_bytes * abi.ulong_bytes;
}

TokenFault misfit(std::string detail) { return {Failure::bad_data, "SKF: " + std::move(detail)}; }

}  // namespace

SkfWriter& SkfWriter::number(std::uint64_t value) {
    out_.resize(aligned(out_.size(), abi_));
    for (std::size_t i = 0; i < abi_.ulong_bytes; ++i)
        out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
}

SkfWriter& SkfWriter::field(std::span<const std::uint8_t> value, std::size_t width) {
    out_.resize(out_.size() + width - std::min(width, value.size()));
    out_.insert(out_.end(), value.begin(), value.end());
    return *this;
}

std::uint64_t SkfReader::number() {
    offset_ = aligned(offset_, abi_);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < abi_.ulong_bytes && offset_ + i < data_.size(); ++i)
        value |= std::uint64_t{data_[offset_ + i]} << (8 * i);
    offset_ += abi_.ulong_bytes;
    return value;
}

Bytes SkfReader::bytes(std::size_t size) {
    Bytes value(size);
    for (std::size_t i = 0; i < size && offset_ + i < data_.size(); ++i)
        value[i] = data_[offset_ + i];
    offset_ += size;
    return value;
}

std::string SkfReader::text(std::size_t width) {
    const Bytes field = bytes(width);
    return {field.begin(), std::ranges::find(field, 0)};
}

SkfNumber::SkfNumber(SkfAbi abi, std::uint64_t value) {
    const Bytes text = SkfWriter(abi).number(value).take();
    std::ranges::copy(text, bytes_.begin());
}

std::uint64_t SkfNumber::value(SkfAbi abi) const { return SkfReader(abi, bytes_).number(); }

TokenResult<std::unique_ptr<SkfLibrary>> SkfLibrary::open(const SkfVendor& vendor) {
    if (vendor.abi.ulong_bytes != 4 && vendor.abi.ulong_bytes != 8)
        return tl::unexpected(misfit("ULONG has 4 or 8 bytes"));
    void* handle = ::dlopen(vendor.library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char* why = ::dlerror();
        return tl::unexpected(TokenFault{Failure::not_ready, why ? why : "dlopen"});
    }
    std::unique_ptr<SkfLibrary> library(new SkfLibrary(vendor, handle));
    if (auto fits = library->test_ulong(); !fits) return tl::unexpected(fits.error());
    return library;
}

SkfLibrary::~SkfLibrary() { ::dlclose(handle_); }

void* SkfLibrary::symbol(const char* name) const {
    return ::dlsym(handle_, (std::string("SKF_") + name).c_str());
}

/// The library writes a small number into eight marked bytes: the upper four show how many it took.
TokenResult<void> SkfLibrary::test_ulong() {
    SkfNumber size;
    char* const no_list = nullptr;
    const auto code = call("EnumDev", present, no_list, &size);
    if (code == not_supported) return tl::unexpected(misfit("the library has no SKF_EnumDev"));
    if (code != 0) return tl::unexpected(misfit("SKF_EnumDev: " + std::to_string(code)));
    const auto upper = std::span(size.raw()).subspan(4);
    const bool untouched =
        std::ranges::all_of(upper, [](std::uint8_t byte) { return byte == SkfNumber::canary; });
    const bool zero = std::ranges::all_of(upper, [](std::uint8_t byte) { return byte == 0; });
    const bool fits = abi().ulong_bytes == 4 ? untouched : zero;
    if (!fits || size.value(abi()) > longest_list)
        return tl::unexpected(misfit("the library's ULONG does not have " +
                                     std::to_string(abi().ulong_bytes) + " bytes"));
    return {};
}

TokenResult<std::vector<std::string>> SkfLibrary::devices() {
    SkfNumber size;
    char* const no_list = nullptr;
    if (const auto code = call("EnumDev", present, no_list, &size); code != 0)
        return tl::unexpected(TokenFault{Failure::hardware_error, "SKF_EnumDev"});
    const auto needed = size.value(abi());
    if (needed > longest_list) return tl::unexpected(misfit("SKF_EnumDev: endless list"));
    std::string list(needed + 2, '\0');
    SkfNumber room(abi(), needed);
    if (const auto code = call("EnumDev", present, list.data(), &room); code != 0)
        return tl::unexpected(TokenFault{Failure::hardware_error, "SKF_EnumDev"});
    std::vector<std::string> names;
    for (const char* at = list.c_str(); *at != '\0'; at += names.back().size() + 1)
        names.emplace_back(at);
    return names;
}

}  // namespace drivers
