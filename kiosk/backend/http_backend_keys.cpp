// Keys by their serial: record, proof of the holder, unblocking.

#include "kiosk/backend/base64.hpp"
#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/issuance_json.hpp"
#include "kiosk/backend/order_json.hpp"

namespace kiosk::backend {
namespace {

std::string key_path(const std::string& serial) { return "/tokens/" + escaped(serial); }

}  // namespace

Reply<Backend::KeyRecord> HttpBackend::key_record(const std::string& serial) {
    return read_reply(parts_->get(key_path(serial)), read_key_record);
}

Reply<Backend::KeyChallenge> HttpBackend::challenge_key(const std::string& channel,
                                                        const std::string& serial) {
    if (auto opened = open_session(channel); !opened) return tl::unexpected(opened.error());
    Call call = json_call("POST", key_path(serial) + "/challenges", Json::object());
    call.keeps_key = false;  // each is drawn anew
    return read_reply(parts_->exchange.send(call), [](const Reading& json) {
        auto challenge = read_challenge(json);
        challenge.id = json.text("id");
        return challenge;
    });
}

Reply<Backend::ProvenKey> HttpBackend::answer_challenge(const std::string& serial,
                                                        const std::string& challenge,
                                                        std::span<const std::uint8_t> signature) {
    return read_reply(
        parts_->post(key_path(serial) + "/challenges/" + escaped(challenge) + "/answer",
                     {{"signature", base64(signature)}}),
        [](const Reading& json) {
            return ProvenKey{read_holder(json), read_summaries(json)};
        });
}

Reply<Backend::Unblocking> HttpBackend::unblock_key(const std::string& serial,
                                                    const std::string& order) {
    Call call = json_call("POST", key_path(serial) + "/unblock", {{"order", order}});
    call.keeps_key = false;  // the answer holds a secret and is the same each time
    return read_reply(parts_->exchange.send(call), read_unblocking);
}

Reply<flow::Order> HttpBackend::confirm_unblocked(const std::string& serial,
                                                  const std::string& order,
                                                  std::span<const std::uint8_t> signature) {
    return parts_->order_from(parts_->post(key_path(serial) + "/unblock/confirm",
                                           {{"order", order}, {"signature", base64(signature)}}));
}

}  // namespace kiosk::backend
