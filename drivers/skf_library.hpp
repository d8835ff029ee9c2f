// A vendor's SKF library (GM/T 0016-2012), loaded at run time. The standard leaves open what a
// vendor's compiler makes of it: ULONG has 4 or 8 bytes, structures are packed or not.

#pragma once

#include "drivers/token.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace drivers {

constexpr std::uint64_t longest_list = 65536;  ///< Bytes of names; a longer one never ends.

struct SkfAbi {
    std::size_t ulong_bytes = 4;  ///< Or 8.
    bool packed = true;           ///< As #pragma pack(1).
};

/// How one vendor's keys are spoken to; from the configuration.
struct SkfVendor {
    std::filesystem::path library;
    SkfAbi abi;
    std::string application = "KIOSK";                            ///< There as delivered.
    std::array<std::string, 2> containers{"KIOSK-1", "KIOSK-2"};  ///< Of the two places.
};

/// A structure of the standard as this ABI lays it out.
class SkfWriter {
public:
    explicit SkfWriter(SkfAbi abi) : abi_(abi) {}

    SkfWriter& number(std::uint64_t value);
    /// Right-aligned in a field of `width`, zeros before.
    SkfWriter& field(std::span<const std::uint8_t> value, std::size_t width);
    SkfWriter& bytes(std::span<const std::uint8_t> value) { return field(value, value.size()); }
    [[nodiscard]] Bytes take() { return std::move(out_); }

private:
    SkfAbi abi_;
    Bytes out_;
};

/// Past the end it reads zeros.
class SkfReader {
public:
    SkfReader(SkfAbi abi, std::span<const std::uint8_t> data) : abi_(abi), data_(data) {}

    std::uint64_t number();
    Bytes bytes(std::size_t size);
    /// Up to the first zero in a field of `width`.
    std::string text(std::size_t width);
    [[nodiscard]] std::size_t offset() const { return offset_; }

private:
    SkfAbi abi_;
    std::span<const std::uint8_t> data_;
    std::size_t offset_ = 0;
};

/// An out or in-out ULONG.
class SkfNumber {
public:
    static constexpr std::uint8_t canary = 0x5A;

    SkfNumber() { bytes_.fill(canary); }
    SkfNumber(SkfAbi abi, std::uint64_t value);
    [[nodiscard]] std::uint64_t value(SkfAbi abi) const;
    [[nodiscard]] const std::array<std::uint8_t, 8>& raw() const { return bytes_; }
    void* address() { return bytes_.data(); }

private:
    alignas(8) std::array<std::uint8_t, 8> bytes_{};
};

/// An in ULONG.
struct SkfUlong {
    std::uint64_t value;
};

/// The loaded library. One thread.
class SkfLibrary {
public:
    /// Fails with not_ready when it cannot be loaded, bad_data (a technician's) when its ULONG is
    /// not what the vendor's entry says.
    [[nodiscard]] static TokenResult<std::unique_ptr<SkfLibrary>> open(const SkfVendor& vendor);
    ~SkfLibrary();
    SkfLibrary(const SkfLibrary&) = delete;
    SkfLibrary& operator=(const SkfLibrary&) = delete;

    [[nodiscard]] const SkfVendor& vendor() const { return vendor_; }
    [[nodiscard]] SkfAbi abi() const { return vendor_.abi; }
    /// Names of the devices that are there.
    [[nodiscard]] TokenResult<std::vector<std::string>> devices();

    /// Calls SKF_`name`; its SAR_ code. A function the library does not have answers
    /// SAR_NOTSUPPORTYETERR.
    template <class... Arguments>
    std::uint32_t call(const char* name, Arguments... arguments) {
        void* function = symbol(name);
        if (!function) return not_supported;
        return abi().ulong_bytes == 8 ? invoke<std::uint64_t>(function, arguments...)
                                      : invoke<std::uint32_t>(function, arguments...);
    }

    static constexpr std::uint32_t not_supported = 0x0A000003;

private:
    SkfLibrary(SkfVendor vendor, void* handle) : vendor_(std::move(vendor)), handle_(handle) {}

    void* symbol(const char* name) const;
    TokenResult<void> test_ulong();

    template <class Ulong, class Argument>
    static auto as(Argument argument) {
        if constexpr (std::is_same_v<Argument, SkfUlong>)
            return static_cast<Ulong>(argument.value);
        else if constexpr (std::is_same_v<Argument, SkfNumber*>)
            return static_cast<Ulong*>(argument ? argument->address() : nullptr);
        else
            return argument;
    }
    template <class Ulong, class... Arguments>
    static std::uint32_t invoke(void* function, Arguments... arguments) {
        using Function = Ulong (*)(decltype(as<Ulong>(arguments))...);
        return static_cast<std::uint32_t>(
            reinterpret_cast<Function>(function)(as<Ulong>(arguments)...));
    }

    SkfVendor vendor_;
    void* handle_;
};

}  // namespace drivers
