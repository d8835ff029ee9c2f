#include "deploy/sandbox/agreements.hpp"

#include "deploy/sandbox/agreement_texts.hpp"
#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/digests.hpp"

#include <algorithm>

namespace sandbox {

namespace {

bool is_given(const Json& agreement, const Json& consents) {
    return std::ranges::any_of(consents, [&](const Json& consent) {
        return consent.is_object() && consent.value("agreement", "") == agreement.at("id") &&
               consent.value("version", "") == agreement.at("version") &&
               consent.value("sha256", "") == agreement.at("sha256") &&
               !consent.value("agreed_at", "").empty();
    });
}

}  // namespace

Json agreements_of(const std::string& channel, const std::string& scene) {
    Json found = Json::array();
    for (const AgreementText& text : agreement_texts()) {
        // The tax channel has its notice on the web and asks for two ticks only.
        if (text.scene != scene || (channel == "tax" && text.id == "notice")) continue;
        found.push_back({{"id", text.id},
                         {"version", text.version},
                         {"title", {{"zh-CN", text.title_zh}, {"en", text.title_en}}},
                         {"text", {{"zh-CN", text.text_zh}, {"en", text.text_en}}},
                         {"sha256", sha256_hex(text.text_zh)}});
    }
    return found;
}

Result<void> check_consents(const std::string& channel, const std::string& scene,
                            const Json& consents) {
    for (const Json& agreement : agreements_of(channel, scene))
        if (!consents.is_array() || !is_given(agreement, consents))
            return failed(item_problem("consent-missing", "/consents", "missing"));
    return {};
}

Handled list_agreements(Call& call) {
    const auto channel = call.request.parameter("channel");
    const auto scene = call.request.parameter("scene");
    if (find_channel(channel) == nullptr) return failed("not-found");
    if (scene != "entry" && scene != "signature" && scene != "biometric")
        return bad_request("scene");
    return Answer{.body = {{"agreements", agreements_of(channel, scene)}}};
}

}  // namespace sandbox
