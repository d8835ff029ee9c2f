// The functions that the driver calls, answered from fake_pcsc::service as pcsc-lite 1.9 would.

#include "tests/drivers/pcsc/fake_pcsc.hpp"

#include <algorithm>
#include <cstring>

using drivers::fake_pcsc::Reader;
using drivers::fake_pcsc::service;

namespace {

constexpr SCARDCONTEXT the_context = 7;
constexpr SCARDHANDLE the_card = 9;

DWORD state_of(const char* name) {
    const auto found = service.readers.find(name);
    if (found == service.readers.end()) return SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE;
    const Reader& reader = found->second;
    return reader.events << 16U | (reader.card ? SCARD_STATE_PRESENT : SCARD_STATE_EMPTY);
}

bool update(SCARD_READERSTATE* states, DWORD count) {
    bool changed = false;
    for (DWORD i = 0; i < count; ++i) {
        if (states[i].szReader[0] == '\\') continue;
        const DWORD now = state_of(states[i].szReader);
        states[i].dwEventState = now;
        if (now == states[i].dwCurrentState) continue;
        states[i].dwEventState |= SCARD_STATE_CHANGED;
        changed = true;
    }
    return changed;
}

}  // namespace

extern "C" {

LONG SCardEstablishContext(DWORD, LPCVOID, LPCVOID, LPSCARDCONTEXT context) {
    *context = the_context;
    return service.running ? SCARD_S_SUCCESS : SCARD_E_NO_SERVICE;
}
LONG SCardIsValidContext(SCARDCONTEXT) { return SCARD_S_SUCCESS; }
LONG SCardReleaseContext(SCARDCONTEXT) { return SCARD_S_SUCCESS; }

LONG SCardListReaders(SCARDCONTEXT, LPCSTR, LPSTR names, LPDWORD size) {
    if (!service.running) return SCARD_E_NO_SERVICE;
    if (service.readers.empty()) return SCARD_E_NO_READERS_AVAILABLE;
    std::string all;
    for (const auto& [name, reader] : service.readers) all += name + '\0';
    all += '\0';
    std::copy_n(all.begin(), std::min<std::size_t>(all.size(), *size), names);
    *size = static_cast<DWORD>(all.size());
    return SCARD_S_SUCCESS;
}

LONG SCardGetStatusChange(SCARDCONTEXT, DWORD timeout, SCARD_READERSTATE* states, DWORD count) {
    if (!service.running) return SCARD_E_NO_SERVICE;
    if (update(states, count)) return SCARD_S_SUCCESS;
    if (timeout == 0) return SCARD_E_TIMEOUT;
    if (static_cast<std::size_t>(service.waits) < service.while_waiting.size())
        service.while_waiting[static_cast<std::size_t>(service.waits++)]();
    if (!service.running) return SCARD_E_NO_SERVICE;
    return update(states, count) ? SCARD_S_SUCCESS : SCARD_E_TIMEOUT;
}

LONG SCardConnect(SCARDCONTEXT, LPCSTR name, DWORD, DWORD, LPSCARDHANDLE card, LPDWORD protocol) {
    const auto found = service.readers.find(name);
    if (found == service.readers.end()) return SCARD_E_UNKNOWN_READER;
    if (!found->second.card) return SCARD_E_NO_SMARTCARD;
    if (found->second.on_connect != SCARD_S_SUCCESS) return found->second.on_connect;
    service.connected = name;
    *card = the_card;
    *protocol = found->second.protocol;
    return SCARD_S_SUCCESS;
}

LONG SCardDisconnect(SCARDHANDLE, DWORD disposition) {
    service.connected.clear();
    service.disposition = disposition;
    return SCARD_S_SUCCESS;
}
LONG SCardBeginTransaction(SCARDHANDLE) { return SCARD_S_SUCCESS; }
LONG SCardEndTransaction(SCARDHANDLE, DWORD) { return SCARD_S_SUCCESS; }

LONG SCardStatus(SCARDHANDLE, LPSTR, LPDWORD, LPDWORD, LPDWORD, LPBYTE atr, LPDWORD size) {
    constexpr unsigned char shortest[] = {0x3B, 0x00};
    std::memcpy(atr, shortest, sizeof shortest);
    *size = sizeof shortest;
    return SCARD_S_SUCCESS;
}

LONG SCardTransmit(SCARDHANDLE, const SCARD_IO_REQUEST*, LPCBYTE command, DWORD size,
                   SCARD_IO_REQUEST*, LPBYTE answer, LPDWORD room) {
    drivers::Bytes given;
    const LONG code = service.on_transmit({command, command + size}, given);
    *room = static_cast<DWORD>(given.size());
    std::copy(given.begin(), given.end(), answer);
    return code;
}
}
