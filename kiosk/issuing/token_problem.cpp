#include "kiosk/issuing/token_problem.hpp"

namespace kiosk::issuing {

using drivers::Failure;
using Who = flow::Problem::Who;

flow::Problem problem(Who who, std::string code) {
    flow::Problem made;
    made.who = who;
    made.code = std::move(code);
    return made;
}

flow::Problem token_problem(const drivers::TokenFault& fault) {
    if (fault.unsupported) return problem(Who::technician, "key-unsupported");
    if (fault.tries_left) {
        if (*fault.tries_left == 0) return problem(Who::hall_staff, "key-locked");
        auto wrong = problem(Who::customer, "wrong-pin");
        wrong.tries_left = fault.tries_left;
        return wrong;
    }
    switch (fault.failure) {
        case Failure::cancelled: return problem(Who::wait, "stopped");
        // A key that forgot its sessions was without power for a moment.
        case Failure::not_ready:
        case Failure::timed_out:
        case Failure::user_error: return problem(Who::customer, "key-removed");
        case Failure::bad_data:
        case Failure::hardware_error: return problem(Who::hall_staff, "key-broken");
    }
    return problem(Who::hall_staff, "key-broken");
}

}  // namespace kiosk::issuing
