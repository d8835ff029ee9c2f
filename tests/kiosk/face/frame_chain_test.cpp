#include "kiosk/face/frame_chain.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kiosk::face;

FrameChain chain_of_ten() {
    FrameChain chain("nonce", "camera");
    for (std::uint8_t i = 0; i < 10; ++i)
        chain.add(Seconds(i * 0.04), i + 1U, std::vector<std::uint8_t>{i, 1, 2});
    return chain;
}

TEST(FrameChain, IsVerifiedByItsLinks) {  // R43, R45
    const auto chain = chain_of_ten();
    EXPECT_TRUE(verify_chain("nonce", "camera", chain.frames(), chain.head()));
}

TEST(FrameChain, NoticesAFrameTakenOut) {  // R43
    const auto chain = chain_of_ten();
    auto frames = chain.frames();
    frames.erase(frames.begin() + 4);
    EXPECT_FALSE(verify_chain("nonce", "camera", frames, chain.head()));
}

TEST(FrameChain, NoticesAnExchangedPictureOrTime) {  // R43
    const auto chain = chain_of_ten();
    auto frames = chain.frames();
    frames[2].jpeg[0] ^= 1;
    EXPECT_FALSE(verify_chain("nonce", "camera", frames, chain.head()));
    frames = chain.frames();
    frames[2].at_ms += 1;
    EXPECT_FALSE(verify_chain("nonce", "camera", frames, chain.head()));
}

TEST(FrameChain, BelongsToItsNonceAndCamera) {  // R43
    const auto chain = chain_of_ten();
    EXPECT_FALSE(verify_chain("another", "camera", chain.frames(), chain.head()));
    EXPECT_FALSE(verify_chain("nonce", "another", chain.frames(), chain.head()));
}

}  // namespace
