#include "kiosk/flow/replacement.hpp"

namespace kiosk::flow {
namespace {

using R = Replacement;
using Step = Stepped<R::State, R::Outcome>;

Step on(const R::ChoosingLoss&, const R::LossChosen& e, Draft& draft) {
    draft.choices.key_loss = e.loss;
    return {R::ChoosingLoss{}};
}
Step on(R::ChoosingLoss s, const Next&, Draft& draft) {
    if (draft.choices.key_loss) return {s, {}, R::Outcome::chosen};
    s.reminded = true;
    return {s};
}
Step on(const R::ChoosingLoss& s, const Back&, Draft& draft) {
    draft.choices.key_loss.reset();
    return {s, {}, R::Outcome::left};
}

}  // namespace

Step Replacement::begin(Draft&) { return {ChoosingLoss{}}; }

Step Replacement::next(const State& state, const Event& event, Draft& draft) {
    return std::visit([&](const auto& s, const auto& e) { return on(s, e, draft); }, state, event);
}

}  // namespace kiosk::flow
