// What the flow tests start from: a channel that has everything, and an order of synthetic people.

#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {

inline Channel sample_channel() {
    Channel channel;
    channel.id = "hall";
    channel.agent_methods = {AgentMethod::phone, AgentMethod::bank_card};
    channel.letter_ways = {LetterWay::stamped, LetterWay::e_sign};
    channel.products = {{"one", {"单位证书 1 年", "One year"}, 1, 20000},
                        {"two", {"单位证书 2 年", "Two years"}, 2, 36000}};
    channel.materials = {{"licence", true, false}, {"authorisation_letter", true, true}};
    channel.providers = {Provider::wechat, Provider::alipay};
    channel.deliveries = {Delivery::on_site, Delivery::post};
    channel.invoice_kinds = {InvoiceKind::general, InvoiceKind::special};
    return channel;
}

inline Draft sample_draft() {
    Draft draft;
    draft.now = Time{} + std::chrono::hours(1);
    draft.channel = sample_channel();
    draft.order.id = "order-1";
    draft.order.etag = "\"1\"";
    draft.order.state = "payment_wait";
    draft.order.receipt_qr = "slip-1";
    draft.fields[FieldId::org_name].text = "样本（北京）科技有限公司";
    draft.fields[FieldId::org_code].text = "91310115MA1K000003";
    draft.choices.lr_in_person = false;
    draft.choices.delivery = Delivery::on_site;
    return draft;
}

/// The only effect, as what it must be.
template <class E>
E the(const Effects& effects) {
    EXPECT_EQ(effects.size(), 1U);
    EXPECT_TRUE(!effects.empty() && std::holds_alternative<E>(effects.front()));
    return effects.empty() ? E{} : std::get<E>(effects.front());
}

/// One sub-flow at work on its draft: what was asked last can be answered by `to`.
template <class Flow>
struct Walk {
    Draft draft = sample_draft();
    Stepped<typename Flow::State, typename Flow::Outcome> step{};

    void begin() { step = Flow::begin(draft); }
    void on(const typename Flow::Event& event) { step = Flow::next(step.state, event, draft); }
    void after(std::chrono::seconds time) {
        draft.now += time;
        on(Ticked{});
    }
    AskId to() const { return draft.last_ask; }
    template <class S>
    const S& in() const {
        return std::get<S>(step.state);
    }
    template <class S>
    bool is() const {
        return std::holds_alternative<S>(step.state);
    }
    template <class E>
    bool asks() const {
        return step.effects.size() == 1 && std::holds_alternative<E>(step.effects.front());
    }
    template <class E>
    E asked() const {
        return the<E>(step.effects);
    }
    void fails(std::string_view code) {
        Problem problem;
        problem.code = code;
        on(Failed{to(), problem});
    }
};

}  // namespace kiosk::flow
