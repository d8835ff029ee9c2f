#include "deploy/sandbox/phone_pages.hpp"

#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/html.hpp"
#include "deploy/sandbox/letter.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/organisation.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/sms.hpp"

namespace sandbox {

namespace {

std::string organisation_line(const Json& order) {
    return "<p>申请单位：" + escaped(field(order, "org_name")) + "<small>Organisation</small></p>";
}

std::optional<Json> order_of_licence_link(const World& world, const std::string& token) {
    for (Json& order : world.records.all("order"))
        if (order.at("organisation").value("token", "") == token) return std::move(order);
    return std::nullopt;
}

Answer letter_page(const Json& order, const std::string& message) {
    return page("签署授权委托书",
                "<section><h1>" + bilingual("签署授权委托书", "Sign the authorisation letter") +
                    "</h1>" + organisation_line(order) + "<p>兹授权经办人 " +
                    escaped(field(order, "agent_name")) +
                    " 代表本单位办理单位数字证书申请、缴费和领取事宜。"
                    "<small>The agent is authorised to apply, pay for and collect the "
                    "certificate.</small></p>" +
                    message + "</section><section>" +
                    button("do", "code", "获取验证码", "Send me the code", Tone::plain) +
                    "<form method=post><input id=\"code_field\" name=\"code\" "
                    "inputmode=\"numeric\" maxlength=\"6\" "
                    "placeholder=\"6 位验证码 / 6-digit code\"><button id=\"sign\" name=\"do\" "
                    "value=\"sign\">" +
                    bilingual("签署", "Sign") + "</button></form></section>");
}

Answer payment_result(const Json& payment) {
    const std::string state = payment.at("state");
    if (state == "succeeded") return note("支付成功", "Paid", Tone::good);
    if (state == "refunding" || state == "refunded")
        return note("订单已结束，款项将退回", "The order has ended; the money comes back",
                    Tone::plain);
    if (state == "unknown")
        return note("支付处理中", "The payment is being processed", Tone::plain);
    return note("二维码已失效", "This code is no longer valid", Tone::bad);
}

}  // namespace

Handled show_face(Call& call) {
    const auto session = open_face_link(call.world, call.captured("token"));
    if (!session) return dead_link();
    if (!face_is_waiting(*session)) {
        if (session->at("state") == "passed") return note("已通过验证", "Verified", Tone::good);
        return dead_link();
    }
    return page(
        "法定代表人刷脸验证",
        "<section><h1>" +
            bilingual("法定代表人刷脸验证", "Face verification of the legal representative") +
            "</h1><p>请选择这部手机上的验证结果。<small>Choose what this phone's verification "
            "shall result in.</small></p></section><section>" +
            button("result", "pass", "通过", "Pass", Tone::good) +
            button("result", "fail", "不通过", "Fail", Tone::bad) + "</section>");
}

Handled press_face(Call& call) {
    const auto session = open_face_link(call.world, call.captured("token"));
    if (!session) return dead_link();
    if (!report_face(call.world, *session, call.request.parameter("result") == "pass"))
        return dead_link();
    const auto after = open_face_link(call.world, call.captured("token")).value();
    if (after.at("state") == "passed")
        return note("验证通过，可以关闭此页", "Verified. You may close this page", Tone::good);
    if (after.at("state") == "failed") return note("验证未通过", "Not verified", Tone::bad);
    return note("正在比对，请稍候", "Comparing, please wait", Tone::plain);
}

Handled show_letter(Call& call) {
    const auto order = order_of_letter_link(call.world, call.captured("token"));
    if (!order) return dead_link();
    if (order->at("letter").at("state") == "signed") return note("已签署", "Signed", Tone::good);
    if (order->at("letter").at("state") != "pending") return dead_link();
    return letter_page(*order, "");
}

Handled press_letter(Call& call) {
    const auto order = order_of_letter_link(call.world, call.captured("token"));
    if (!order) return dead_link();
    const auto said = [&](const Problem& problem) {
        const Json words = problem_json(problem).at("userMessage");
        return letter_page(*order, "<p><b>" +
                                       bilingual(words.at("zh-CN").get<std::string>(),
                                                 words.at("en").get<std::string>()) +
                                       "</b></p>");
    };
    if (call.request.parameter("do") == "code") {
        const auto sent = send_letter_code(call.world, *order);
        if (!sent) return said(sent.error());
        return letter_page(
            *order, "<p><b>" +
                        bilingual("验证码已发送至 " + sent->at("masked_mobile").get<std::string>(),
                                  "Code sent") +
                        "</b></p>");
    }
    const auto is_signed =
        sign_letter_with_code(call.world, *order, call.request.parameter("code"));
    if (!is_signed) return said(is_signed.error());
    return note("已签署，可以关闭此页", "Signed. You may close this page", Tone::good);
}

Handled show_payment(Call& call) {
    const auto& id = call.captured("payment");
    mark_paying(call.world, id);
    const auto payment = call.world.records.get("payment", id);
    if (!payment) return dead_link();
    if (payment->at("state") != "paying") return payment_result(*payment);
    const bool wechat = payment->at("provider") == "wechat";
    return page(
        "付款",
        "<section><h1>" +
            bilingual(wechat ? "微信支付" : "支付宝", wechat ? "WeChat Pay" : "Alipay") +
            "</h1><p>样例电子认证服务机构<small>Organisation certificate</small></p>"
            "<p class=\"amount\">¥ " +
            yuan(payment->at("amount_fen")) + "</p>" +
            button("result", "paid", "立即支付", "Pay now", Tone::good) +
            "</section><section><h2>" + bilingual("其他情形", "Other outcomes") + "</h2>" +
            button("result", "silent", "付款后没有回音", "Provider stays silent", Tone::plain) +
            button("result", "closed", "放弃付款", "Do not pay", Tone::bad) + "</section>");
}

Handled press_payment(Call& call) {
    const auto& id = call.captured("payment");
    const auto decided = decide_payment(call.world, id, call.request.parameter("result"));
    const auto payment = call.world.records.get("payment", id);
    if (!payment) return dead_link();
    if (!decided && payment->at("state") == "expired")
        return note("二维码已过期", "This code has expired", Tone::bad);
    return payment_result(*payment);
}

Handled show_licence(Call& call) {
    const auto order = order_of_licence_link(call.world, call.captured("token"));
    if (!order || order->at("organisation").at("state") != "pending") return dead_link();
    return page("电子营业执照",
                "<section><h1>" + bilingual("电子营业执照授权", "Business licence authorisation") +
                    "</h1>" + organisation_line(*order) + "<p>统一社会信用代码：" +
                    escaped(field(*order, "org_code")) + "</p></section><section>" +
                    button("result", "confirm", "确认授权", "Confirm", Tone::good) +
                    button("result", "refuse", "拒绝", "Refuse", Tone::bad) + "</section>");
}

Handled press_licence(Call& call) {
    const auto order = order_of_licence_link(call.world, call.captured("token"));
    if (!order) return dead_link();
    const bool confirmed = call.request.parameter("result") == "confirm";
    if (!decide_licence(call.world, order->at("id"), confirmed)) return dead_link();
    return confirmed
               ? note("已授权，可以关闭此页", "Confirmed. You may close this page", Tone::good)
               : note("已拒绝", "Refused", Tone::bad);
}

Handled show_slip(Call& call) {
    const auto order = call.world.records.get("order", call.captured("order"));
    if (!order) return dead_link();
    return page(
        "订单",
        "<section><h1>" + bilingual("订单 " + order->at("id").get<std::string>(), "Order") +
            "</h1><p>" + escaped(order->at("state").get<std::string>()) +
            "</p><p>请在服务大厅终端扫描此二维码继续办理。<small>Scan this code at a terminal to "
            "continue.</small></p></section>");
}

}  // namespace sandbox
