#include "deploy/sandbox/codes.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/sms.hpp"

namespace sandbox {

namespace {

constexpr int tries = 5;

Problem too_soon(int seconds) {
    return {.code = "too-soon", .more = {{"resend_after_s", seconds}}, .retry_after_s = seconds};
}

}  // namespace

Result<Json> send_code(World& world, const std::string& purpose, const std::string& mobile,
                       const std::string& what_for) {
    const Milliseconds now = now_ms();
    const auto last = world.records.get("code", purpose);
    if (last && last->at("mobile") == mobile) {
        const int wait = seconds_until(last->at("resend_at"), now);
        if (wait > 0) return failed(too_soon(wait));
    }
    const std::string code = random_digits(6);
    const int cooldown = world.settings.sms_cooldown_s;
    world.records.put("code", purpose,
                      {{"mobile", mobile},
                       {"code", code},
                       {"tries_left", tries},
                       {"resend_at", now + cooldown * 1000LL},
                       {"dies_at", now + world.settings.code_lifetime_s * 1000LL}});
    send_sms(world, mobile, "【样例CA】验证码 " + code + "，用于" + what_for + "，请勿告诉他人。",
             {.code = code});
    return Json{{"masked_mobile", masked_mobile(mobile)},
                {"resend_after_s", cooldown},
                {"tries_left", tries}};
}

Result<void> spend_code(World& world, const std::string& purpose, const std::string& code) {
    auto kept = world.records.get("code", purpose);
    if (!kept || kept->at("dies_at") < now_ms()) return failed("code-spent");
    auto compared = compare_code(*kept, code);
    // Once used it is of no use to anybody who looked over a shoulder.
    if (compared) (*kept)["tries_left"] = 0;
    world.records.put("code", purpose, *kept);
    return compared;
}

Result<void> compare_code(Json& kept, const std::string& code) {
    const int left = kept.at("tries_left");
    if (left == 0) return failed("code-spent");
    if (kept.at("code") == code) return {};
    kept["tries_left"] = left - 1;
    if (left == 1) return failed({.code = "code-spent", .more = {{"tries_left", 0}}});
    return failed({.code = "wrong-code", .more = {{"tries_left", left - 1}}});
}

}  // namespace sandbox
