#include "drivers/pcsc_card_reader.hpp"

#include "drivers/wiped.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <openssl/crypto.h>
#include <reader.h>
#include <utility>
#include <vector>
#include <winscard.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto slice = 100ms;  // how long a stop request may go unnoticed
constexpr std::chrono::milliseconds at_rest = 20ms;
constexpr DWORD longest_answer = 65538;
constexpr const char* plug_and_play = "\\\\?PnP?\\Notification";

/// A reader as pcscd saw it last. The upper half of `state` counts its insertions and removals, so
/// a card exchanged between two looks still shows.
struct Seen {
    std::string name;
    DWORD state = SCARD_STATE_UNAWARE;

    bool has(DWORD flag) const { return (state & flag) != 0; }
    DWORD events() const { return state >> 16; }
};

bool service_gone(LONG code) {
    return code == SCARD_E_NO_SERVICE || code == SCARD_E_SERVICE_STOPPED ||
           code == SCARD_E_INVALID_HANDLE || code == SCARD_F_COMM_ERROR ||
           code == SCARD_F_INTERNAL_ERROR;
}

bool card_gone(LONG code) {
    return code == SCARD_W_REMOVED_CARD || code == SCARD_W_RESET_CARD ||
           code == SCARD_E_NO_SMARTCARD || code == SCARD_E_READER_UNAVAILABLE ||
           code == SCARD_E_UNKNOWN_READER || code == SCARD_E_INVALID_HANDLE;
}

bool held_by_another(LONG code) { return code == SCARD_E_SHARING_VIOLATION; }

bool mute(LONG code) {
    return code == SCARD_W_UNRESPONSIVE_CARD || code == SCARD_W_UNPOWERED_CARD ||
           code == SCARD_W_UNSUPPORTED_CARD || code == SCARD_E_PROTO_MISMATCH;
}

/// A command as T=0 carries it (ISO/IEC 7816-3, 12.2): with a third parameter even where there is
/// nothing to say, and without Le behind data, for the answer is fetched by GET RESPONSE.
Wiped framed(std::span<const std::uint8_t> command, DWORD protocol) {
    Wiped out;  // may carry a PIN
    out.bytes.reserve(command.size() + 1);
    out.bytes.assign(command.begin(), command.end());
    if (protocol != SCARD_PROTOCOL_T0) return out;
    if (command.size() == 4) out.bytes.push_back(0x00);
    if (command.size() > 5 && command.size() == 6U + command[4]) out.bytes.pop_back();
    return out;
}

Fault pcsc_fault(Failure failure, LONG code) { return {failure, pcsc_stringify_error(code)}; }

std::chrono::milliseconds up_to_slice(Clock::duration left) {
    return std::chrono::ceil<std::chrono::milliseconds>(std::min<Clock::duration>(left, slice));
}

