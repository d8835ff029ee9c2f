#include "kiosk/flow/resume.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using R = Resume;
using Step = Stepped<R::State, R::Outcome>;

Step read(const std::string& order, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {R::Reading{asked, order}, {ReadOrder{asked.id, order}}};
}

/// What was captured for the order that is given up must not run into the one continued.
Effects forget_photos(Draft& draft) {
    Effects effects;
    for (const auto& [kind, photo] : draft.photos) {
        effects.emplace_back(ForgetPicture{photo.taken});
        if (photo.page) effects.emplace_back(ForgetPicture{*photo.page});
    }
    draft.photos.clear();
    return effects;
}

Step fetch_photos(Draft& draft, std::vector<std::string> kinds) {
    if (kinds.empty()) return {R::FetchingPhotos{}, {}, R::Outcome::ready};
    const auto asked = draft.ask(reply_patience);
    return {R::FetchingPhotos{asked, kinds},
            {FetchMaterial{asked.id, draft.order.id, kinds.front()}}};
}

Step fetch_photos(Draft& draft) {
    std::vector<std::string> kinds;
    for (const auto& material : draft.order.materials)
        if (!draft.photos.contains(material.kind) && (material.state == MaterialState::received ||
                                                      material.state == MaterialState::accepted))
            kinds.push_back(material.kind);
    return fetch_photos(draft, std::move(kinds));
}

Step after_photo(const R::FetchingPhotos& s, Draft& draft) {
    return fetch_photos(draft, {s.kinds.begin() + 1, s.kinds.end()});
}

Step on(const R::Reading& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    return R::with_order(draft);
}
Step on(const R::LoadingChannel& s, const ChannelLoaded& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.channel = e.channel;
    return fetch_photos(draft);
}
Step on(const R::FetchingPhotos& s, const PhotoFetched& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.photos[e.kind] = {e.picture, std::nullopt, Photo::State::sent};
    return after_photo(s, draft);
}
// A photo that cannot be shown does not keep anyone from going on; the backend has it.
Step on(const R::FetchingPhotos& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? after_photo(s, draft) : Step{s};
}
Step on(const R::FetchingPhotos& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? after_photo(s, draft) : Step{s};
}
Step on(const R::ReadingOld& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    const auto asked = draft.ask(reply_patience);
    return {R::CancellingOld{asked, s.order}, {CancelOrder{asked.id, e.order.id, e.order.etag}}};
}
Step on(const R::CancellingOld& s, const OrderReplied& e, Draft&) {
    if (!answers(s.asked, e.to)) return {s};
    return {s, {}, R::Outcome::cancelled};
}
Step on(const R::Unavailable& s, const Retried&, Draft& draft) {
    return s.cancelling ? R::cancel_old(draft, s.order) : read(s.order, draft);
}
Step on(const R::Unavailable& s, const Back&, Draft&) { return {s, {}, R::Outcome::left}; }

template <class S>
concept NeedsTheOrder = requires(S s) {
    s.asked;
    s.order;
};
template <NeedsTheOrder S>
Step unavailable(const S& s, const Problem& problem) {
    constexpr bool cancelling =
        std::is_same_v<S, R::ReadingOld> || std::is_same_v<S, R::CancellingOld>;
    return {R::Unavailable{problem, s.order, cancelling}};
}
template <NeedsTheOrder S>
Step on(const S& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? unavailable(s, e.problem) : Step{s};
}
template <NeedsTheOrder S>
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? unavailable(s, offline()) : Step{s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Resume::begin(Draft& draft, const std::string& order) {
    auto effects = forget_photos(draft);
    if (!draft.order.id.empty() && draft.order.id != order)
        effects.emplace_back(
            CancelOrder{draft.ask(reply_patience).id, draft.order.id, draft.order.etag});
    draft.fields.clear();
    draft.choices = {};
    draft.readings.clear();
    auto reading = read(order, draft);
    std::ranges::move(reading.effects, std::back_inserter(effects));
    return {std::move(reading.state), std::move(effects)};
}

Step Resume::with_order(Draft& draft) {
    if (draft.channel.id == draft.order.channel) return fetch_photos(draft);
    const auto asked = draft.ask(reply_patience);
    return {LoadingChannel{asked, draft.order.id}, {LoadChannel{asked.id, draft.order.channel}}};
}

Step Resume::cancel_old(Draft& draft, const std::string& order) {
    const auto asked = draft.ask(reply_patience);
    return {ReadingOld{asked, order}, {ReadOrder{asked.id, order}}};
}

Step Resume::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

}  // namespace kiosk::flow
