// What the files of the itinerary share: showing a page, and the tables of what follows outcomes.

#pragma once

#include "kiosk/flow/visit.hpp"

#include <algorithm>

namespace kiosk::flow::itinerary {

void after(Visit& visit, Effects& effects, Entry::Outcome outcome);
void after(Visit& visit, Effects& effects, Identify::Outcome outcome);
void after(Visit& visit, Effects& effects, Organisation::Outcome outcome);
void after(Visit& visit, Effects& effects, Agent::Outcome outcome);
void after(Visit& visit, Effects& effects, Details::Outcome outcome);
void after(Visit& visit, Effects& effects, Materials::Outcome outcome);
void after(Visit& visit, Effects& effects, Pay::Outcome outcome);
void after(Visit& visit, Effects& effects, Issuing::Outcome outcome);
void after(Visit& visit, Effects& effects, Orders::Outcome outcome);
void after(Visit& visit, Effects& effects, Resume::Outcome outcome);
void after(Visit& visit, Effects& effects, Prove::Outcome outcome);
void after(Visit& visit, Effects& effects, Renewal::Outcome outcome);
void after(Visit& visit, Effects& effects, Replacement::Outcome outcome);
void after(Visit& visit, Effects& effects, Unlock::Outcome outcome);
void after(Visit& visit, Effects& effects, View::Outcome outcome);
void after(Visit& visit, Effects& effects, const Face::Outcome& outcome);

/// The sub-flow's page, or what follows when it is over at once.
template <class Flow>
void show(Visit& visit, Effects& effects,
          Stepped<typename Flow::State, typename Flow::Outcome> begun) {
    visit.page = std::move(begun.state);
    std::ranges::move(begun.effects, std::back_inserter(effects));
    if (begun.outcome) return after(visit, effects, *begun.outcome);
}

template <class Flow>
void start(Visit& visit, Effects& effects) {
    auto begun = Flow::begin(visit.draft);
    return show<Flow>(visit, effects, std::move(begun));
}

/// The end: what happens next.
void farewell(Visit& visit, std::string key);
void identify(Visit& visit, Effects& effects, Identify::By by, Visit::After after);
void prove(Visit& visit, Effects& effects, Visit::After after);
/// The first page of draft.service.
void start_service(Visit& visit, Effects& effects);
/// The first step of draft.order, just created.
void start_order(Visit& visit, Effects& effects);

}  // namespace kiosk::flow::itinerary
