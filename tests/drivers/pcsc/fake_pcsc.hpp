// PC/SC as a test tells it: the program's own SCard functions stand before libpcsclite's.

#pragma once

#include "drivers/device.hpp"

#include <functional>
#include <map>
#include <string>
#include <winscard.h>

namespace drivers::fake_pcsc {

struct Reader {
    bool card = false;
    unsigned events = 0;  ///< Insertions and removals so far.
    LONG on_connect = SCARD_S_SUCCESS;
    DWORD protocol = SCARD_PROTOCOL_T1;

    void insert() { card = true, ++events; }
    void remove() { card = false, ++events; }
};

struct Service {
    bool running = true;
    std::map<std::string, Reader> readers;
    /// What the card does with a command: code, and bytes when it succeeds.
    std::function<LONG(const Bytes& command, Bytes& answer)> on_transmit;
    /// What happens while somebody waits; the next in turn at each wait.
    std::vector<std::function<void()>> while_waiting;
    int waits = 0;

    std::string connected;  ///< Name of the reader whose card is taken.
    DWORD disposition = 0;  ///< Of the last card that was let go.
};

/// The one there is; fresh for every test.
inline Service service;

}  // namespace drivers::fake_pcsc
