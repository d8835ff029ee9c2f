#include "deploy/sandbox/sms.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"

#include <algorithm>

namespace sandbox {

void send_sms(World& world, const std::string& mobile, const std::string& text,
              const SmsParts& parts) {
    const auto before = world.records.children("sms", mobile);
    Json message = {{"at", rfc3339(now_ms())}, {"mobile", mobile}, {"text", text}};
    if (!parts.code.empty()) message["code"] = parts.code;
    if (!parts.url.empty()) message["url"] = parts.url;
    if (before.empty() && mobile_effect(mobile) == MobileEffect::first_sms_lost)
        message["lost"] = true;
    world.records.put("sms", random_token(), message, mobile);
}

Json inbox(const World& world, const std::string& mobile) {
    auto messages =
        mobile.empty() ? world.records.all("sms") : world.records.children("sms", mobile);
    std::erase_if(messages, [](const Json& message) { return message.contains("lost"); });
    std::ranges::reverse(messages);
    return messages;
}

std::string masked_mobile(const std::string& mobile) {
    return mobile.size() == 11 ? mobile.substr(0, 3) + "****" + mobile.substr(7) : "100****0000";
}

}  // namespace sandbox
