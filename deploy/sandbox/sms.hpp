#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

/// What else than words a message carries, so that a script need not read them.
struct SmsParts {
    std::string code = {};
    std::string url = {};
};

/// Puts a message into the inbox that the sandbox's page shows.
void send_sms(World& world, const std::string& mobile, const std::string& text,
              const SmsParts& parts = {});

/// Newest first, of one mobile or (empty) of all: {at, mobile, text, code?, url?}.
[[nodiscard]] Json inbox(const World& world, const std::string& mobile);

/// 138****8000.
[[nodiscard]] std::string masked_mobile(const std::string& mobile);

}  // namespace sandbox
