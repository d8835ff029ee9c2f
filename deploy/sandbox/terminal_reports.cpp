#include "deploy/sandbox/terminal_reports.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/randoms.hpp"

namespace sandbox {

Handled get_time(Call&) { return Answer{.body = {{"now", rfc3339(now_ms())}}}; }

Handled call_staff(Call& call) {
    const auto page = call.text("page");
    if (!page) return failed(page.error());
    call.world.records.put("staff_call", random_token(),
                           {{"page", *page}, {"at", rfc3339(now_ms())}});
    return Answer{.status = 202, .body = Json::object()};
}

Handled report_events(Call& call) {
    if (!call.body.contains("events") || !call.body.at("events").is_array())
        return bad_request("events");
    for (const Json& event : call.body.at("events"))
        call.world.records.put("event", random_token(), event);
    return Answer{.status = 202, .body = Json::object()};
}

}  // namespace sandbox
