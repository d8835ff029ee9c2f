#include "deploy/sandbox/faults.hpp"

namespace sandbox {

void Faults::order(const Json& wish) {
    const std::lock_guard lock(mutex_);
    latency_ms_ = wish.value("latency_ms", 0);
    rows_.clear();
    for (const Json& row : wish.value("next", Json::array()))
        rows_.push_back({.prefix = row.value("path_prefix", "/"),
                         .fault = {.status = row.value("status", 0),
                                   .lost_reply = row.value("lost_reply", false)},
                         .times = row.value("times", 1)});
}

Faults::Fault Faults::take(const std::string& path) {
    const std::lock_guard lock(mutex_);
    Fault fault{.latency_ms = latency_ms_};
    for (Row& row : rows_) {
        // "/orders" means "/v1/orders" as well.
        if (row.times <= 0 ||
            !(path.starts_with(row.prefix) || path.starts_with("/v1" + row.prefix)))
            continue;
        --row.times;
        fault.status = row.fault.status;
        fault.lost_reply = row.fault.lost_reply;
        break;
    }
    return fault;
}

}  // namespace sandbox
