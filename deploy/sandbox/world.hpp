#pragma once

#include "deploy/sandbox/certificate_authority.hpp"
#include "deploy/sandbox/evidence_seal.hpp"
#include "deploy/sandbox/faults.hpp"
#include "deploy/sandbox/recorder.hpp"
#include "deploy/sandbox/records.hpp"
#include "deploy/sandbox/settings.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

namespace sandbox {

/// All the sandbox is: shared by both listeners and the ticker. Who touches `records` or
/// `authority` holds `mutex`; whoever changed something adds to `generation` and wakes `changed`.
struct World {
    explicit World(Settings wanted);

    Settings settings;
    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t generation = 0;
    bool stopping = false;
    Records records;
    CertificateAuthority authority;
    EvidenceSeal evidence;
    Faults faults;
    Recorder recorder;
    std::string phone_url;  ///< https://127.0.0.1:PORT, set before anything is served.
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> bytes_in = 0;
    std::atomic<std::uint64_t> bytes_out = 0;
};

}  // namespace sandbox
