#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// What opens on a phone: links of the legal representative, payment, e-licence, hand-over of
// photos. GET shows, POST is the pressed button.

Handled show_face(Call& call);
Handled press_face(Call& call);
Handled show_letter(Call& call);
Handled press_letter(Call& call);
Handled show_payment(Call& call);
Handled press_payment(Call& call);
Handled show_licence(Call& call);
Handled press_licence(Call& call);

/// The slip's QR code opened with a phone: how the order stands, nothing personal.
Handled show_slip(Call& call);

}  // namespace sandbox
