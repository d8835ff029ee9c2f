// A reader with a virtual UKEY in it and no pcscd between: for unit tests.

#pragma once

#include "drivers/card_reader.hpp"
#include "drivers/virtual_ukey.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace drivers {

class UkeyReader final : public CardReader {
public:
    UkeyReader() : folder_(make_folder()), key_(*VirtualUkey::open(folder_ / "a.key")) {}
    ~UkeyReader() override { std::filesystem::remove_all(folder_); }

    VirtualUkey& key() { return key_; }
    std::filesystem::path file() const { return folder_ / "a.key"; }
    /// Power comes back with the same key, as it was kept.
    void plug_in_again() {
        key_ = *VirtualUkey::open(file());
        withdrawn_ = false;
    }

    Status status() override { return Status::online; }
    Result<Bytes> wait_for_card(std::chrono::milliseconds, std::stop_token) override {
        key_.power_up();
        return VirtualUkey::atr();
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override {
        return withdrawn_;
    }
    Result<Bytes> transmit(std::span<const std::uint8_t> command) override {
        auto answer = withdrawn_ ? std::nullopt : key_.answer(command);
        if (answer) return std::move(*answer);
        withdrawn_ = true;
        return tl::unexpected(Fault{Failure::user_error, "withdrawn"});
    }
    void release() override { key_.power_up(); }

private:
    static std::filesystem::path make_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "ukey-XXXXXX").string();
        return ::mkdtemp(name.data());
    }

    std::filesystem::path folder_;
    VirtualUkey key_;
    bool withdrawn_ = false;
};

}  // namespace drivers
