// One issue that is cut off at a point, and what becomes of it: for the sweeps.

#pragma once

#include "drivers/card_reader.hpp"
#include "drivers/public_key.hpp"
#include "drivers/virtual_ukey.hpp"
#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/recovery.hpp"
#include "kiosk/issuing/verify_key.hpp"
#include "tests/kiosk/issuing/sandbox_backend.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <sqlite3.h>
#include <string>

namespace kiosk::issuing {

/// What happens to an issue, at the n-th time it could.
enum class Cut {
    journal_before,  ///< The process ends before the journal's line is on the disk,
    journal_after,   ///< or right after.
    apdu_before,     ///< The process ends before the key gets the command,
    apdu_after,      ///< or before its answer arrives.
    call_before,     ///< The process ends before the backend gets the request,
    call_after,      ///< or before its answer arrives.
    pull_before,     ///< The key is pulled out before it carries the command out,
    pull_after,      ///< or before it answers.
    torn_write,      ///< The key is pulled out while it stores an object: half of it stays.
    request_lost,    ///< The backend never gets the request,
    reply_lost,      ///< or its answer never arrives; the process goes on.
};
constexpr Cut all_cuts[] = {Cut::journal_before, Cut::journal_after, Cut::apdu_before,
                            Cut::apdu_after,     Cut::call_before,   Cut::call_after,
                            Cut::pull_before,    Cut::pull_after,    Cut::torn_write,
                            Cut::request_lost,   Cut::reply_lost};

inline const char* name_of(Cut cut) {
    constexpr const char* names[] = {"killed before a journal line",
                                     "killed after a journal line",
                                     "killed before a command",
                                     "killed after a command",
                                     "killed before a request",
                                     "killed after a request",
                                     "key pulled before a command",
                                     "key pulled after a command",
                                     "key pulled in an object",
                                     "request lost",
                                     "reply lost"};
    return names[static_cast<int>(cut)];
}

/// How the customer goes on after the cut.
enum class Ending { same_key, another_key, nobody_returns };

inline const char* name_of(Ending ending) {
    constexpr const char* names[] = {"same key", "another key", "nobody returns"};
    return names[static_cast<int>(ending)];
}

/// Counts what could be cut and cuts at the one that is told. `kill` ends the process, or stands in
/// for it by an exception.
class Scissors {
public:
    Scissors(Cut cut, int at, std::function<void()> kill) : cut_(cut), at_(at), kill_(kill) {}

    bool hit(Cut here) {
        if (here != cut_ || ++count_ != at_) return false;
        happened_ = true;
        return true;
    }
    void kill_at(Cut here) {
        if (hit(here)) kill_();
    }
    bool happened() const { return happened_; }

private:
    Cut cut_;
    int at_;
    std::function<void()> kill_;
    int count_ = 0;
    bool happened_ = false;
};

/// A reader with a virtual key that is kept in `file`.
class TrialReader final : public drivers::CardReader {
public:
    TrialReader(const std::filesystem::path& file, Scissors* scissors)
        : key_(*drivers::VirtualUkey::open(file)), scissors_(scissors) {}

    const drivers::VirtualUkey& key() const { return key_; }
    int commands() const { return commands_; }

    drivers::Status status() override { return drivers::Status::online; }
    drivers::Result<drivers::Bytes> wait_for_card(std::chrono::milliseconds,
                                                  std::stop_token) override {
        key_.power_up();
        return drivers::VirtualUkey::atr();
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return pulled_; }
    void release() override { key_.power_up(); }
    drivers::Result<drivers::Bytes> transmit(std::span<const std::uint8_t> command) override {
        if (pulled_) return withdrawn();
        ++commands_;
        if (scissors_) {
            scissors_->kill_at(Cut::apdu_before);
            if (scissors_->hit(Cut::pull_before)) return withdrawn();
            if (command[1] == put_data && scissors_->hit(Cut::torn_write)) tear();
        }
        auto answer = key_.answer(command);
        if (scissors_) {
            scissors_->kill_at(Cut::apdu_after);
            if (scissors_->hit(Cut::pull_after)) return withdrawn();
        }
        if (!answer) return withdrawn();
        return std::move(*answer);
    }

private:
    static constexpr std::uint8_t put_data = 0xDB;

