#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// tus 1.0.0: core, creation and checksum (sha1).

Handled create_upload(Call& call);
Handled upload_offset(Call& call);
Handled append_upload(Call& call);

}  // namespace sandbox
