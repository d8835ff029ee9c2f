#pragma once

#include "kiosk/store/database.hpp"

#include <string>
#include <string_view>

namespace kiosk::store {

/// The keys of changing calls that have no answer yet. A call repeated after a lost reply, a crash
/// or a power loss goes out under the key of its first attempt, so that it happens once. Any
/// thread.
class IdempotencyKeys {
public:
    /// `database` is borrowed. Forgets keys nobody repeated within a week.
    explicit IdempotencyKeys(Database& database);

    /// The key under which this operation was sent without an answer; else a new random one
    /// (32 hexadecimal digits), stored before this returns. `fingerprint` names operation and
    /// payload without telling them: a keyed hash.
    [[nodiscard]] StoreResult<std::string> key_for(std::string_view fingerprint);
    /// The operation has its final answer; the next of the same kind is a new one.
    [[nodiscard]] StoreResult<void> answered(std::string_view key);

private:
    Database& database_;
};

}  // namespace kiosk::store
