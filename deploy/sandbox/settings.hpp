#pragma once

#include "deploy/sandbox/json.hpp"

#include <string>

namespace sandbox {

/// How the outer world behaves. All waits in seconds; a test makes them short, a demonstration
/// real.
struct Settings {
    std::string state = "build/state";     ///< Database, CA keys and sandbox.json.
    std::string pki = "build/pki";         ///< ca.pem, server.pem, server.key.
    int port = 0;                          ///< Terminals; 0: a free one.
    int phone_port = 0;                    ///< Phones, reviewers, scripts; 0: a free one.
    std::string phone_host = "127.0.0.1";  ///< Where the phone listener listens and links point.
    std::string record;                    ///< File that gets a line per exchange; empty: none.
    bool fresh = false;                    ///< Forget what an earlier run left in the database.

    int sms_cooldown_s = 60;
    int code_lifetime_s = 300;
    int link_lifetime_s = 1800;
    int payment_lifetime_s = 300;
    int review_after_s = 20;   ///< Reviewer by rule; negative: only /outer/review decides.
    int shipped_after_s = 60;  ///< Production of a key that goes by post.
    int invoice_after_s = 5;
    int refund_after_s = 5;
    int face_decides_after_s = 1;  ///< Comparison with the authority's picture.
    std::string face_challenges;   ///< "blink,nod" for every try on site; empty: drawn.
    int issue_silence_s = 600;     ///< An issue nobody reports on becomes indeterminate.
    int draft_lifetime_s = 30 * 24 * 3600;
    std::string management_algorithm = "aes192";  ///< Of keys issued: 3des, aes128, aes192, aes256.
    std::string key_algorithm;  ///< ec_p256, rsa_2048 or sm2 for every product; empty: its own.
    std::string envelope_padding = "outside";  ///< Of the key centre's envelopes: outside, inside.
};

}  // namespace sandbox
