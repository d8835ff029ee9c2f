// A whole visit in a test's hand.

#pragma once

#include "kiosk/flow/visit.hpp"
#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {

struct Visiting : testing::Test {
    Visit visit;
    Effects effects;
    Time now = Time{} + std::chrono::hours(1);

    void on(const Event& event) {
        auto step = next(std::move(visit), event, now);
        visit = std::move(step.visit);
        effects = std::move(step.effects);
    }
    void after(std::chrono::seconds time) {
        now += time;
        on(Ticked{});
    }
    /// The customer just touched the screen on this page.
    void at(Page page) {
        visit.draft = sample_draft();
        visit.draft.order.channel = visit.draft.channel.id;
        visit.draft.now = now;
        visit.page = std::move(page);
        on(Touched{});
    }
    void at_form() { at(Organisation::State{Organisation::Form{}}); }
    void leave() {
        on(LeaveWanted{});
        on(LeaveConfirmed{});
    }
    Asked asking(std::chrono::seconds patience = std::chrono::seconds(30)) {
        return {AskId{77}, now + patience};
    }
    std::string page() const { return name_of(visit.page); }
    template <class E>
    std::vector<E> all() const {
        std::vector<E> found;
        for (const auto& effect : effects)
            if (const auto* e = std::get_if<E>(&effect)) found.push_back(*e);
        return found;
    }
    template <class D>
    const D* shown() const {
        return visit.dialogue ? std::get_if<D>(&*visit.dialogue) : nullptr;
    }
};

}  // namespace kiosk::flow
