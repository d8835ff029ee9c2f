#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

/// Hand-over page: one file input per missing material. The page shrinks a photo below 1 MB before
/// it sends it.
Handled show_photos(Call& call);
Handled send_photo(Call& call);

}  // namespace sandbox
