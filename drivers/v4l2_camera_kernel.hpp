#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace drivers {

/// The system calls a camera is made of (Linux media API, part I), so that a test can be the
/// kernel. Negative results are -errno.
class V4l2Kernel {
public:
    virtual ~V4l2Kernel() = default;
    /// Nodes that may be cameras, such as /dev/video0.
    virtual std::vector<std::string> nodes() = 0;
    /// A descriptor, non-blocking.
    virtual int open(const std::string& node) = 0;
    virtual void close(int device) = 0;
    virtual int ioctl(int device, unsigned long request, void* argument) = 0;
    /// Null when it cannot be mapped.
    virtual void* map(int device, std::size_t length, std::uint32_t offset) = 0;
    virtual void unmap(void* start, std::size_t length) = 0;
    /// 1 when `device` has a frame or `wake` is readable, 0 when `patience` ran out.
    virtual int wait(int device, int wake, std::chrono::milliseconds patience) = 0;
};

[[nodiscard]] std::unique_ptr<V4l2Kernel> linux_v4l2_kernel();

}  // namespace drivers
