#include "tests/visits/visitor.hpp"

#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <unistd.h>

namespace visits {
namespace {

using namespace std::chrono_literals;
namespace flow = kiosk::flow;

constexpr auto patience = 60s;  // sanitizers and reading are slow on a busy machine

std::unique_ptr<kiosk::Terminal> start_terminal(const std::filesystem::path& config) {
    const auto loaded = kiosk::load_config(config);
    if (!loaded) throw std::runtime_error(loaded.error().line);
    auto terminal = kiosk::Terminal::start(*loaded);
    if (!terminal) throw std::runtime_error(terminal.error());
    return std::move(*terminal);
}

}  // namespace

Visitor::Visitor(const sandbox::OuterWorldSetup& world, Seen seen)
    : world_(world), seen_(std::move(seen)) {
    const auto before = std::clock();
    terminal_ = start_terminal(world_.config());
    start_cpu_seconds_ = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    const auto step = [this] {
        terminal_->step(20ms);
        if (seen_) seen_(*this);
    };
    hand_ = std::make_unique<ui::Hand>(terminal_->window(), step, patience);
}

Visitor::~Visitor() = default;

bool Visitor::await_page(std::string_view name) {
    return hand_->await([&] { return page() == name; },
                        "page " + std::string(name) + ", at " + page());
}

/// The last field's keyboard says 完成, the others' 下一项.
bool Visitor::leave_field() { return touch(hand_->see("key.done") ? "key.done" : "key.next"); }

bool Visitor::fill(std::string_view field, std::string_view text) {
    return touch("field." + std::string(field)) && hand_->type(text) && leave_field();
}

bool Visitor::fill_hanzi(std::string_view field, std::string_view spelling,
                         std::string_view hanzi) {
    return touch("field." + std::string(field)) && hand_->type_pinyin(spelling, hanzi) &&
           leave_field();
}

bool Visitor::correct_hanzi(std::string_view field, std::string_view spelling,
                            std::string_view hanzi) {
    const auto id = "field." + std::string(field);
    if (!touch(id)) return false;
    while (ok() && !hand_->text_of(id).empty()) touch("key.backspace");
    return hand_->type_pinyin(spelling, hanzi) && leave_field();
}

bool Visitor::enter_code(const std::string& mobile) {
    if (!ok()) return false;
    const auto code = world_.sms_code(mobile);
    return hand_->await([&] { return !code.empty(); }, "an SMS to " + mobile) &&
           touch("field.sms_code") && hand_->type(code) && leave_field() && next();
}

bool Visitor::outside(const std::string& path, nlohmann::json body) {
    if (!ok()) return false;
    const bool done = world_.post(path, body).has_value();
    return hand_->await([&] { return done; }, "the outer world to do " + path);
}

bool Visitor::start(std::string_view channel) {
    touch("start");
    await_page("entry.channel");
    if (!channel.empty() && channel != draft().channel.id) {
        touch("entry.other_channel");
        touch("entry.channels." + std::string(channel));
    } else {
        next();
    }
    return await_page("entry.services");
}

bool Visitor::choose_new_certificate(std::string_view method) {
    touch("entry.service.new");
    await_page("entry.method");
    touch("entry.method." + std::string(method));
    next();
    return await_page("entry.agreements");
}

bool Visitor::agree() {
    for (const auto* agreement : {"service", "notice", "privacy"})
        touch("entry.agreement." + std::string(agreement));
    next();
    return await_page("organisation.input");
}

/// Lays the document down and waits until the terminal has taken its photo by itself.
bool Visitor::photograph(const std::string& material, const std::string& document) {
    if (!ok() || !await_page("capture." + material)) return false;
    world_.lay(document);
    const auto taken_from = [&] {
        return page() != "capture." + material && page() != "capture.taking";
    };
    const bool taken = hand_->await(taken_from, "a photo of " + document + " to be taken");
    if (taken) world_.lay("");  // the next page must not see this document
    if (!ok() || flow::is_document(material)) return ok();
    return await_page("capture.check_" + material) && next();
}

bool Visitor::photograph_organisation() {
    touch("organisation.input.camera");
    photograph("licence", "licence");
    photograph("lr_id_front", "id_front");
    photograph("lr_id_back", "id_back");
    return await_page("organisation.form");
}

bool Visitor::fill_organisation(bool lr_in_person) {
    await_page("organisation.form");
    if (draft().method == flow::Method::bank_transfer) {
        fill_hanzi("org_bank", "yangbenyinhang", "样本银行");
        fill("org_account", "6222000011112222");
    }
    next();
    await_page("organisation.person");
    fill("lr_mobile", people.lr_mobile);
    touch(lr_in_person ? "organisation.applicant.yes" : "organisation.applicant.no");
    return next();
}

bool Visitor::verify_by_face() {
    await_page("organisation.face_way");
    touch("organisation.face_way.sms");
    await_page("organisation.face_wait");
    return outside("/outer/face", {{"order", draft().order.id}, {"result", "pass"}});
}

bool Visitor::begin_face_on_site() {
    await_page("organisation.face_way");
    touch("organisation.face_way.on_site");
    return consent_to_face();
}

bool Visitor::consent_to_face() {
    await_page("face.consent");
    touch("face.consent.face");
    next();
    return await_page("face.live");
}

bool Visitor::pass_face() {
    await_page("face.passed");
    return next();
}

bool Visitor::miss_face() { return await_page("face.not_passed"); }

bool Visitor::verify_by_transfer() {
    await_page("organisation.transfer");
    if (!ok()) return false;
    const auto transfer = world_.get("/outer/transfers?order=" + draft().order.id);
    hand_->await([&] { return transfer && transfer->contains("code"); }, "the transfer's code");
    if (!ok()) return false;
    touch("field.transfer_code");
    hand_->type(transfer->at("code").get<std::string>());
    leave_field();
    return next();
}

bool Visitor::verify_by_e_licence() {
    await_page("organisation.e_licence");
    return outside("/outer/licence", {{"order", draft().order.id}, {"result", "confirm"}});
}

bool Visitor::verify_agent(std::string_view method) {
    await_page("agent.input");
    touch("agent.input.typing");
    await_page("agent.form");
    if (method != "phone") touch("agent.method." + std::string(method));
    fill_hanzi("agent_name", "yangbenqiang", "样本强");
    fill("agent_id_number", people.agent_id);
    if (method == "bank_card") {
        fill("agent_card", "6222021234567890128");
        fill("agent_card_mobile", people.agent_mobile);
    }
    fill("agent_mobile", people.agent_mobile);
    fill("agent_email", people.email);
    next();
    if (method == "face") return consent_to_face() && pass_face();
    await_page("agent.code");
    return enter_code(people.agent_mobile);
}

bool Visitor::confirm_details(std::string_view delivery) {
    await_page("details.form");
    touch("details.delivery." + std::string(delivery));
    if (draft().in_person()) fill("invoice_email", people.email);
    if (delivery == "post") {
        fill_hanzi("mail_region", "shanghai", "上海");
        fill_hanzi("mail_address", "shanghaishiyangbenlu", "上海市样本路");
    }
    next();
    await_page("details.review");
    next();
    return await_page("materials.list");
}

bool Visitor::upload_agent_documents() {
    touch("materials.agent_id_front.take");
    photograph("agent_id_front", "agent_id_front");
    await_page("materials.list");
    touch("materials.agent_id_back.take");
    photograph("agent_id_back", "agent_id_back");
    return await_page("materials.list");
}

bool Visitor::sign_letter_by_phone() {
    touch("materials.authorisation_letter.choose");
    touch("materials.letter.e_sign");
    await_page("materials.letter_wait");
    outside("/outer/sign", {{"order", draft().order.id}});
    return await_page("materials.list");
}

bool Visitor::photograph_letter() {
    touch("materials.authorisation_letter.choose");
    touch("materials.letter.stamped");
    photograph("authorisation_letter", "licence");
    return await_page("materials.list");
}

bool Visitor::photograph_seal() {
    touch("materials.seal_sample.take");
    photograph("seal_sample", "licence");
    return await_page("materials.list");
}

bool Visitor::sign_application() {
    await_page("materials.list");
    next();
    await_page("materials.signing");
    touch("materials.consent.truth");
    enter_code(draft().in_person() ? people.lr_mobile : people.agent_mobile);
    // A channel with one provider shows its code at once.
    return hand_->await([&] { return page() == "pay.choosing" || page() == "pay.paying"; },
                        "the payment to begin");
}

bool Visitor::pay(std::string_view provider) {
    if (page() == "pay.choosing") touch("pay.provider." + std::string(provider));
    await_page("pay.paying");
    if (!ok()) return false;
    const auto& paying = std::get<flow::Pay::Paying>(std::get<flow::Pay::State>(visit().page));
    outside("/outer/pay", {{"payment", paying.payment.id}, {"result", "paid"}});
    return hand_->await(
        [&] {
            return page() == "pay.paid" || page() == "issue.awaiting" || page() == "issue.own_pin";
        },
        "the payment");
}

bool Visitor::go_on_when_approved() {
    const auto can_go_on = [&] {
        const auto* go_on = hand_->widget("next");
        return page() != "pay.paid" || (go_on != nullptr && go_on->state.enabled);
    };
    hand_->await(can_go_on, "the approval");
    return page() == "pay.paid" ? next() : ok();
}

bool Visitor::collect(const std::string& key) {
    go_on_when_approved();
    await_page("issue.awaiting");
    if (!ok()) return false;
    world_.keys().insert(key);
    choose_pin("issue.pin", people.pin);
    await_page("issue.done");
    if (!ok()) return false;
    world_.keys().remove();
    return await_page("farewell.completed");
}

bool Visitor::leave() {
    touch("leave");
    touch("leaving.go");
    return await_page("attract");
}

bool Visitor::find_orders(const std::string& document, const std::string& mobile) {
    touch("entry.service.orders");
    await_page("identify.asking");
    fill("document_number", document);
    next();
    await_page("identify.code");
    enter_code(mobile);
    return await_page("orders.list");
}

sandbox::OuterWorldSetup test_world(const std::filesystem::path& source,
                                    const std::filesystem::path& binary) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    sandbox::OuterWorldSetup setup;
    setup.source = source;
    setup.programs = binary / "deploy/sandbox";
    setup.state =
        std::filesystem::temp_directory_path() / ("kiosk-visit-" + std::to_string(::getpid()));
    setup.person_width = 400;  // drawing it costs more than watching it
    setup.backend_options = {"--sms-cooldown", "1", "--review-after", "-1"};  // a reviewer decides
    return setup;
}

}  // namespace visits
