// The scripted customer with a key that is in use already.

#include "tests/visits/visitor.hpp"

namespace visits {

bool Visitor::insert(const std::string& key) {
    if (!ok()) return false;
    const bool in = !world_.keys().insert(key).empty();
    return hand_->await([&] { return in; }, "key " + key + " in the reader");
}

bool Visitor::pull() {
    if (ok()) world_.keys().remove();
    return ok();
}

bool Visitor::enter_pin(std::string_view pin) {
    for (const char digit : pin) touch(std::string("key.") + digit);
    return next();
}

bool Visitor::choose_pin(const std::string& page, std::string_view pin) {
    await_page(page);
    enter_pin(pin);
    await_page(page + "_again");
    return enter_pin(pin);
}

bool Visitor::choose_service(std::string_view service) {
    return touch("entry.service." + std::string(service));
}

bool Visitor::prove_key(const std::string& key) {
    await_page("prove.awaiting");
    insert(key);
    await_page("prove.pin");
    return enter_pin(people.pin);
}

bool Visitor::agree_for_key() {
    await_page("entry.agreements");
    for (const auto* agreement : {"service", "notice", "privacy"})
        touch("entry.agreement." + std::string(agreement));
    return next();
}

bool Visitor::change_pin(const std::string& pin) {
    await_page("view.key");
    touch("view.change_pin");
    await_page("view.old_pin");
    enter_pin(people.pin);
    choose_pin("view.new_pin", pin);
    people.pin = pin;
    await_page("view.key");
    return hand_->await("view.pin_changed");
}

bool Visitor::block_pin(const std::string& page) {
    for (int left = 3; left > 0; --left) {
        await_page(page);
        hand_->await("issue.pin.tries");
        enter_pin("604937");
    }
    return ok();
}

bool Visitor::unlock(const std::string& pin) {
    await_page("unlock.explaining");
    next();
    agree_for_key();
    verify_agent("phone");
    choose_pin("unlock.pin", pin);
    people.pin = pin;
    await_page("unlock.done");
    pull();
    return await_page("farewell.unlocked");
}

bool Visitor::begin_renewal(std::string_view service, const std::string& key) {
    choose_service(service);
    prove_key(key);
    await_page("renewal.certificate");
    next();
    return agree_for_key();
}

bool Visitor::order_renewal() {
    verify_agent("phone");
    await_page("details.form");
    next();
    await_page("details.review");
    next();
    await_page("materials.signing");
    touch("materials.consent.truth");
    enter_code(people.agent_mobile);
    hand_->await([&] { return page() == "pay.choosing"; }, "the payment to begin");
    return pay("wechat");
}

bool Visitor::write_kept_key() {
    go_on_when_approved();
    await_page("issue.own_pin");
    enter_pin(people.pin);
    await_page("issue.done");
    pull();
    return await_page("farewell.completed");
}

bool Visitor::is_revoked(const std::string& certificate) const {
    const auto keys = world_.get("/outer/keys");
    if (!keys) return false;
    for (const auto& serial : keys->at("revoked"))
        if (serial == certificate) return true;
    return false;
}

}  // namespace visits
