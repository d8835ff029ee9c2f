#include "deploy/sandbox/signature.hpp"

#include "deploy/sandbox/agreements.hpp"
#include "deploy/sandbox/codes.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/review.hpp"
#include "deploy/sandbox/services.hpp"

namespace sandbox {

namespace {

std::string signature_purpose(const Json& order) {
    return "signature:" + order.at("id").get<std::string>();
}

Result<void> check_signable(const World& world, const Json& order) {
    const auto state = state_of(order);
    if (!is_draft(state) && state != OrderState::correction) return failed("not-allowed");
    auto missing = missing_for_signature(world, order);
    if (missing.empty()) return {};
    return failed({.code = "order-incomplete", .errors = std::move(missing)});
}

/// What the signature is under: everything given, the photos by hash, the price.
std::string application_hash(const World& world, const Json& order) {
    const Json application = {{"fields", order.at("fields")},
                              {"choices", order.at("choices")},
                              {"consents", order.at("consents")},
                              {"photos", material_hashes(world, order)},
                              {"price_fen", price_of(order)}};
    return sha256_hex(application.dump());
}

}  // namespace

Handled send_signature_code(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (auto signable = check_signable(call.world, *order); !signable)
        return failed(signable.error());
    auto sent =
        send_code(call.world, signature_purpose(*order), applicant_mobile(*order), "证书申请签名");
    if (!sent) return failed(sent.error());
    return Answer{.status = 201, .body = *std::move(sent)};
}

Handled sign(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto code = call.text("code");
    if (!code) return failed(code.error());
    if (auto signable = check_signable(call.world, *order); !signable)
        return failed(signable.error());
    const Json consents = call.body.value("consents", Json::array());
    if (auto given = check_consents(order->at("channel"), "signature", consents); !given)
        return failed(given.error());
    if (auto spent = spend_code(call.world, signature_purpose(*order), *code); !spent)
        return failed(spent.error());

    const bool correcting = state_of(*order) == OrderState::correction;
    if (auto moved = move(
            *order, correcting ? OrderEvent::correction_signed : OrderEvent::signed_by_applicant);
        !moved)
        return failed(moved.error());
    for (const Json& consent : consents) (*order)["consents"].push_back(consent);
    (*order)["price_fen"] = price_of(*order);
    (*order)["application_sha256"] = application_hash(call.world, *order);
    if (correcting) ask_for_review(call.world, *order);
    revoke_lost_key(call.world, *order);
    save_order(call.world, *order);
    return order_answer(call.world, *order);
}

}  // namespace sandbox
