#include "deploy/sandbox/channels.hpp"

#include <algorithm>

namespace sandbox {

namespace {

// clang-format off
constexpr const char* gov = R"json({
  "id": "gov",
  "name": "样例政务服务渠道",
  "notice": {
    "zh-CN": "办理时间：工作日 9:00–17:00。自助终端全天可用，人工审核在工作时间进行。",
    "en": "Counter hours: working days 9:00–17:00. The terminal is open all day."
  },
  "services": [
    {"id": "new", "available": true},
    {"id": "renewal", "available": true, "materials": []},
    {"id": "change", "available": true, "materials": ["licence"]},
    {"id": "replacement", "available": true},
    {"id": "unlock", "available": true, "materials": []},
    {"id": "view", "available": true, "materials": []},
    {"id": "orders", "available": true}
  ],
  "methods": [
    {
      "id": "lr_face",
      "needs_face": true,
      "minutes": 2,
      "price_fen": 20000,
      "key_ready": "today",
      "materials": ["licence", "lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不在现场时，可用短信链接在自己的手机上刷脸。",
        "en": "If the legal representative is absent, a link by SMS lets them verify on their own phone."
      }
    },
    {
      "id": "bank_transfer",
      "needs_face": false,
      "minutes": 2880,
      "price_fen": 20000,
      "key_ready": "next_working_day",
      "materials": ["licence", "lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不必到场，由经办人填写收款附言中的验证码。",
        "en": "The legal representative need not be present; the agent types the code from the transfer's memo."
      }
    },
    {
      "id": "e_licence",
      "needs_face": false,
      "minutes": 1,
      "price_fen": 20000,
      "key_ready": "today",
      "materials": ["lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不在现场时，可由持有电子营业执照的证照管理员扫码确认。",
        "en": "If the legal representative is absent, the holder of the e-licence may confirm by scanning."
      }
    }
  ],
  "agent_methods": ["phone", "bank_card", "face"],
  "letter_ways": ["stamped", "e_sign"],
  "products": [
    {
      "id": "gov-p256-1y",
      "name": {"zh-CN": "单位数字证书（1 年）", "en": "Organisation certificate (1 year)"},
      "medium": "ukey",
      "term_years": 1,
      "price_fen": 20000,
      "algorithm": "ec_p256"
    },
    {
      "id": "gov-p256-2y",
      "name": {"zh-CN": "单位数字证书（2 年）", "en": "Organisation certificate (2 years)"},
      "medium": "ukey",
      "term_years": 2,
      "price_fen": 36000,
      "algorithm": "ec_p256"
    },
    {
      "id": "gov-p256-3y",
      "name": {"zh-CN": "单位数字证书（3 年）", "en": "Organisation certificate (3 years)"},
      "medium": "ukey",
      "term_years": 3,
      "price_fen": 48000,
      "algorithm": "ec_p256"
    }
  ],
  "materials": [
    {"id": "licence", "required": true, "when": "always"},
    {"id": "lr_id_front", "required": true, "when": "always"},
    {"id": "lr_id_back", "required": true, "when": "always"},
    {"id": "agent_id_front", "required": true, "when": "agent"},
    {"id": "agent_id_back", "required": true, "when": "agent"},
    {"id": "authorisation_letter", "required": true, "when": "agent"}
  ],
  "payment_providers": ["wechat", "alipay"],
  "deliveries": ["on_site", "post"],
  "invoice_kinds": ["general", "special"],
  "review": "immediate",
  "lr_id_types": ["id_card", "hk_macau_permit", "taiwan_permit", "foreign_permanent", "passport"],
  "key_place": {
    "zh-CN": "请从终端右侧托盘取一个未拆封的 UKEY。",
    "en": "Take a sealed key from the tray on the right of the terminal."
  }
})json";

constexpr const char* bank = R"json({
  "id": "bank",
  "name": "样例银行渠道",
  "services": [
    {"id": "new", "available": true},
    {"id": "renewal", "available": true, "materials": []},
    {"id": "change", "available": true, "materials": ["licence"]},
    {"id": "replacement", "available": true},
    {"id": "unlock", "available": true, "materials": []},
    {"id": "view", "available": true, "materials": []},
    {"id": "orders", "available": true}
  ],
  "methods": [
    {
      "id": "lr_face",
      "needs_face": true,
      "minutes": 2,
      "price_fen": 26000,
      "key_ready": "next_working_day",
      "materials": ["licence", "lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不在现场时，可用短信链接在自己的手机上刷脸。",
        "en": "If the legal representative is absent, a link by SMS lets them verify on their own phone."
      }
    },
    {
      "id": "bank_transfer",
      "needs_face": false,
      "minutes": 2880,
      "price_fen": 26000,
      "key_ready": "next_working_day",
      "materials": ["licence", "lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不必到场，由经办人填写收款附言中的验证码。",
        "en": "The legal representative need not be present; the agent types the code from the transfer's memo."
      }
    }
  ],
  "agent_methods": ["bank_card", "phone"],
  "letter_ways": ["stamped"],
  "products": [
    {
      "id": "bank-p256-1y",
      "name": {"zh-CN": "单位数字证书（1 年）", "en": "Organisation certificate (1 year)"},
      "medium": "ukey",
      "term_years": 1,
      "price_fen": 26000,
      "algorithm": "ec_p256"
    },
    {
      "id": "bank-p256-3y",
      "name": {"zh-CN": "单位数字证书（3 年）", "en": "Organisation certificate (3 years)"},
      "medium": "ukey",
      "term_years": 3,
      "price_fen": 60000,
      "algorithm": "ec_p256"
    }
  ],
  "materials": [
    {"id": "licence", "required": true, "when": "always"},
    {"id": "lr_id_front", "required": true, "when": "always"},
    {"id": "lr_id_back", "required": true, "when": "always"},
    {"id": "agent_id_front", "required": true, "when": "agent"},
    {"id": "agent_id_back", "required": true, "when": "agent"},
    {"id": "authorisation_letter", "required": true, "when": "agent"},
    {"id": "seal_sample", "required": true, "when": "always"}
  ],
  "payment_providers": ["wechat"],
  "deliveries": ["on_site"],
  "invoice_kinds": ["general"],
  "review": "one_working_day",
  "lr_id_types": ["id_card", "passport"],
  "key_place": {"zh-CN": "请向大堂经理领取 UKEY。", "en": "Please ask the lobby manager for a key."}
})json";

