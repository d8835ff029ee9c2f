#include "kiosk/issuing/issue_saga.hpp"

#include "kiosk/issuing/issue_run.hpp"
#include "kiosk/issuing/token_problem.hpp"

namespace kiosk::issuing {

IssueSaga::IssueSaga(drivers::Token& token, backend::Backend& backend, store::IssueJournal& journal,
                     drivers::FactorySecrets factory)
    : token_(token), backend_(backend), journal_(journal), factory_(std::move(factory)) {}

tl::expected<IssuedKey, flow::Problem> IssueSaga::run(const std::string& order,
                                                      const std::string& serial,
                                                      const flow::Secret& pin,
                                                      const Progress& progress) {
    auto lines = journal_.by_serial(serial);
    if (!lines) return tl::unexpected(problem(flow::Problem::Who::technician, "store"));
    IssueRun run({token_, backend_, journal_, factory_, progress},
                 IssueHistory(std::move(*lines), order), order, serial, pin);
    return run.run();
}

}  // namespace kiosk::issuing
