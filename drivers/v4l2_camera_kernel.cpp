#include "drivers/v4l2_camera_kernel.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace drivers {
namespace {

class LinuxV4l2Kernel final : public V4l2Kernel {
public:
    std::vector<std::string> nodes() override {
        std::vector<std::string> found;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored))
            if (entry.path().filename().string().starts_with("video"))
                found.push_back(entry.path().string());
        return found;
    }

    int open(const std::string& node) override {
        const int device = ::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        return device >= 0 ? device : -errno;
    }

    void close(int device) override { ::close(device); }

    int ioctl(int device, unsigned long request, void* argument) override {
        int result = -1;
        do result = ::ioctl(device, request, argument);
        while (result < 0 && errno == EINTR);
        return result >= 0 ? result : -errno;
    }

    void* map(int device, std::size_t length, std::uint32_t offset) override {
        void* start = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, device, offset);
        return start == MAP_FAILED ? nullptr : start;
    }

    void unmap(void* start, std::size_t length) override { ::munmap(start, length); }

    int wait(int device, int wake, std::chrono::milliseconds patience) override {
        std::array<pollfd, 2> watched{{{device, POLLIN, 0}, {wake, POLLIN, 0}}};
        const int ready =
            ::poll(watched.data(), watched.size(), static_cast<int>(patience.count()));
        if (ready < 0) return errno == EINTR ? 1 : -errno;
        // An unplugged camera is for ever "ready": without this the caller would spin.
        if ((watched[0].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return -ENODEV;
        return ready > 0 ? 1 : 0;
    }
};

}  // namespace

std::unique_ptr<V4l2Kernel> linux_v4l2_kernel() { return std::make_unique<LinuxV4l2Kernel>(); }

}  // namespace drivers
