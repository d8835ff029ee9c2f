// Memory that is overwritten when it is given back: nothing of a face stays behind (R45).

#pragma once

#include <cstdint>
#include <memory>
#include <openssl/crypto.h>
#include <vector>

namespace kiosk::face {

template <class T>
struct WipingAllocator {
    using value_type = T;

    WipingAllocator() = default;
    template <class U>
    WipingAllocator(const WipingAllocator<U>&) {}  // NOLINT: allocators convert

    T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count) {
        OPENSSL_cleanse(memory, count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }
    friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

template <class T>
using Wiped = std::vector<T, WipingAllocator<T>>;

using WipedBytes = Wiped<std::uint8_t>;

}  // namespace kiosk::face
