#pragma once

#include "deploy/sandbox/json.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// Trouble ordered through /outer/faults for the terminal's listener. Any thread.
class Faults {
public:
    /// What befalls one request.
    struct Fault {
        int latency_ms = 0;
        int status = 0;           ///< Answered instead of doing the work; 0: the work is done.
        bool lost_reply = false;  ///< The work is done, then the connection is closed.
    };

    /// {latency_ms?, next:[{path_prefix, status?|lost_reply?, times?}]}; replaces what was ordered.
    void order(const Json& wish);
    [[nodiscard]] Fault take(const std::string& path);

private:
    struct Row {
        std::string prefix;
        Fault fault;
        int times = 1;
    };

    std::mutex mutex_;
    int latency_ms_ = 0;
    std::vector<Row> rows_;
};

}  // namespace sandbox
