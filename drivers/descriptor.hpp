#pragma once

#include <stop_token>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace drivers {

/// Owns one file descriptor of the kernel; -1 is none.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) reset(std::exchange(other.number_, -1));
        return *this;
    }
    ~Descriptor() { reset(); }

    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }
    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_ = -1;
};

/// A descriptor that becomes readable once `stop` is requested, so that poll(2) ends with it.
class StopWake {
public:
    explicit StopWake(const std::stop_token& stop)
        : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), callback_(stop, Ring{event_.get()}) {}

    [[nodiscard]] int descriptor() const { return event_.get(); }

private:
    struct Ring {
        int event;
        void operator()() const noexcept { ::eventfd_write(event, 1); }
    };
    Descriptor event_;
    std::stop_callback<Ring> callback_;
};

}  // namespace drivers
