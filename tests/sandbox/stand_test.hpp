// A reader with virtual UKEYs beside it: PC/SC-lite's client, a real pcscd, vpcd, TCP.

#pragma once

#include "deploy/sandbox/key_stand.hpp"
#include "drivers/card_reader.hpp"
#include "drivers/token.hpp"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>

namespace sandbox {

class StandTest : public testing::Test {
protected:
    static constexpr std::chrono::seconds patience{10};

    /// One stand for the whole program: libpcsclite looks for its pcscd once.
    static void SetUpTestSuite() {
        if (stand_) return;
        std::string name = (std::filesystem::temp_directory_path() / "stand-XXXXXX").string();
        stand_ = std::make_unique<KeyStand>(
            ::mkdtemp(name.data()), KeyStandPrograms{SOURCE_DIR "/deploy/sandbox/pcscd",
                                                     BINARY_DIR "/deploy/sandbox/virtual-ukey"});
        struct Ending : testing::Environment {
            void TearDown() override {
                const auto folder = stand_->folder();
                stand_.reset();
                std::filesystem::remove_all(folder);
            }
        };
        testing::AddGlobalTestEnvironment(new Ending);
    }
    void SetUp() override {
        stand_->remove();
        ASSERT_TRUE(reader_->wait_for_removal(patience, {}));
    }
    void TearDown() override { std::filesystem::remove(stand_->folder() / "fault"); }

    std::unique_ptr<drivers::Token> put_in(const std::string& name) {
        serial_ = stand_->insert(name);
        return open();
    }
    std::unique_ptr<drivers::Token> open() {
        if (const auto atr = reader_->wait_for_card(patience, {}); !atr) {
            ADD_FAILURE() << atr.error().detail;
            return nullptr;
        }
        auto token = drivers::open_piv_token(*reader_);
        if (!token) ADD_FAILURE() << token.error().detail;
        return token ? std::move(*token) : nullptr;
    }
    /// In the stand's folder; what it says, output() tells.
    static int run(const std::string& command) {
        const std::string line =
            "cd " + stand_->folder().string() + " && " + command + " >output 2>&1";
        return std::system(line.c_str());
    }
    static std::string output() {
        std::ifstream in(stand_->folder() / "output");
        return {std::istreambuf_iterator<char>(in), {}};
    }

    inline static std::unique_ptr<KeyStand> stand_;
    std::string serial_;
    std::unique_ptr<drivers::CardReader> reader_ = drivers::open_card_reader("pcsc:");
};

}  // namespace sandbox