/// Passes `time` unless a stop is asked for.
void pause(Clock::duration time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

struct PcscCardReader::Session {
    SCARDCONTEXT context = 0;
    bool has_context = false;
    SCARDHANDLE card = 0;
    bool has_card = false;
    DWORD protocol = 0;
    Seen holding;  ///< The reader of the card we had last, and its state then.

    LONG open() {
        if (has_context && SCardIsValidContext(context) == SCARD_S_SUCCESS) return SCARD_S_SUCCESS;
        close();
        const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
        has_context = code == SCARD_S_SUCCESS;
        return code;
    }

    void close() {
        let_go();
        if (has_context) SCardReleaseContext(context);
        has_context = false;
    }

    /// Resets only our own card: a reset after ours left would power the next one behind pcscd's
    /// back, and pcscd would then never report that one's removal.
    void let_go() {
        if (!has_card) return;
        const DWORD disposition = still_there(0ms) ? SCARD_RESET_CARD : SCARD_LEAVE_CARD;
        SCardEndTransaction(card, SCARD_LEAVE_CARD);
        SCardDisconnect(card, disposition);
        has_card = false;
    }

    /// The readers whose name contains `part`, without waiting. Reaches a pcscd that was restarted.
    LONG look(const std::string& part, std::vector<Seen>& readers) {
        LONG code = open();
        if (code == SCARD_S_SUCCESS) code = list(part, readers);
        if (service_gone(code)) close();  // libpcsclite takes the context of a dead pcscd for valid
        return code;
    }

    LONG list(const std::string& part, std::vector<Seen>& readers) {
        readers.clear();
        std::string names(4096, '\0');
        auto size = static_cast<DWORD>(names.size());
        LONG code = SCardListReaders(context, nullptr, names.data(), &size);
        if (code == SCARD_E_NO_READERS_AVAILABLE) return SCARD_S_SUCCESS;
        if (code != SCARD_S_SUCCESS) return code;
        for (const char* name = names.c_str(); *name; name += readers.back().name.size() + 1)
            readers.push_back({name});
        std::erase_if(readers,
                      [&](const Seen& r) { return r.name.find(part) == std::string::npos; });
        if (readers.empty()) return SCARD_S_SUCCESS;
        return change(readers, 0ms, false);
    }

    /// Waits until pcscd reports something other than `readers`, and brings them up to date.
    LONG change(std::vector<Seen>& readers, std::chrono::milliseconds time, bool arrivals) {
        std::vector<SCARD_READERSTATE> states;
        for (const Seen& reader : readers) {
            states.push_back({});
            states.back().szReader = reader.name.c_str();
            states.back().dwCurrentState = reader.state;
        }
        if (arrivals) {
            states.push_back({});
            states.back().szReader = plug_and_play;
        }
        const LONG code = SCardGetStatusChange(context, static_cast<DWORD>(time.count()),
                                               states.data(), static_cast<DWORD>(states.size()));
        if (code == SCARD_S_SUCCESS)
            for (std::size_t i = 0; i < readers.size(); ++i)
                readers[i].state = states[i].dwEventState & ~DWORD{SCARD_STATE_CHANGED};
        return code == SCARD_E_TIMEOUT ? SCARD_S_SUCCESS : code;
    }

    LONG take(const Seen& reader) {
        LONG code = SCardConnect(context, reader.name.c_str(), SCARD_SHARE_EXCLUSIVE,
                                 SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
        if (code != SCARD_S_SUCCESS) return code;
        has_card = true;
        holding = reader;
        code = SCardBeginTransaction(card);
        if (code != SCARD_S_SUCCESS) let_go();
        return code;
    }

    LONG read_atr(Bytes& atr) {
        atr.resize(MAX_ATR_SIZE);
        auto size = static_cast<DWORD>(atr.size());
        DWORD name_size = 0;
        const LONG code =
            SCardStatus(card, nullptr, &name_size, nullptr, nullptr, atr.data(), &size);
        atr.resize(code == SCARD_S_SUCCESS ? size : 0);
        return code == SCARD_E_INSUFFICIENT_BUFFER ? SCARD_S_SUCCESS : code;
    }

    /// Whether the card we had is still the one in the reader; pcscd needs a moment to notice.
    bool still_there(std::chrono::milliseconds patience) {
        const auto deadline = Clock::now() + patience;
        do {
            std::vector<Seen> readers{{holding.name}};
            const LONG code = change(readers, 0ms, false);
            if (code != SCARD_S_SUCCESS) return !card_gone(code) && !service_gone(code);
            if (!readers[0].has(SCARD_STATE_PRESENT) || readers[0].events() != holding.events())
                return false;
            if (patience == 0ms) return true;
            if (change(readers, slice, false) != SCARD_S_SUCCESS) return false;
        } while (Clock::now() < deadline);
        return true;
    }
};

PcscCardReader::PcscCardReader(std::string part)
    : session_(std::make_unique<Session>()), part_(std::move(part)) {}

PcscCardReader::~PcscCardReader() { session_->close(); }

Status PcscCardReader::status() {
    std::vector<Seen> readers;
    if (session_->look(part_, readers) != SCARD_S_SUCCESS) return Status::offline;
    if (readers.empty()) return Status::absent;
    const auto is_mute = [](const Seen& reader) { return reader.has(SCARD_STATE_MUTE); };
    return std::ranges::any_of(readers, is_mute) ? Status::user_error : Status::online;
}

Result<Bytes> PcscCardReader::wait_for_card(std::chrono::milliseconds patience,
                                            std::stop_token stop) {
    release();
    const auto deadline = Clock::now() + patience;
    for (;;) {
        Fault obstacle{Failure::timed_out, "no card"};
        std::vector<Seen> readers;
        LONG code = session_->look(part_, readers);
        const bool served = code == SCARD_S_SUCCESS;
        if (!served) obstacle = pcsc_fault(Failure::not_ready, code);
        if (served && readers.empty()) obstacle = {Failure::not_ready, "no reader"};
        for (const Seen& reader : readers) {
            if (!served || !reader.has(SCARD_STATE_PRESENT)) continue;
            Bytes atr;
            code = session_->take(reader);
            if (code == SCARD_S_SUCCESS) code = session_->read_atr(atr);
            if (code == SCARD_S_SUCCESS) return atr;
            session_->let_go();
            if (mute(code)) {
                session_->holding = reader;
                return tl::unexpected(pcsc_fault(Failure::user_error, code));
            }
            if (held_by_another(code))
                obstacle = pcsc_fault(Failure::not_ready, code);
            else if (!card_gone(code) && !service_gone(code))
                return tl::unexpected(pcsc_fault(Failure::hardware_error, code));
        }
        if (stop.stop_requested()) return tl::unexpected(Fault{Failure::cancelled, "stopped"});
        const auto left = deadline - Clock::now();
        if (left <= 0ms) return tl::unexpected(obstacle);
        const auto time = up_to_slice(left);
        if (!served || readers.empty() || obstacle.failure != Failure::timed_out) {
            pause(time, stop);
            continue;
        }
        // A reader that keeps failing must not be asked in a tight loop.
        const auto before = Clock::now();
        session_->change(readers, time, true);
        if (Clock::now() - before < at_rest) pause(std::min(time, at_rest), stop);
    }
}

bool PcscCardReader::wait_for_removal(std::chrono::milliseconds patience, std::stop_token stop) {
    const Seen& ours = session_->holding;
    const auto holds = [&](const Seen& reader) {
        if (!reader.has(SCARD_STATE_PRESENT)) return false;
        return ours.name.empty() || (reader.name == ours.name && reader.events() == ours.events());
    };
    const auto deadline = Clock::now() + patience;
    for (;;) {
        std::vector<Seen> readers;
        const bool served = session_->look(part_, readers) == SCARD_S_SUCCESS;
        if (served && std::ranges::none_of(readers, holds)) return true;
        const auto left = deadline - Clock::now();
        if (left <= 0ms || stop.stop_requested()) return false;
        const auto time = up_to_slice(left);
        if (!served || session_->change(readers, time, false) != SCARD_S_SUCCESS) pause(time, stop);
    }
}

Result<Bytes> PcscCardReader::transmit(std::span<const std::uint8_t> command) {
    Session& session = *session_;
    if (!session.has_card) return tl::unexpected(Fault{Failure::user_error, "no card"});
    // A card exchanged between two commands would otherwise be spoken to as if it were the first.
    if (!session.still_there(0ms)) {
        session.let_go();
        return tl::unexpected(Fault{Failure::user_error, "card exchanged or withdrawn"});
    }
    Bytes answer(longest_answer);
    DWORD size = longest_answer;
    const SCARD_IO_REQUEST pci{session.protocol, sizeof(SCARD_IO_REQUEST)};
    const Wiped sent = framed(command, session.protocol);
    const LONG code =
        SCardTransmit(session.card, &pci, sent.bytes.data(), static_cast<DWORD>(sent.bytes.size()),
                      nullptr, answer.data(), &size);
    if (code == SCARD_S_SUCCESS && size >= 2) {
        answer.resize(size);
        return answer;
    }
    // pcscd answers success without bytes for a card that left during the command.
    const bool withdrawn = code == SCARD_S_SUCCESS || card_gone(code) || !session.still_there(1s);
    session.let_go();
    if (withdrawn) return tl::unexpected(pcsc_fault(Failure::user_error, code));
    return tl::unexpected(pcsc_fault(Failure::hardware_error, code));
}

void PcscCardReader::release() { session_->let_go(); }

std::unique_ptr<CardReader> open_card_reader(const std::string& uri) {
    constexpr std::string_view scheme = "pcsc:";
    if (!uri.starts_with(scheme)) return nullptr;
    return std::make_unique<PcscCardReader>(uri.substr(scheme.size()));
}

}  // namespace drivers
