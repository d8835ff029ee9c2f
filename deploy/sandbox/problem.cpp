#include "deploy/sandbox/problem.hpp"

#include "deploy/sandbox/randoms.hpp"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

struct Kind {
    std::string_view code;
    int status;
    bool retryable;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array kinds{
    Kind{"internal", 500, true, "系统繁忙，请稍后再试。",
         "Something went wrong. Please try again later."},
    Kind{"busy", 503, true, "系统繁忙，请稍后再试。",
         "The service is busy. Please try again shortly."},
    Kind{"too-many-requests", 429, true, "操作过于频繁，请稍候。",
         "Too many requests. Please wait."},
    Kind{"request-invalid", 400, false, "请求有误，请联系工作人员。",
         "The request is wrong. Please call staff."},
    Kind{"idempotency-key-missing", 400, false, "请求有误，请联系工作人员。",
         "The request is wrong. Please call staff."},
    Kind{"idempotency-key-reused", 422, false, "请求有误，请联系工作人员。",
         "The request is wrong. Please call staff."},
    Kind{"still-running", 409, true, "正在处理，请稍候。", "Still in progress. Please wait."},
    Kind{"not-signed-in", 401, false, "办理会话已结束，请重新开始。",
         "Your session has ended. Please start again."},
    Kind{"not-found", 404, false, "没有找到。", "Not found."},
    Kind{"not-allowed", 409, false, "当前状态不能进行此操作。",
         "This cannot be done in the current state."},
    Kind{"if-match-missing", 428, false, "请求有误，请联系工作人员。",
         "The request is wrong. Please call staff."},
    Kind{"order-changed", 412, false, "订单已在别处更改，请核对后再试。",
         "The order was changed elsewhere. Please check it and try again."},
    Kind{"too-soon", 429, true, "发送过于频繁，请稍后再发。", "Please wait before sending again."},
    Kind{"nobody-known", 404, false, "没有找到对应的订单或手机号。",
         "No matching order or mobile number was found."},
    Kind{"wrong-code", 422, false, "验证码不正确。", "The code is not right."},
    Kind{"code-spent", 410, false, "验证码已失效，请重新获取。",
         "The code is no longer valid. Please request a new one."},
    Kind{"consent-missing", 422, false, "请先阅读并同意全部协议。",
         "Please read and accept all agreements first."},
    Kind{"duplicate-open-order", 409, false, "该单位已有未完成的订单。",
         "This organisation already has an unfinished order."},
    Kind{"field-invalid", 422, false, "有内容填写不正确。", "Some entries are not valid."},
    Kind{"organisation-mismatch", 422, false, "填写的信息与登记信息不一致。",
         "The data does not match the register."},
    Kind{"organisation-incomplete", 422, false, "企业信息还没有填完整。",
         "The organisation's data is not complete."},
    Kind{"method-unavailable", 422, false, "本渠道不支持这种方式。",
         "This channel does not offer that way."},
    Kind{"no-tries-left", 422, false, "今天的验证次数已用完，请换一种方式或明天再来。",
         "No tries left today. Please use another way or come back tomorrow."},
    Kind{"agent-mismatch", 422, false, "经办人信息核验不一致。",
         "The agent's data could not be confirmed."},
    Kind{"agent-incomplete", 422, false, "经办人信息还没有填完整。",
         "The agent's data is not complete."},
    Kind{"order-incomplete", 422, false, "申请资料还不完整。", "The application is not complete."},
    Kind{"offset-mismatch", 409, false, "正在重新上传。", "Uploading again."},
    Kind{"checksum-mismatch", 460, true, "正在重新上传。", "Uploading again."},
    Kind{"upload-too-large", 413, false, "文件过大。", "The file is too large."},
    Kind{"upload-incomplete", 422, false, "照片还没有传完。",
         "The photo has not arrived completely."},
    Kind{"photo-too-large", 422, false, "照片不能超过 1 MB。", "A photo may not exceed 1 MB."},
    Kind{"photo-too-small", 422, false, "照片不够清晰，请重新拍摄。",
         "The photo is too small. Please take it again."},
    Kind{"not-a-photo", 422, false, "文件不是照片。", "The file is not a photo."},
    Kind{"payment-open", 409, false, "还有一笔支付没有结束。", "Another payment is still open."},
    Kind{"key-not-in-stock", 422, false, "这个 UKEY 不是本厅的空白 UKEY，请换一个。",
         "This key is not in the hall's stock. Please take another."},
    Kind{"key-belongs-to-another", 422, false, "这个 UKEY 已发给其他单位，请换一个。",
         "This key belongs to another organisation. Please take another."},
    Kind{"key-unknown", 404, false, "没有查到这个 UKEY 或该单位的有效证书，请呼叫工作人员。",
         "No valid certificate of this key or organisation is known. Please call staff."},
    Kind{"key-not-proven", 403, false, "请先用 UKEY 和 PIN 码证明身份。",
         "Please prove who you are by key and PIN first."},
    Kind{"renewal-too-early", 422, false, "还没有到更新时间，到期前 90 天内可以办理。",
         "It is too early: renewal is possible within 90 days before expiry."},
    Kind{"certificate-expired", 422, false, "证书已过期，请办理“证书新办”。",
         "The certificate has expired. Please apply for a new one."},
    Kind{"not-collectable", 409, false, "订单现在还不能领取。",
         "The order cannot be collected now."},
    Kind{"csr-invalid", 422, false, "证书申请无效，请联系工作人员。",
         "The certificate request is not valid. Please call staff."},
    Kind{"evidence-invalid", 422, false, "影像记录无效，请重新刷脸。",
         "The recording is not valid. Please do it again."},
    Kind{"proof-invalid", 422, false, "UKEY 校验没有通过，请联系工作人员。",
         "The key's proof is not valid. Please call staff."},
};

const Kind& kind_of(std::string_view code) {
    const auto* found = std::ranges::find(kinds, code, &Kind::code);
    return found == kinds.end() ? kinds.front() : *found;
}

}  // namespace

int status_of(const Problem& problem) { return kind_of(problem.code).status; }

bool is_retryable(const Problem& problem) { return kind_of(problem.code).retryable; }

Json problem_json(const Problem& problem) {
    const Kind& kind = kind_of(problem.code);
    Json body = problem.more;
    body["type"] = "urn:problem:" + std::string(kind.code);
    body["title"] = kind.code;
    body["status"] = kind.status;
    body["code"] = kind.code;
    body["retryable"] = kind.retryable;
    body["userMessage"] = {{"zh-CN", kind.zh}, {"en", kind.en}};
    body["supportRef"] = "S-" + random_hex(4);
    if (!problem.detail.empty()) body["detail"] = problem.detail;
    for (const ItemError& error : problem.errors)
        body["errors"].push_back({{"pointer", error.pointer}, {"code", error.code}});
    return body;
}

Problem item_problem(std::string_view code, std::string pointer, std::string_view item_code) {
    return Problem{.code = code, .errors = {{std::move(pointer), item_code}}};
}

}  // namespace sandbox
