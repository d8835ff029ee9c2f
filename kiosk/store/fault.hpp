#pragma once

#include <string>
#include <tl/expected.hpp>

namespace kiosk::store {

/// Why the database did not take or give something, named for what can be done about it.
struct StoreFault {
    enum class Kind {
        full,    ///< The disk has no room: hall staff or a technician; nothing was written.
        busy,    ///< Another process holds it: try again.
        broken,  ///< Damaged, unreadable or used wrongly: a technician.
    } kind = Kind::broken;
    std::string detail;  ///< SQLite's words, for the log; never contents.
};

template <class T>
using StoreResult = tl::expected<T, StoreFault>;

}  // namespace kiosk::store
