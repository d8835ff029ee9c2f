#pragma once

#include "deploy/sandbox/json.hpp"

#include <fstream>
#include <mutex>
#include <string>

namespace sandbox {

/// Writes exchanges of the terminal's listener as JSON lines, for tests/sandbox/check_contract.py.
/// Any thread. Does nothing when the path is empty.
class Recorder {
public:
    explicit Recorder(const std::string& path);
    void write(const Json& exchange);

private:
    std::mutex mutex_;
    std::ofstream file_;
};

}  // namespace sandbox
