#include "deploy/sandbox/problem.hpp"

#include "deploy/sandbox/agreement_texts.hpp"
#include "deploy/sandbox/channels.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace sandbox {
namespace {

Json contract() {
    std::ifstream file(SOURCE_DIR "/kiosk/backend/openapi.json");
    return Json::parse(file);
}

TEST(Problem, SpeaksEveryCodeOfTheContract) {
    const Json whole = contract();
    for (const Json& code : whole["components"]["schemas"]["ProblemCode"]["enum"]) {
        const auto text = code.get<std::string>();
        EXPECT_EQ(problem_json({.code = text})["code"], text);
    }
}

TEST(Problem, NamesItemsByPointer) {
    const auto body =
        problem_json(item_problem("order-incomplete", "/materials/licence", "missing"));
    EXPECT_EQ(body["errors"], Json({{{"pointer", "/materials/licence"}, {"code", "missing"}}}));
    EXPECT_EQ(body["status"], 422);
}

TEST(Channels, OfferAWayWithoutAFaceEverywhere) {  // R7
    for (const Json& channel : channels()) {
        bool without_face = false;
        for (const Json& method : channel["methods"])
            without_face |= !method["needs_face"].get<bool>();
        EXPECT_TRUE(without_face) << channel["id"];
    }
}

TEST(Agreements, AreInBothLanguages) {  // R6 R93
    for (const AgreementText& text : agreement_texts()) {
        EXPECT_GT(text.text_zh.size(), 200U) << text.id;
        EXPECT_GT(text.text_en.size(), 200U) << text.id;
    }
}

}  // namespace
}  // namespace sandbox
