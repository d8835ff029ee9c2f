// The test data that refuses: one table that the code goes by and the sandbox's page shows. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sandbox {

/// What the register of organisations knows; an empty text agrees with everything. Organisations
/// not in it agree with everything too.
struct RegisteredOrganisation {
    std::string_view org_code;
    std::string_view org_name;
    std::string_view lr_name;
    std::string_view lr_id_number;
    bool known = true;  ///< False: the code itself is refuted.
};

enum class MobileEffect : std::uint8_t {
    none,
    face_fails,          ///< Somebody else's face: every attempt fails.
    face_never_answers,  ///< The link is opened, and that is all.
    agent_mismatch,      ///< The operator knows the number under another name.
    first_sms_lost,
};

enum class KeyEffect : std::uint8_t { none, not_in_stock, belongs_to_another };

enum class ReviewEffect : std::uint8_t { approve, reject, correct };

/// A row of the page.
struct RefusalNote {
    std::string_view where;
    std::string_view value;
    std::string_view effect_zh;
    std::string_view effect_en;
};

[[nodiscard]] std::optional<RegisteredOrganisation> registered(std::string_view org_code);
[[nodiscard]] MobileEffect mobile_effect(std::string_view mobile);
[[nodiscard]] bool card_refused(std::string_view card);
[[nodiscard]] bool account_refused(std::string_view account);
[[nodiscard]] KeyEffect key_effect(std::string_view serial);
[[nodiscard]] ReviewEffect review_effect(std::string_view org_name);

[[nodiscard]] std::span<const RefusalNote> refusal_notes();

}  // namespace sandbox
