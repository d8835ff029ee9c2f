#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// Who is there, by SMS code (R16, R28, R30): nothing of an order is shown before.
struct Identify {
    /// By what: `duplicate` knows its number already, `document` asks for it, `slip` reads it from
    /// the receipt's QR code under the camera.
    enum class By { document, duplicate, slip };
    struct Asking {
        By by;
        std::string fault;
    };
    struct Scanning {
        Asked asked;
    };
    struct Opening {
        By by;
        Asked asked;
    };
    struct Coding {
        By by;
        CodeTicket ticket;
        Time resend_at{};
        std::optional<Asked> asked;
        std::optional<Problem> problem;
    };
    struct Unknown {
        By by;
        Problem problem;
    };
    using State = std::variant<Asking, Scanning, Opening, Coding, Unknown>;

    struct SlipWanted {};  ///< 扫描凭条二维码.
    struct KeyWanted {};   ///< UKEY and PIN instead.
    using Event = std::variant<CodeSent, CodeScanned, Identified, Failed, Ticked, Edited, Next,
                               Back, Retried, CodeResent, SlipWanted, KeyWanted>;
    enum class Outcome { identified, key, left };

    /// Draft::found holds the orders after `identified`.
    static Stepped<State, Outcome> begin(Draft& draft, By by);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
