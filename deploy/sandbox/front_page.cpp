#include "deploy/sandbox/front_page.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/html.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/review.hpp"
#include "deploy/sandbox/sms.hpp"
#include "deploy/sandbox/stock.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::size_t shown = 12;

std::string message_html(const Json& message) {
    std::string html = "<p><b>" + escaped(message.at("mobile").get<std::string>()) + "</b> " +
                       escaped(message.at("text").get<std::string>()) + "<small>" +
                       escaped(message.at("at").get<std::string>()) + "</small>";
    if (message.contains("code"))
        html +=
            "<span class=\"code\">" + escaped(message.at("code").get<std::string>()) + "</span>";
    if (message.contains("url"))
        html += "<a class=\"button plain\" href=\"" +
                escaped(message.at("url").get<std::string>()) + "\">" +
                bilingual("打开链接", "Open") + "</a>";
    return html + "</p>";
}

std::string inbox_html(const World& world, const std::string& mobile) {
    const Json messages = inbox(world, mobile);
    std::string html =
        "<section id=\"inbox\"><h1>" + bilingual("短信收件箱", "SMS inbox") + "</h1>";
    for (std::size_t i = 0; i < std::min(shown, messages.size()); ++i)
        html += message_html(messages[i]);
    if (messages.empty()) html += "<p>" + bilingual("没有短信", "No messages") + "</p>";
    return html + "</section>";
}

std::string review_buttons(const std::string& order) {
    const auto one = [&](const char* decision, const char* zh, const char* en, const char* tone) {
        return "<form method=post><input type=hidden name=order value=\"" + order +
               "\"><button class=\"" + tone + "\" name=decision value=\"" + decision + "\">" +
               bilingual(zh, en) + "</button></form>";
    };
    return one("approve", "通过", "Approve", "good") +
           one("correct", "要求补正", "Ask for correction", "plain") +
           one("reject", "驳回", "Reject", "bad");
}

std::string link(const std::string& url, const char* zh, const char* en) {
    return "<a class=\"button plain\" href=\"" + escaped(url) + "\">" + bilingual(zh, en) + "</a>";
}

/// For the reviewer, never a decision: the face on the identity card held against the live one.
std::string portrait_hints(const World& world, const std::string& order) {
    std::string html;
    for (const Json& face : world.records.children("face", order)) {
        const auto hint = face.value("evidence", Json::object()).value("portrait", "");
        if (hint.empty()) continue;
        html +=
            "<p><small>" +
            (hint == "similar" ? bilingual("现场人脸与证件照相似", "Live face and card alike")
                               : bilingual("现场人脸与证件照不相似", "Live face and card differ")) +
            "</small></p>";
    }
    return html;
}

std::string order_html(const World& world, const Json& order) {
    const std::string id = order.at("id");
    std::string html = "<p><b>" + id + "</b> " + escaped(field(order, "org_name")) + "<small>" +
                       escaped(order.at("state").get<std::string>()) + "</small></p>";
    const Json& organisation = order.at("organisation");
    if (organisation.at("state") == "pending" && organisation.contains("transfer"))
        html += "<p>对公打款附言：<span class=\"code\">" +
                escaped(organisation.at("transfer").at("code").get<std::string>()) +
                "</span><small>¥ " + yuan(organisation.at("transfer").at("amount_fen")) +
                "</small></p>";
    if (state_of(order) == OrderState::licence_wait)
        html += link("/phone/licence/" + organisation.at("token").get<std::string>(),
                     "电子营业执照", "E-licence");
    const auto state = state_of(order);
    if ((state == OrderState::payment_wait || state == OrderState::payment_unknown) &&
        order.contains("payment"))
        html += link("/phone/pay/" + order.at("payment").get<std::string>(), "付款", "Pay");
    if (state == OrderState::in_review) html += portrait_hints(world, id) + review_buttons(id);
    return html;
}

std::string orders_html(const World& world) {
    auto orders = world.records.all("order");
    std::ranges::reverse(orders);
    std::string html = "<section id=\"orders\"><h1>" + bilingual("订单", "Orders") + "</h1>";
    for (std::size_t i = 0; i < std::min(shown, orders.size()); ++i)
        html += order_html(world, orders[i]);
    return html + "</section>";
}

std::string day_of(const Json& certificate) { return date_of(certificate.at("valid_until")); }

/// Keys with their owners; one that is about to expire is made by POST /outer/keys/issue.
std::string keys_html(const World& world) {
    std::string rows;
    for (const Json& key : world.records.all("key")) {
        const std::string serial = key.at("serial");
        if (const auto certificate = certificate_of_key(world, serial))
            rows += "<tr><td>" + escaped(serial) + "</td><td>" +
                    escaped(field(owner_of_key(world, serial), "org_name")) + "</td><td>" +
                    day_of(*certificate) + "</td></tr>";
    }
    if (rows.empty()) return {};
    return "<section id=\"keys\"><h1>" + bilingual("使用中的 UKEY", "Keys in use") +
           "</h1><table><tr><th>编号</th><th>单位</th><th>有效期至</th></tr>" + rows +
           "</table></section>";
}

std::string refusals_html() {
    std::string html = "<section id=\"refusals\"><h1>" +
                       bilingual("会被拒绝的测试数据", "Test data that refuses") +
                       "</h1><table><tr><th>字段</th><th>值</th><th>结果</th></tr>";
    for (const RefusalNote& row : refusal_notes())
        html += "<tr><td>" + escaped(row.where) + "</td><td>" + escaped(row.value) + "</td><td>" +
                bilingual(row.effect_zh, row.effect_en) + "</td></tr>";
    return html + "</table></section>";
}

}  // namespace

Handled show_front_page(Call& call) {
    return page("沙箱：外部世界", inbox_html(call.world, "") + orders_html(call.world) +
                                      keys_html(call.world) + refusals_html());
}

Handled press_front_page(Call& call) {
    const auto decided = decide_review(call.world, call.request.parameter("order"),
                                       call.request.parameter("decision"), Json::array());
    if (!decided) return note("现在不能这样做", "Not possible now", Tone::bad, 409);
    return show_front_page(call);
}

Handled show_inbox(Call& call) {
    return page("短信", inbox_html(call.world, call.request.parameter("mobile")));
}

}  // namespace sandbox