    /// The object that this command ends, or is a piece of.
    void tear() {
        drivers::VirtualUkeyFaults faults;
        faults.truncate_put = 2;  // less than the shortest object there is
        key_.set_faults(faults);
    }
    drivers::Result<drivers::Bytes> withdrawn() {
        pulled_ = true;
        return tl::unexpected(drivers::Fault{drivers::Failure::user_error, "withdrawn"});
    }

    drivers::VirtualUkey key_;
    Scissors* scissors_;
    int commands_ = 0;
    bool pulled_ = false;
};

/// An order, a key, a journal on disk; attempts to issue, each as a process that starts anew.
class Trial {
public:
    static constexpr const char* pin = "271828";

    Trial(sandbox::World& world, std::filesystem::path folder, bool renewal = false)
        : world_(world), folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
        order_ = SandboxBackend::approve_order(world_);
        if (!renewal) return;
        if (const auto first = attempt(); !first.empty()) trouble_ = "first issue: " + first;
        former_ = order_;
        const std::string serial = TrialReader(key_file("a"), nullptr).key().serial();
        order_ = SandboxBackend::approve_order(world_, serial);
    }
    /// Goes on with one that an earlier process left in the folder.
    Trial(sandbox::World& world, std::filesystem::path folder, std::string order,
          std::string former = {})
        : world_(world),
          folder_(std::move(folder)),
          order_(std::move(order)),
          former_(std::move(former)) {}
    ~Trial() {
        if (!kept_) std::filesystem::remove_all(folder_);
    }
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    /// Start, recovery, issue. Empty when the key was issued, else the problem's code.
    std::string attempt(Scissors* scissors = nullptr, const std::string& key = "a") {
        store::Database database(folder_ / "journal.sqlite");
        store::IssueJournal journal(database);
        SandboxBackend backend(world_, order_);
        if (scissors) attach(*scissors, database, backend);
        const auto settled = settle_issues(journal, backend);
        if (!settled) return "journal: " + settled.error().detail;
        TrialReader reader(key_file(key), scissors);
        auto token = drivers::open_piv_token(reader);
        if (!token) return "key: " + token.error().detail;
        IssueSaga saga(**token, backend, journal, {});
        const auto issued = saga.run(order_, reader.key().serial(), flow::Secret(pin));
        commands_ = reader.commands();
        if (!issued) return issued.error().code;
        return {};
    }

    /// Goes on after the cut; what is wrong in the end, empty when nothing.
    std::string ending(Ending ending) {
        if (!trouble_.empty()) return trouble_;
        if (ending == Ending::same_key) {
            if (const auto code = attempt(); !code.empty()) return "not resumed: " + code;
            return verdict("a");
        }
        if (ending == Ending::nobody_returns) return given_up();
        const auto code = attempt(nullptr, "b");
        // Confirmed in the key put in first: the order is closed, nothing is left to collect.
        if (code == "not-collectable") return verdict("a");
        if (!code.empty()) return "not issued into the other key: " + code;
        return verdict("b");
    }

    /// Commands to the key in the last attempt that ended by itself.
    int commands() const { return commands_; }
    const std::string& order() const { return order_; }
    const std::string& former() const { return former_; }
    /// Leaves the folder to the next process.
    void keep() { kept_ = true; }

private:
    std::filesystem::path key_file(const std::string& name) const {
        return folder_ / (name + ".key");
    }
    void attach(Scissors& scissors, store::Database& database, SandboxBackend& backend) {
        sqlite3_commit_hook(database.handle(), before_commit, &scissors);
        sqlite3_wal_hook(database.handle(), after_commit, &scissors);
        backend.set_watch([&scissors](SandboxBackend::When when) {
            const bool before = when == SandboxBackend::When::before;
            scissors.kill_at(before ? Cut::call_before : Cut::call_after);
            return scissors.hit(before ? Cut::request_lost : Cut::reply_lost);
        });
    }
    static int before_commit(void* scissors) {
        static_cast<Scissors*>(scissors)->kill_at(Cut::journal_before);
        return 0;
    }
    static int after_commit(void* scissors, sqlite3*, const char*, int) {
        static_cast<Scissors*>(scissors)->kill_at(Cut::journal_after);
        return SQLITE_OK;
    }

