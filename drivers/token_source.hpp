// Where UKEYs are put in: a PC/SC reader for those that speak PIV, a vendor's library for SKF.

#pragma once

#include "drivers/skf_library.hpp"
#include "drivers/token.hpp"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace drivers {

/// Owned by one thread; outlives the tokens it opens.
class TokenSource : public Device {
public:
    /// Whether keys can be spoken to at all, as far as that shows without a person: a vendor's
    /// library must load and be of the ABI it is said to be, its structures too where a key is in.
    /// Fails with what a technician is to mend. For the start.
    [[nodiscard]] virtual Result<void> self_test() = 0;
    /// Waits for a key. Fails with cancelled on `stop` within about 100 ms, user_error for one that
    /// does not answer, hardware_error, or after `patience` with what was in the way: timed_out
    /// when no key came, not_ready when keys cannot come (no reader, no pcscd, no library).
    [[nodiscard]] virtual Result<void> wait_for_key(std::chrono::milliseconds patience,
                                                    std::stop_token stop) = 0;
    /// The key that is in now.
    [[nodiscard]] virtual TokenResult<std::unique_ptr<Token>> open() = 0;
    /// Waits until the key has left: true; false after `patience` or on `stop`.
    [[nodiscard]] virtual bool wait_for_removal(std::chrono::milliseconds patience,
                                                std::stop_token stop) = 0;
    /// Lets the key go, so that another program may use it; after the token was destroyed.
    virtual void release() = 0;
};

/// `uri`: "pcsc:" or "pcsc:PART" as open_card_reader(); "skf:LIBRARY" with the vendor's ABI behind
/// it, "skf:/usr/lib/libukey.so;ulong=8;aligned;application=KIOSK;containers=A,B" (ulong=4, packed
/// and the names of SkfVendor unless told). Nothing for any other.
[[nodiscard]] std::unique_ptr<TokenSource> open_token_source(const std::string& uri);

/// The vendor in a "skf:" uri; nothing when a part of it is not understood.
[[nodiscard]] std::optional<SkfVendor> parse_skf_vendor(std::string_view uri);

}  // namespace drivers
