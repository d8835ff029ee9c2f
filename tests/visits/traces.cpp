#include "tests/visits/traces.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

namespace visits {
namespace {

constexpr std::size_t length = 40;
constexpr char mask = 0x5A;
constexpr std::size_t piece = 1U << 22U;
constexpr std::size_t no_ones_heap = std::size_t{1} << 33U;  // a sanitizer's tables

}  // namespace

/// Without a stream: its buffer would keep a copy.
void Traces::remember(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    char bytes[length];
    if (descriptor < 0 || ::fstat(descriptor, &about) != 0 ||
        ::pread(descriptor, bytes, length, about.st_size / 2) != static_cast<ssize_t>(length)) {
        if (descriptor >= 0) ::close(descriptor);
        return;
    }
    ::close(descriptor);
    for (char& byte : bytes) byte = static_cast<char>(byte ^ mask);
    std::string one(bytes, length);
    if (std::find(masked_.begin(), masked_.end(), one) == masked_.end())
        masked_.push_back(std::move(one));
}

int Traces::count(const char* begin, std::size_t size) const {
    int found = 0;
    for (const auto& one : masked_) {
        const char first = static_cast<char>(one[0] ^ mask);
        const char* at = begin;
        const char* end = begin + size - std::min(size, length);
        while (at < end) {
            at = static_cast<const char*>(
                std::memchr(at, first, static_cast<std::size_t>(end - at)));
            if (at == nullptr) break;
            std::size_t k = 1;
            while (k < length && static_cast<char>(at[k] ^ mask) == one[k]) ++k;
            if (k == length) ++found;
            ++at;
        }
    }
    return found;
}

int Traces::in_memory() const {
    std::ifstream maps("/proc/self/maps");
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::vector<char> bytes(piece);
    int found = 0;
    for (std::string line; std::getline(maps, line);) {
        std::size_t begin = 0;
        std::size_t end = 0;
        char mode[5] = {};
        if (std::sscanf(line.c_str(), "%zx-%zx %4s", &begin, &end, mode) != 3) continue;
        if (mode[1] != 'w' || end - begin > no_ones_heap || line.ends_with("[stack]")) continue;
        // What is read here is itself in memory: it is looked at and overwritten.
        const auto own = reinterpret_cast<std::size_t>(bytes.data());
        for (; begin < end; begin += piece - length) {
            const auto size = std::min(piece, end - begin);
            if (own < begin + size && begin < own + piece) continue;
            const auto count = ::pread(memory, bytes.data(), size, static_cast<off_t>(begin));
            if (count > 0) found += this->count(bytes.data(), static_cast<std::size_t>(count));
        }
    }
    OPENSSL_cleanse(bytes.data(), bytes.size());
    ::close(memory);
    return found;
}

int Traces::in_files(const std::filesystem::path& folder) const {
    int found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        found += count(bytes.data(), bytes.size());
    }
    return found;
}

}  // namespace visits
