#include "kiosk/store/idempotency_keys.hpp"

#include "kiosk/store/digest.hpp"
#include "kiosk/store/statement.hpp"

#include <chrono>

namespace kiosk::store {
namespace {

constexpr std::chrono::hours kept{24 * 7};

}  // namespace

IdempotencyKeys::IdempotencyKeys(Database& database) : database_(database) {
    const auto lock = database_.lock();
    // Losing this tidying loses nothing: it is done again at the next start.
    static_cast<void>(
        Statement(database_.handle(), "DELETE FROM idempotency_key WHERE drawn < ?")
            .bind(seconds_now() - std::chrono::duration_cast<std::chrono::seconds>(kept).count())
            .run());
}

StoreResult<std::string> IdempotencyKeys::key_for(std::string_view fingerprint) {
    const auto lock = database_.lock();
    Statement found(database_.handle(), "SELECT key FROM idempotency_key WHERE fingerprint = ?");
    const auto row = found.bind(fingerprint).step();
    if (!row) return tl::unexpected(row.error());
    if (*row) return found.text(0);
    auto key = random_hex(16);
    const auto stored = Statement(database_.handle(),
                                  "INSERT INTO idempotency_key (fingerprint, key, drawn)"
                                  " VALUES (?, ?, ?)")
                            .bind(fingerprint)
                            .bind(key)
                            .bind(seconds_now())
                            .run();
    if (!stored) return tl::unexpected(stored.error());
    return key;
}

StoreResult<void> IdempotencyKeys::answered(std::string_view key) {
    const auto lock = database_.lock();
    return Statement(database_.handle(), "DELETE FROM idempotency_key WHERE key = ?")
        .bind(key)
        .run();
}

}  // namespace kiosk::store
