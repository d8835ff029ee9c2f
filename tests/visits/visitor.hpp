// A scripted customer: touches the terminal's screen by its finger, and plays the phones, the bank
// and the reviewer through the sandbox's outer world. The tour and the visits as tests share him.

#pragma once

#include "deploy/sandbox/outer_world.hpp"
#include "kiosk/terminal.hpp"
#include "ui/hand.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace visits {

/// Whom the visit is about. The documents under the camera say the same
/// (deploy/sandbox/specimen.json).
struct People {
    std::string org_code = "91310115MA1K000003";
    std::string lr_mobile = "13800010001";
    std::string agent_id = "310115199003071239";
    std::string agent_mobile = "13900010009";
    std::string email = "a@example.cn";
    std::string pin = "147258";
};

/// Everything fails soft: after the first miss nothing more is touched, `ok()` is false and `why()`
/// says what was on the screen.
class Visitor {
public:
    using Seen = std::function<void(Visitor&)>;

    /// `seen` is called after every step of the terminal; may be empty.
    Visitor(const sandbox::OuterWorldSetup& world, Seen seen = {});
    ~Visitor();

    ui::Hand& hand() { return *hand_; }
    sandbox::OuterWorld& world() { return world_; }
    kiosk::Terminal& terminal() { return *terminal_; }
    const kiosk::flow::Visit& visit() const { return terminal_->visit(); }
    const kiosk::flow::Draft& draft() const { return visit().draft; }
    std::string page() const { return kiosk::flow::name_of(visit().page); }
    bool ok() const { return hand_->ok(); }
    std::string why() const { return hand_->why(); }
    /// What starting the terminal cost this process, without the outer world.
    double start_cpu_seconds() const { return start_cpu_seconds_; }
    People people;

    bool await_page(std::string_view name);
    bool touch(std::string_view id) { return hand_->touch(id); }
    bool next() { return hand_->touch("next"); }
    /// Focuses the field and types digits or Latin letters.
    bool fill(std::string_view field, std::string_view text);
    /// Replaces what the field holds.
    bool correct_hanzi(std::string_view field, std::string_view spelling, std::string_view hanzi);
    bool fill_hanzi(std::string_view field, std::string_view spelling, std::string_view hanzi);
    /// Types the newest code sent to that mobile and goes on.
    bool enter_code(const std::string& mobile);
    /// What the outer world does; false when it refuses.
    bool outside(const std::string& path, nlohmann::json body);

    // Stretches of the way, each from the page it is named after to the next.
    bool start(std::string_view channel = {});
    bool choose_new_certificate(std::string_view method);
    bool agree();
    /// Puts the document under the camera, takes the photo, keeps it.
    bool photograph(const std::string& material, const std::string& document);
    bool photograph_organisation();
    /// ① up to 下一步 on its second part.
    bool fill_organisation(bool lr_in_person);
    /// 对公打款: types back the memo code of the small transfer.
    bool verify_by_transfer();
    bool verify_by_e_licence();
    bool verify_by_face();
    /// 法定代表人现场验证, from the choice of ways to the running camera.
    bool begin_face_on_site();
    /// From the consent page to the running camera.
    bool consent_to_face();
    /// A try of the challenges that the person before the camera passes.
    bool pass_face();
    /// One that ends otherwise.
    bool miss_face();
    bool verify_agent(std::string_view method);
    bool confirm_details(std::string_view delivery);
    bool upload_agent_documents();
    bool sign_letter_by_phone();
    bool photograph_letter();
    bool sign_application();
    bool photograph_seal();
    bool pay(std::string_view provider);
    /// 保存并离开, back to the start screen.
    bool leave();
    /// 订单管理 of the person with that document number (R30).
    bool find_orders(const std::string& document, const std::string& mobile);
    /// From the receipt to the key.
    bool go_on_when_approved();
    bool collect(const std::string& key);

    // Keys that are in use already (visitor_keys.cpp)
    bool insert(const std::string& key);
    bool pull();
    /// On the pad, where the digits stand in another order each time; then 确定.
    bool enter_pin(std::string_view pin);
    /// On `page` and `page`_again.
    bool choose_pin(const std::string& page, std::string_view pin);
    bool choose_service(std::string_view service);
    bool prove_key(const std::string& key);
    bool agree_for_key();
    /// In 证书查看, to one that is people.pin from then on.
    bool change_pin(const std::string& pin);
    /// Enters a wrong one on that page until the key locks itself.
    bool block_pin(const std::string& page);
    /// 解锁 of the key that is in, with a new PIN.
    bool unlock(const std::string& pin);
    /// From the services to the order of a renewal or change.
    bool begin_renewal(std::string_view service, const std::string& key);
    /// From ② to the approval.
    bool order_renewal();
    /// The new certificate into the key that is in, and the key out.
    bool write_kept_key();
    /// Whether the CA's list has the certificate of that serial.
    bool is_revoked(const std::string& certificate) const;

private:
    bool leave_field();

    sandbox::OuterWorld world_;
    double start_cpu_seconds_ = 0;
    std::unique_ptr<kiosk::Terminal> terminal_;
    std::unique_ptr<ui::Hand> hand_;
    Seen seen_;
};

/// The world of a test: programs and sources of this build, quick codes and reviewers, a short
/// state folder.
sandbox::OuterWorldSetup test_world(const std::filesystem::path& source,
                                    const std::filesystem::path& binary);

}  // namespace visits
