#pragma once

#include "kiosk/flow/face_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kiosk::backend {

/// How the contract writes an enumeration; the first name of a value is the one that is sent.
template <class E>
struct Names;

template <class E>
using Name = std::pair<std::string_view, E>;

template <>
struct Names<flow::Method> {
    static constexpr std::array list{
        Name<flow::Method>{"lr_face", flow::Method::lr_face},
        Name<flow::Method>{"bank_transfer", flow::Method::bank_transfer},
        Name<flow::Method>{"e_licence", flow::Method::e_licence},
        Name<flow::Method>{"key", flow::Method::key}};
};

template <>
struct Names<flow::KeyLoss> {
    static constexpr std::array list{Name<flow::KeyLoss>{"lost", flow::KeyLoss::lost},
                                     Name<flow::KeyLoss>{"broken", flow::KeyLoss::broken}};
};

template <>
struct Names<flow::AgentMethod> {
    static constexpr std::array list{
        Name<flow::AgentMethod>{"phone", flow::AgentMethod::phone},
        Name<flow::AgentMethod>{"bank_card", flow::AgentMethod::bank_card},
        Name<flow::AgentMethod>{"face", flow::AgentMethod::face}};
};

template <>
struct Names<flow::Provider> {
    static constexpr std::array list{Name<flow::Provider>{"wechat", flow::Provider::wechat},
                                     Name<flow::Provider>{"alipay", flow::Provider::alipay}};
};

template <>
struct Names<flow::Delivery> {
    static constexpr std::array list{Name<flow::Delivery>{"on_site", flow::Delivery::on_site},
                                     Name<flow::Delivery>{"post", flow::Delivery::post}};
};

template <>
struct Names<flow::InvoiceKind> {
    static constexpr std::array list{
        Name<flow::InvoiceKind>{"general", flow::InvoiceKind::general},
        Name<flow::InvoiceKind>{"special", flow::InvoiceKind::special}};
};

template <>
struct Names<flow::LetterWay> {
    static constexpr std::array list{Name<flow::LetterWay>{"stamped", flow::LetterWay::stamped},
                                     Name<flow::LetterWay>{"e_sign", flow::LetterWay::e_sign}};
};

template <>
struct Names<flow::Review> {
    static constexpr std::array list{
        Name<flow::Review>{"immediate", flow::Review::immediate},
        Name<flow::Review>{"one_working_day", flow::Review::one_working_day}};
};

template <>
struct Names<flow::Verified> {
    static constexpr std::array list{
        Name<flow::Verified>{"none", flow::Verified::none},
        Name<flow::Verified>{"pending", flow::Verified::pending},
        Name<flow::Verified>{"verified", flow::Verified::verified},
        Name<flow::Verified>{"void", flow::Verified::voided},
        Name<flow::Verified>{"not_needed", flow::Verified::not_needed}};
};

/// An expired letter must be asked for again, as if there had been none.
template <>
struct Names<flow::LetterState> {
    static constexpr std::array list{
        Name<flow::LetterState>{"none", flow::LetterState::none},
        Name<flow::LetterState>{"expired", flow::LetterState::none},
        Name<flow::LetterState>{"pending", flow::LetterState::pending},
        Name<flow::LetterState>{"signed", flow::LetterState::e_signed},
        Name<flow::LetterState>{"stamped", flow::LetterState::stamped},
        Name<flow::LetterState>{"not_needed", flow::LetterState::not_needed}};
};

template <>
struct Names<flow::PaymentState> {
    using S = flow::PaymentState;
    static constexpr std::array list{
        Name<S>{"created", S::created},     Name<S>{"paying", S::paying},
        Name<S>{"succeeded", S::succeeded}, Name<S>{"closed", S::closed},
        Name<S>{"expired", S::expired},     Name<S>{"unknown", S::unknown},
        Name<S>{"refunding", S::refunding}, Name<S>{"refunded", S::refunded}};
};

template <>
struct Names<flow::MaterialState> {
    using S = flow::MaterialState;
    static constexpr std::array list{
        Name<S>{"missing", S::missing}, Name<S>{"uploading", S::uploading},
        Name<S>{"received", S::received}, Name<S>{"rejected", S::rejected},
        Name<S>{"accepted", S::accepted}};
};

template <>
struct Names<flow::FaceState> {
    using S = flow::FaceState;
    static constexpr std::array list{
        Name<S>{"waiting", S::waiting},   Name<S>{"opened", S::opened},
        Name<S>{"deciding", S::deciding}, Name<S>{"passed", S::passed},
        Name<S>{"failed", S::failed},     Name<S>{"undecided", S::undecided},
        Name<S>{"expired", S::expired},   Name<S>{"cancelled", S::cancelled}};
};

template <>
struct Names<flow::FaceSubject> {
    using S = flow::FaceSubject;
    static constexpr std::array list{Name<S>{"lr", S::legal_representative},
                                     Name<S>{"agent", S::agent}};
};

template <>
struct Names<flow::FaceAction> {
    using A = flow::FaceAction;
    static constexpr std::array list{Name<A>{"blink", A::blink},
                                     Name<A>{"open_mouth", A::open_mouth},
                                     Name<A>{"turn_left", A::turn_left},
                                     Name<A>{"turn_right", A::turn_right},
                                     Name<A>{"nod", A::nod},
                                     Name<A>{"read_digits", A::read_digits}};
};

template <>
struct Names<flow::OrganisationCheck::State> {
    using S = flow::OrganisationCheck::State;
    static constexpr std::array list{
        Name<S>{"none", S::none},       Name<S>{"matched", S::matched},
        Name<S>{"pending", S::pending}, Name<S>{"verified", S::verified},
        Name<S>{"failed", S::failed},   Name<S>{"expired", S::expired},
        Name<S>{"void", S::voided}};
};

template <class E>
std::string name_of(E value) {
    return std::string(std::ranges::find(Names<E>::list, value, &Name<E>::second)->first);
}

template <class E>
std::optional<E> named(std::string_view name) {
    const auto found = std::ranges::find(Names<E>::list, name, &Name<E>::first);
    return found != Names<E>::list.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace kiosk::backend