constexpr const char* tax = R"json({
  "id": "tax",
  "name": "样例税务渠道",
  "notice": {
    "zh-CN": "本渠道的 UKEY 统一邮寄，下单后 3 个工作日内发出。",
    "en": "Keys of this channel are sent by post within 3 working days."
  },
  "services": [
    {"id": "new", "available": true},
    {"id": "renewal", "available": true, "materials": []},
    {"id": "change", "available": true, "materials": ["licence"]},
    {"id": "replacement", "available": true},
    {
      "id": "unlock",
      "available": false,
      "reason": {
        "zh-CN": "本渠道的 UKEY 由税务窗口解锁，请携带营业执照到 3 号窗口办理。",
        "en": "Keys of this channel are unlocked at the tax counter. Please take your business licence to counter 3."
      }
    },
    {"id": "view", "available": true, "materials": []},
    {"id": "orders", "available": true}
  ],
  "methods": [
    {
      "id": "e_licence",
      "needs_face": false,
      "minutes": 1,
      "price_fen": 15000,
      "key_ready": "next_working_day",
      "materials": ["lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不在现场时，可由持有电子营业执照的证照管理员扫码确认。",
        "en": "If the legal representative is absent, the holder of the e-licence may confirm by scanning."
      }
    },
    {
      "id": "lr_face",
      "needs_face": true,
      "minutes": 2,
      "price_fen": 15000,
      "key_ready": "next_working_day",
      "materials": ["licence", "lr_id_front", "lr_id_back"],
      "lr_absent": {
        "zh-CN": "法定代表人不在现场时，可用短信链接在自己的手机上刷脸。",
        "en": "If the legal representative is absent, a link by SMS lets them verify on their own phone."
      }
    }
  ],
  "agent_methods": ["phone"],
  "letter_ways": ["e_sign", "stamped"],
  "products": [
    {
      "id": "tax-p256-1y",
      "name": {"zh-CN": "单位数字证书（1 年）", "en": "Organisation certificate (1 year)"},
      "medium": "ukey",
      "term_years": 1,
      "price_fen": 15000,
      "algorithm": "ec_p256"
    }
  ],
  "materials": [
    {"id": "licence", "required": true, "when": "always"},
    {"id": "lr_id_front", "required": true, "when": "always"},
    {"id": "lr_id_back", "required": true, "when": "always"},
    {"id": "agent_id_front", "required": true, "when": "agent"},
    {"id": "agent_id_back", "required": true, "when": "agent"},
    {"id": "authorisation_letter", "required": true, "when": "agent"}
  ],
  "payment_providers": ["alipay"],
  "deliveries": ["post"],
  "invoice_kinds": ["general", "special"],
  "review": "immediate",
  "lr_id_types": ["id_card", "hk_macau_permit", "taiwan_permit"],
  "key_place": {"zh-CN": "UKEY 将邮寄到您填写的地址。", "en": "The key will be sent to the address you gave."}
})json";

// clang-format on

}  // namespace

const Json& channels() {
    static const Json all = {Json::parse(gov), Json::parse(bank), Json::parse(tax)};
    return all;
}

const Json* find_channel(std::string_view id) {
    const auto found = std::ranges::find_if(
        channels(), [&](const Json& channel) { return channel.at("id") == id; });
    return found == channels().end() ? nullptr : &*found;
}

const Json* offered(const Json& channel, const char* list, const std::string& id) {
    const Json& all = channel.at(list);
    const auto found =
        std::ranges::find_if(all, [&](const Json& one) { return one.at("id") == id; });
    return found == all.end() ? nullptr : &*found;
}

bool offers(const Json& channel, const char* list, const std::string& word) {
    return std::ranges::count(channel.at(list), Json(word)) > 0;
}

Handled list_channels(Call&) {
    Json names = Json::array();
    for (const Json& channel : channels())
        names.push_back({{"id", channel.at("id")}, {"name", channel.at("name")}});
    return Answer{.body = {{"channels", names}}};
}

Handled get_channel(Call& call) {
    const Json* channel = find_channel(call.captured("channel"));
    if (channel == nullptr) return failed("not-found");
    return tagged(*channel, true);
}

}  // namespace sandbox
