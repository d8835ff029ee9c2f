#include "drivers/token_source.hpp"

#include "drivers/card_reader.hpp"
#include "drivers/skf_token.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto nap = 100ms;  // how long a stop request or a key may go unnoticed
constexpr std::string_view skf_scheme = "skf:";

class PivSource final : public TokenSource {
public:
    explicit PivSource(std::unique_ptr<CardReader> reader) : reader_(std::move(reader)) {}

    Status status() override { return reader_->status(); }
    /// Readers come and go; what a card is made of, the standard says.
    Result<void> self_test() override { return {}; }
    Result<void> wait_for_key(std::chrono::milliseconds patience, std::stop_token stop) override {
        const auto card = reader_->wait_for_card(patience, std::move(stop));
        if (!card) return tl::unexpected(card.error());
        return {};
    }
    TokenResult<std::unique_ptr<Token>> open() override { return open_piv_token(*reader_); }
    bool wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) override {
        return reader_->wait_for_removal(patience, std::move(stop));
    }
    void release() override { reader_->release(); }

private:
    std::unique_ptr<CardReader> reader_;
};

/// Looks every 100 ms: SKF_WaitForDevEvent cannot be counted on to be cancelled.
class SkfSource final : public TokenSource {
public:
    explicit SkfSource(SkfVendor vendor) : vendor_(std::move(vendor)) {}

    Status status() override { return devices() ? Status::online : Status::hardware_error; }

    Result<void> self_test() override {
        const auto found = devices();
        if (!found) return tl::unexpected(Fault{found.error().failure, found.error().detail});
        for (const auto& name : *found)
            if (const auto token = SkfToken::open(*library_, name);
                !token && token.error().failure == Failure::bad_data)
                return tl::unexpected(Fault{Failure::bad_data, token.error().detail});
        return {};
    }

    Result<void> wait_for_key(std::chrono::milliseconds patience, std::stop_token stop) override {
        const auto deadline = Clock::now() + patience;
        for (;;) {
            const auto found = devices();
            if (!found) return tl::unexpected(Fault{Failure::not_ready, found.error().detail});
            if (!found->empty()) {
                device_ = found->front();
                return {};
            }
            if (stop.stop_requested()) return tl::unexpected(Fault{Failure::cancelled, "stopped"});
            if (Clock::now() >= deadline)
                return tl::unexpected(Fault{Failure::timed_out, "no key"});
            pause(deadline, stop);
        }
    }

    TokenResult<std::unique_ptr<Token>> open() override {
        if (const auto found = devices(); !found) return tl::unexpected(found.error());
        return SkfToken::open(*library_, device_);
    }

    bool wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) override {
        const auto deadline = Clock::now() + patience;
        for (;;) {
            const auto found = devices();
            if (found && std::ranges::find(*found, device_) == found->end()) return true;
            if (stop.stop_requested() || Clock::now() >= deadline) return false;
            pause(deadline, stop);
        }
    }

    void release() override {}

private:
    /// Loads the library the first time, and again while that fails.
    TokenResult<std::vector<std::string>> devices() {
        if (!library_) {
            auto library = SkfLibrary::open(vendor_);
            if (!library) return tl::unexpected(library.error());
            library_ = std::move(*library);
        }
        return library_->devices();
    }
    static void pause(Clock::time_point deadline, const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, std::min<Clock::duration>(deadline - Clock::now(), nap),
                       [] { return false; });
    }

    SkfVendor vendor_;
    std::unique_ptr<SkfLibrary> library_;
    std::string device_;
};

bool read_part(std::string_view part, SkfVendor& vendor) {
    const auto take = [&](std::string_view name) {
        if (!part.starts_with(name)) return false;
        part.remove_prefix(name.size());
        return !part.empty();
    };
    if (part == "packed" || part == "aligned") {
        vendor.abi.packed = part == "packed";
        return true;
    }
    if (take("ulong=")) {
        vendor.abi.ulong_bytes = part == "8" ? 8 : 4;
        return part == "4" || part == "8";
    }
    if (take("application=")) {
        vendor.application = part;
        return true;
    }
    if (!take("containers=")) return false;
    const auto comma = part.find(',');
    if (comma == std::string_view::npos || comma == 0 || comma + 1 == part.size()) return false;
    vendor.containers = {std::string(part.substr(0, comma)), std::string(part.substr(comma + 1))};
    return vendor.containers[0] != vendor.containers[1];
}

}  // namespace

std::optional<SkfVendor> parse_skf_vendor(std::string_view uri) {
    if (!uri.starts_with(skf_scheme)) return {};
    uri.remove_prefix(skf_scheme.size());
    SkfVendor vendor;
    vendor.library = uri.substr(0, uri.find(';'));
    if (vendor.library.empty()) return {};
    while (uri.find(';') != std::string_view::npos) {
        uri.remove_prefix(uri.find(';') + 1);
        if (!read_part(uri.substr(0, uri.find(';')), vendor)) return {};
    }
    return vendor;
}

std::unique_ptr<TokenSource> open_token_source(const std::string& uri) {
    if (auto vendor = parse_skf_vendor(uri)) return std::make_unique<SkfSource>(std::move(*vendor));
    auto reader = open_card_reader(uri);
    if (!reader) return nullptr;
    return std::make_unique<PivSource>(std::move(reader));
}

}  // namespace drivers
