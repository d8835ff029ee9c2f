// What the tests of whole visits start from.

#pragma once

#include "tests/visits/visitor.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace visits {

class Visit : public testing::Test {
protected:
    /// On the page of services of a channel. `options`: more of the sandbox backend.
    Visitor& in(std::string_view channel = "gov", const std::string& org_code = {},
                const std::vector<std::string>& options = {}) {
        auto world = test_world(SOURCE_DIR, BINARY_DIR);
        world.org_code = org_code;
        world.backend_options.insert(world.backend_options.end(), options.begin(), options.end());
        visitor_ = std::make_unique<Visitor>(world);
        visitor_->start(channel);
        return *visitor_;
    }
    void TearDown() override {
        if (!visitor_) return;
        EXPECT_TRUE(visitor_->ok()) << visitor_->why();
        const auto contract =
            std::string("python3 -W ignore " SOURCE_DIR "/tests/sandbox/check_contract.py '") +
            visitor_->world().record().string() + "' " SOURCE_DIR "/kiosk/backend/openapi.json";
        EXPECT_EQ(std::system(contract.c_str()), 0);  // every request of the client, every answer
        const auto state = test_world(SOURCE_DIR, BINARY_DIR).state;
        visitor_.reset();
        std::filesystem::remove_all(state);
    }

    std::unique_ptr<Visitor> visitor_;
};

/// ① up to the page after it, by the method named.
inline void organisation_by(Visitor& v, std::string_view method, bool lr_in_person) {
    v.choose_new_certificate(method);
    v.agree();
    v.photograph_organisation();
    v.fill_organisation(lr_in_person);
}

/// The same with the LR's face by SMS link.
inline void organisation(Visitor& v, bool lr_in_person) {
    organisation_by(v, "lr_face", lr_in_person);
    v.verify_by_face();
}

}  // namespace visits