    /// The terminal starts again, staff end the issue: either it had been proven, or nothing of it
    /// is left and the order can be paid back. What a renewal was to supersede works as before.
    std::string given_up() {
        store::Database database(folder_ / "journal.sqlite");
        store::IssueJournal journal(database);
        SandboxBackend backend(world_, order_);
        if (!settle_issues(journal, backend)) return "journal broken";
        if (backend.order_state() == "completed") return works(order_);
        const auto issuances = backend.issuances(order_);
        if (!issuances) return issuances.error().code;
        for (const auto& issuance : *issuances)
            if (!backend.abort_issuance(issuance.id, "given-up")) return "not to be ended";
        if (backend.live_certificates() != 0) return "a certificate without an owner";
        const auto state = backend.order_state();
        if (state != "approved" && state != "issue_wait") return "order is " + state;
        return former_.empty() ? "" : works(former_);
    }
    /// The order's one live certificate is in the first key, among others perhaps, and proven.
    std::string works(const std::string& order) {
        SandboxBackend backend(world_, order);
        if (backend.live_certificates() != 1) return "not one live certificate";
        const auto issuances = backend.issuances(order);
        TrialReader reader(key_file("a"), nullptr);
        auto token = drivers::open_piv_token(reader);
        if (!token) return "key: " + token.error().detail;
        const auto& issuance = issuances->back();
        const auto proven = verify_key(**token, pin, *certificate_der(issuance.certificate_pem),
                                       issuance.chain_pem);
        return proven ? "" : "key does not prove itself: " + proven.error().code;
    }

    /// One live certificate, in this key, proven; a superseded one neither live nor in the key.
    std::string verdict(const std::string& name) {
        SandboxBackend backend(world_, order_);
        if (backend.order_state() != "completed") return "order is " + backend.order_state();
        if (backend.live_certificates() != 1)
            return std::to_string(backend.live_certificates()) + " live certificates";
        if (!former_.empty() && SandboxBackend(world_, former_).live_certificates() != 0)
            return "the former certificate is still live";
        const auto issuances = backend.issuances(order_);
        if (!issuances) return issuances.error().code;
        const auto confirmed =
            std::ranges::find(*issuances, "confirmed", &backend::Issuance::state);
        if (confirmed == issuances->end()) return "nothing confirmed";
        return inspect(key_file(name), *confirmed);
    }
    static std::string inspect(const std::filesystem::path& file,
                               const backend::Issuance& issuance) {
        TrialReader reader(file, nullptr);
        auto token = drivers::open_piv_token(reader);
        if (!token) return "key: " + token.error().detail;
        const auto der = certificate_der(issuance.certificate_pem);
        const auto info = (*token)->info();
        if (!info || info->certificates.size() != 1) return "not one certificate in the key";
        const auto place = info->certificates.front().place;
        const auto proven = verify_key(**token, pin, *der, issuance.chain_pem);
        if (!proven) return "key does not prove itself: " + proven.error().code;
        if (issuance.encryption_certificate_pem.empty()) return {};
        const auto second = certificate_der(issuance.encryption_certificate_pem);
        const auto kept = (*token)->read_certificate({place, drivers::Use::encryption});
        if (!kept || *kept != *second) return "encryption certificate is not in the key";
        const auto held = (*token)->holds_encryption_pair(place, *public_key_of(*second));
        return held && *held ? "" : "encryption pair is not in the key";
    }

    sandbox::World& world_;
    std::filesystem::path folder_;
    std::string order_;
    std::string former_;
    std::string trouble_;
    int commands_ = 0;
    bool kept_ = false;
};

}  // namespace kiosk::issuing
