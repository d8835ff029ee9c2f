#pragma once

#include "kiosk/flow/pin.hpp"
#include "ui/scene.hpp"
#include "ui/widgets.hpp"

namespace ui {

// What the pages of services for keys share.

/// The end of a serial is enough to tell one key from another.
std::string tail_of(const std::string& serial);

/// A key is waited for. `key` has .title and .lead.
Intent awaiting_key(Scene& scene, const std::string& key);

/// Why this key is not the one, and that it should be taken out; `buttons` beside it. `another`: a
/// good one, but the order is about the key of that serial.
Intent wrong_key(Scene& scene, const kiosk::flow::KeySeen& seen, const std::string& another,
                 const Frame& frame);

/// The pad of a PIN that the key has; tries left stand above it. `key` has .title and .lead.
Intent pin_page(Scene& scene, const std::string& key, const kiosk::flow::KnownPin& known);
/// The pad of a PIN being chosen; `key`_again for the second time.
Intent pin_page(Scene& scene, const std::string& key, const kiosk::flow::NewPin& chosen);

/// What stopped the work, who can act, 重试; or the same key is waited for.
Intent interrupted_key(Scene& scene, const kiosk::flow::Problem& problem, bool waits);

/// The finished work; the key is to be taken.
Intent finished_key(Scene& scene, const std::string& key, const Card& about, bool removed);

/// Name, authority, validity and days left of a certificate.
Card certificate_card(const Scene& scene, const std::string& id,
                      const kiosk::flow::CertificateSeen& certificate);

}  // namespace ui
