// Issues through a vendor's SKF library; see tests/drivers/virtual_skf.cpp.

#include "drivers/skf_token.hpp"
#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/verify_key.hpp"
#include "tests/kiosk/issuing/sandbox_backend.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace kiosk::issuing {
namespace {

namespace fs = std::filesystem;
constexpr const char* skf_pin = "271828";

class SkfIssue : public testing::Test {
protected:
    SkfIssue() {
        fs::create_directories(folder_);
        ::setenv("VIRTUAL_SKF_KEY", (folder_ / "a.key").c_str(), 1);
        factory_.management_key = {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8};
        library_ = std::move(*drivers::SkfLibrary::open(
            {BINARY_DIR "/tests/libvirtual_skf_8_aligned.so", {8, false}}));
    }
    ~SkfIssue() override {
        fail("");
        library_.reset();
        ::unsetenv("VIRTUAL_SKF_KEY");
        fs::remove_all(folder_);
    }
    void use(const std::string& algorithm, const std::string& padding) {
        sandbox::Settings settings;
        settings.state = (folder_ / "sandbox").string();
        settings.management_algorithm = "aes128";
        settings.key_algorithm = algorithm;
        settings.envelope_padding = padding;
        world_ = std::make_unique<sandbox::World>(settings);
        order_ = SandboxBackend::approve_order(*world_);
    }
    void fail(const std::string& how) {
        void* handle = ::dlopen(library_->vendor().library.c_str(), RTLD_NOW | RTLD_NOLOAD);
        reinterpret_cast<void (*)(const char*)>(::dlsym(handle, "virtual_skf_faults"))(how.c_str());
        ::dlclose(handle);
    }
    std::unique_ptr<drivers::Token> open() {
        auto token = drivers::SkfToken::open(*library_, "TEST-UKEY");
        return token ? std::move(*token) : nullptr;
    }
    std::string issue() {
        const auto token = open();
        if (!token) return "key-removed";
        const auto serial = token->serial();
        if (!serial) return "key-removed";
        SandboxBackend backend(*world_, order_);
        const auto issued = IssueSaga(*token, backend, journal_, factory_)
                                .run(order_, *serial, flow::Secret(skf_pin));
        return issued ? "" : issued.error().code;
    }
    std::string proof() {
        SandboxBackend backend(*world_, order_);
        const auto issuance = backend.issuances(order_)->back();
        const auto der = certificate_der(issuance.certificate_pem);
        const auto token = open();
        const auto proven = verify_key(*token, skf_pin, *der, issuance.chain_pem);
        if (!proven) return proven.error().code;
        return backend.live_certificates() == 1 ? "works" : "live certificates";
    }

    const fs::path folder_ =
        fs::temp_directory_path() / ("skf-issue-" + std::to_string(::getpid()));
    std::unique_ptr<drivers::SkfLibrary> library_;
    std::unique_ptr<sandbox::World> world_;
    drivers::FactorySecrets factory_;
    std::string order_;
    store::Database database_{":memory:"};
    store::IssueJournal journal_{database_};
};

TEST_F(SkfIssue, ImportsThePairOfTheKeyCentreWhateverItsPadding) {  // R53 R54
    for (const char* padding : {"inside", "outside"}) {
        fs::remove(folder_ / "a.key");
        use("sm2", padding);
        EXPECT_EQ(issue(), "");
        EXPECT_EQ(proof(), "works");
    }
}

TEST_F(SkfIssue, RenewsIntoTheOtherContainer) {  // R35
    use("rsa_2048", "outside");
    EXPECT_EQ(issue(), "");
    order_ = SandboxBackend::approve_order(*world_, *open()->serial());
    EXPECT_EQ(issue(), "");
    EXPECT_EQ(proof(), "works");
    EXPECT_EQ(open()->info()->certificates.size(), 1U);
}

TEST_F(SkfIssue, GoesOnWhereverTheKeyLostPower) {  // R52
    use("sm2", "outside");
    for (int command = 1;; command += 5) {
        fs::remove(folder_ / "a.key");
        order_ = SandboxBackend::approve_order(*world_);
        fail("die_after " + std::to_string(command));
        if (issue().empty()) break;
        fail("");
        EXPECT_EQ(issue(), "") << "command " << command;
        EXPECT_EQ(proof(), "works") << "command " << command;
        ASSERT_LT(command, 400);
    }
}

}  // namespace
}  // namespace kiosk::issuing
