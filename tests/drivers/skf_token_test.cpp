#include "drivers/skf_token.hpp"

#include "drivers/virtual_ukey.hpp"
#include "tests/drivers/test_certificate.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <gmock/gmock.h>
#include <unistd.h>

namespace drivers {
namespace {

const FactorySecrets delivered_with;
const Bytes delivered{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8};
const Bytes sm3_digest(32, 0x5A);

SkfVendor vendor(std::size_t ulong_bytes, bool packed) {
    const std::string name = std::string("virtual_skf_") + (ulong_bytes == 8 ? "8" : "4") +
                             (packed ? "_packed" : "_aligned");
    return {BINARY_DIR "/tests/lib" + name + ".so", {ulong_bytes, packed}};
}

class SkfTokenTest : public testing::TestWithParam<std::pair<std::size_t, bool>> {
protected:
    SkfTokenTest() {
        ::setenv("VIRTUAL_SKF_KEY", file_.c_str(), 1);
        library_ = std::move(*SkfLibrary::open(vendor(GetParam().first, GetParam().second)));
        open();
    }
    ~SkfTokenTest() override {
        fail("");
        token_.reset();
        ::unsetenv("VIRTUAL_SKF_KEY");
        std::filesystem::remove(file_);
    }
    void open() {
        token_.reset();
        auto token = SkfToken::open(*library_, library_->devices()->at(0));
        ASSERT_TRUE(token) << token.error().detail;
        token_ = std::move(*token);
    }
    void fail(const char* how) {
        void* handle = ::dlopen(library_->vendor().library.c_str(), RTLD_NOW | RTLD_NOLOAD);
        reinterpret_cast<void (*)(const char*)>(::dlsym(handle, "virtual_skf_faults"))(how);
        ::dlclose(handle);
    }

    const std::filesystem::path file_ =
        std::filesystem::temp_directory_path() / ("skf-" + std::to_string(::getpid()) + ".key");
    std::unique_ptr<SkfLibrary> library_;
    std::unique_ptr<Token> token_;
};

INSTANTIATE_TEST_SUITE_P(Abis, SkfTokenTest,
                         testing::Values(std::pair{std::size_t{4}, true},
                                         std::pair{std::size_t{4}, false},
                                         std::pair{std::size_t{8}, true},
                                         std::pair{std::size_t{8}, false}));

TEST_P(SkfTokenTest, KnowsABlankKey) {  // R50 R54
    const auto info = token_->info();
    ASSERT_TRUE(info) << info.error().detail;
    EXPECT_EQ(info->state, TokenInfo::State::blank);
    EXPECT_EQ(info->pin_tries_left, 3);
    EXPECT_EQ(info->serial, VirtualUkey::open(file_)->serial());
}

TEST_P(SkfTokenTest, SignsWithSm2AndRsa) {  // R53
    EXPECT_TRUE(token_->verify_pin(delivered_with.pin));
    for (const auto algorithm : {KeyAlgorithm::sm2, KeyAlgorithm::rsa_2048}) {
        const auto key = token_->generate(Place::second, algorithm);
        ASSERT_TRUE(key) << key.error().detail;
        const auto signature = token_->sign(Place::second, algorithm, sm3_digest);
        ASSERT_TRUE(signature) << signature.error().detail;
        EXPECT_TRUE(verifies(*key, sm3_digest, *signature));
    }
    EXPECT_TRUE(token_->generate(Place::first, KeyAlgorithm::ec_p256).error().unsupported);
}

TEST_P(SkfTokenTest, KeepsCertificatesInContainers) {  // R35
    EXPECT_TRUE(token_->verify_pin(delivered_with.pin));
    const Bytes der = certificate_for(token_->generate(Place::first, KeyAlgorithm::sm2).value());
    EXPECT_TRUE(token_->write_certificate({}, der));
    EXPECT_EQ(*token_->read_certificate({}), der);
    EXPECT_EQ(token_->read_certificate({Place::second, {}}).error().failure, Failure::bad_data);
    EXPECT_EQ(token_->info()->state, TokenInfo::State::used);
    EXPECT_TRUE(token_->erase_certificate({}));
    EXPECT_EQ(token_->info()->state, TokenInfo::State::blank);
}

TEST_P(SkfTokenTest, ReplacesItsSecrets) {  // R51
    const Bytes key(16, 0x42);
    EXPECT_TRUE(token_->change_pin(delivered_with.pin, "908172"));
    EXPECT_TRUE(token_->change_puk(delivered_with.puk, "87651234"));
    EXPECT_EQ(token_->authenticate(key).error().failure, Failure::bad_data);
    EXPECT_TRUE(token_->authenticate(delivered));
    EXPECT_TRUE(token_->set_management_key(key, ManagementCipher::triple_des));
    EXPECT_TRUE(token_->authenticate(key));
    EXPECT_EQ(token_->verify_pin("111111").error().tries_left, 2);
    EXPECT_TRUE(token_->reset_pin("87651234", "112358"));
    EXPECT_TRUE(token_->verify_pin("112358"));
}

TEST_P(SkfTokenTest, BlamesThePersonForAWithdrawnKey) {  // R52
    fail("die_before_ins 47");
    open();
    EXPECT_TRUE(token_->verify_pin(delivered_with.pin));
    EXPECT_EQ(token_->generate(Place::first, KeyAlgorithm::sm2).error().failure,
              Failure::user_error);
    EXPECT_EQ(token_->info().error().failure, Failure::user_error);
    EXPECT_TRUE(library_->devices()->empty());
}

TEST_P(SkfTokenTest, NoticesAnotherAbiThanConfigured) {  // R54
    SkfVendor wrong = vendor(GetParam().first, GetParam().second);
    wrong.abi.ulong_bytes = 12 - wrong.abi.ulong_bytes;
    EXPECT_EQ(SkfLibrary::open(wrong).error().failure, Failure::bad_data);
    wrong = vendor(GetParam().first, GetParam().second);
    wrong.abi.packed = !wrong.abi.packed;
    const auto library = SkfLibrary::open(wrong);
    ASSERT_TRUE(library);
    EXPECT_EQ(SkfToken::open(**library, "TEST-UKEY").error().failure, Failure::bad_data);
}

TEST(SkfLibrary, SaysThatALibraryIsMissing) {
    EXPECT_EQ(SkfLibrary::open({"/nowhere/libskf.so", {}}).error().failure, Failure::not_ready);
}

}  // namespace
}  // namespace drivers
