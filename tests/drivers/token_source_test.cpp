#include "drivers/token_source.hpp"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;

TEST(TokenSource, ReadsAVendorsAbi) {  // R54
    const auto vendor = parse_skf_vendor("skf:/usr/lib/a.so;ulong=8;aligned;application=CA");
    ASSERT_TRUE(vendor);
    EXPECT_EQ(vendor->library, "/usr/lib/a.so");
    EXPECT_EQ(vendor->abi.ulong_bytes, 8U);
    EXPECT_FALSE(vendor->abi.packed);
    EXPECT_EQ(vendor->application, "CA");
    EXPECT_EQ(parse_skf_vendor("skf:a.so;containers=X,Y")->containers[1], "Y");
}

TEST(TokenSource, RefusesWhatItDoesNotUnderstand) {
    for (const char* uri : {"skf:", "skf:a.so;ulong=6", "skf:a.so;containers=X,X", "skf:a.so;what"})
        EXPECT_FALSE(parse_skf_vendor(uri)) << uri;
    EXPECT_EQ(open_token_source("serial:/dev/ttyS0"), nullptr);
}

TEST(TokenSource, SaysThatTheVendorsLibraryIsMissing) {
    const auto source = open_token_source("skf:/nowhere/libskf.so");
    EXPECT_EQ(source->status(), Status::hardware_error);
    EXPECT_EQ(source->wait_for_key(1s, {}).error().failure, Failure::not_ready);
}

/// What a technician is told at start about a vendor's library, if anything.
std::optional<Failure> found_at_start(const std::string& uri) {
    const auto fits = open_token_source("skf:" + uri)->self_test();
    return fits ? std::nullopt : std::optional(fits.error().failure);
}

TEST(TokenSource, TestsAVendorsLibraryBeforeAnybodyComes) {  // R54
    const std::string library = BINARY_DIR "/tests/libvirtual_skf_4_packed.so";
    EXPECT_EQ(found_at_start("/nowhere/libskf.so"), Failure::not_ready);
    EXPECT_EQ(found_at_start(library + ";ulong=8"), Failure::bad_data);
    EXPECT_EQ(found_at_start(library + ";aligned"), std::nullopt);  // shows with a key only
    const auto file =
        std::filesystem::temp_directory_path() / ("start-" + std::to_string(::getpid()) + ".key");
    ::setenv("VIRTUAL_SKF_KEY", file.c_str(), 1);
    EXPECT_EQ(found_at_start(library + ";aligned"), Failure::bad_data);
    EXPECT_EQ(found_at_start(library + ";packed"), std::nullopt);
    ::unsetenv("VIRTUAL_SKF_KEY");
    std::filesystem::remove(file);
}

TEST(TokenSource, FindsAndMissesASkfKey) {  // R50
    const auto source =
        open_token_source("skf:" BINARY_DIR "/tests/libvirtual_skf_4_packed.so;packed");
    EXPECT_EQ(source->wait_for_key(0ms, {}).error().failure, Failure::timed_out);
    const auto file =
        std::filesystem::temp_directory_path() / ("source-" + std::to_string(::getpid()) + ".key");
    ::setenv("VIRTUAL_SKF_KEY", file.c_str(), 1);
    ASSERT_TRUE(source->wait_for_key(0ms, {}));
    EXPECT_TRUE(source->open());
    EXPECT_FALSE(source->wait_for_removal(0ms, {}));
    ::unsetenv("VIRTUAL_SKF_KEY");
    EXPECT_TRUE(source->wait_for_removal(0ms, {}));
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace drivers
