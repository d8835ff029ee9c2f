#include "deploy/sandbox/refusals.hpp"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

struct MobileRow {
    std::string_view ending;
    MobileEffect effect;
};

constexpr std::array organisations{
    RegisteredOrganisation{"91110000MA00A001XR", "", "样本李明", ""},
    RegisteredOrganisation{"91110000MA00A0028R", "样本登记有限公司", "", ""},
    RegisteredOrganisation{"91110000MA00A0036L", "", "", "11010119900101004X"},
    RegisteredOrganisation{"91110000MA00A0044F", "", "", "", false},
};

constexpr std::array mobiles{
    MobileRow{"0002", MobileEffect::face_fails},
    MobileRow{"0003", MobileEffect::face_never_answers},
    MobileRow{"0004", MobileEffect::agent_mismatch},
    MobileRow{"0005", MobileEffect::first_sms_lost},
};

constexpr std::string_view refused_card = "6222020000000000018";
constexpr std::string_view refused_account_ending = "0006";
constexpr std::string_view foreign_stock_ending = "00F1";
constexpr std::string_view owned_key_ending = "00F2";
constexpr std::string_view rejected_name = "样本驳回";
constexpr std::string_view corrected_name = "样本补正";

constexpr std::array notes{
    RefusalNote{"org_code", "91110000MA00A001XR", "法定代表人登记为“样本李明”，其他姓名不一致",
                "registered legal representative is 样本李明; any other lr_name mismatches"},
    RefusalNote{"org_code", "91110000MA00A0028R", "登记名称为“样本登记有限公司”，其他名称不一致",
                "registered name is 样本登记有限公司; any other org_name mismatches"},
    RefusalNote{"org_code", "91110000MA00A0036L",
                "法定代表人证件登记为 11010119900101004X，其他号码不一致",
                "registered LR number is 11010119900101004X; any other lr_id_number mismatches"},
    RefusalNote{"org_code", "91110000MA00A0044F", "登记机关查无此代码",
                "the register does not know the code (org_code mismatches)"},
    RefusalNote{"lr_mobile", "…0002", "刷脸总是不通过", "the face verification always fails"},
    RefusalNote{"lr_mobile", "…0003", "打开刷脸链接后没有结果，直到过期",
                "the face link is opened and never answers, until it expires"},
    RefusalNote{"agent_mobile, agent_card_mobile", "…0004", "运营商核验不一致",
                "agent-mismatch at the mobile"},
    RefusalNote{"any mobile", "…0005", "第一条短信收不到，重发可收到",
                "the first SMS ever sent to it is lost; resending helps"},
    RefusalNote{"agent_card", "6222020000000000018", "银行卡核验不一致",
                "agent-mismatch at the card"},
    RefusalNote{"org_account", "…0006", "打款被银行退回，验证失败",
                "the bank returns the transfer: verification failed"},
    RefusalNote{"key serial", "…00F1", "不在本厅库存", "key-not-in-stock"},
    RefusalNote{"key serial", "…00F2", "已发给其他单位", "key-belongs-to-another"},
    RefusalNote{"org_name", "…样本驳回…", "审核驳回并退款（需审核的渠道）",
                "the review rejects and refunds (channels with a review)"},
    RefusalNote{"org_name", "…样本补正…", "审核要求重传营业执照（一次）",
                "the review asks once for a new licence photo"},
};

}  // namespace

std::optional<RegisteredOrganisation> registered(std::string_view org_code) {
    const auto* found =
        std::ranges::find(organisations, org_code, &RegisteredOrganisation::org_code);
    if (found == organisations.end()) return std::nullopt;
    return *found;
}

MobileEffect mobile_effect(std::string_view mobile) {
    const auto* found = std::ranges::find_if(
        mobiles, [&](const MobileRow& row) { return mobile.ends_with(row.ending); });
    return found == mobiles.end() ? MobileEffect::none : found->effect;
}

bool card_refused(std::string_view card) { return card == refused_card; }

bool account_refused(std::string_view account) { return account.ends_with(refused_account_ending); }

KeyEffect key_effect(std::string_view serial) {
    if (serial.ends_with(foreign_stock_ending)) return KeyEffect::not_in_stock;
    if (serial.ends_with(owned_key_ending)) return KeyEffect::belongs_to_another;
    return KeyEffect::none;
}

ReviewEffect review_effect(std::string_view org_name) {
    if (org_name.find(rejected_name) != std::string_view::npos) return ReviewEffect::reject;
    if (org_name.find(corrected_name) != std::string_view::npos) return ReviewEffect::correct;
    return ReviewEffect::approve;
}

std::span<const RefusalNote> refusal_notes() { return notes; }

}  // namespace sandbox
