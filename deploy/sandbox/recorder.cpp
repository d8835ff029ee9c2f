#include "deploy/sandbox/recorder.hpp"

namespace sandbox {

Recorder::Recorder(const std::string& path) {
    if (!path.empty()) file_.open(path, std::ios::app);
}

void Recorder::write(const Json& exchange) {
    const std::lock_guard lock(mutex_);
    if (file_.is_open()) file_ << exchange.dump() << std::endl;
}

}  // namespace sandbox
