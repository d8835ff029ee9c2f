#include "deploy/sandbox/outer_world.hpp"

#include "deploy/sandbox/issued_key.hpp"
#include "deploy/sandbox/processes.hpp"
#include "drivers/virtual_camera.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <httplib.h>
#include <iomanip>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace sandbox {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

json await_json(const std::filesystem::path& file, const char* what) {
    json found;
    const bool came = await(
        [&] {
            found = json::parse(std::ifstream(file), nullptr, false);
            return found.is_object();
        },
        20s);
    if (!came) throw std::runtime_error(std::string(what) + " does not start");
    return found;
}

httplib::Client client_for(const std::string& url) {
    httplib::Client client(url);
    client.enable_server_certificate_verification(
        false);  // the page a phone would trust by its own store
    client.set_read_timeout(20s);
    return client;
}

/// What the organisation and its people gave in an earlier visit.
json fields_of(const std::filesystem::path& specimen) {
    const auto data = json::parse(std::ifstream(specimen));
    const auto& organisation = data.at("organisation");
    const auto& person = data.at("person");
    return {{"org_name", organisation.at("name")},
            {"org_code", organisation.at("code")},
            {"org_type", organisation.at("type")},
            {"org_address", organisation.at("address")},
            {"org_established", organisation.at("established")},
            {"org_term", organisation.at("term")},
            {"lr_name", person.at("name")},
            {"lr_id_type", "id_card"},
            {"lr_id_number", person.at("id_number")},
            {"lr_id_expiry", person.at("validity")},
            {"lr_mobile", "13800010001"},
            {"agent_name", "样本强"},
            {"agent_id_number", "310115199003071239"},
            {"agent_mobile", "13900010009"},
            {"agent_email", "a@example.cn"}};
}

std::optional<json> body_of(const httplib::Result& result) {
    if (!result || result->status < 200 || result->status > 299) return std::nullopt;
    auto body = json::parse(result->body, nullptr, false);
    return body.is_discarded() ? json::object() : body;
}

}  // namespace

OuterWorld::OuterWorld(const OuterWorldSetup& setup)
    : state_(std::filesystem::absolute(setup.state)) {
    std::filesystem::remove_all(state_);
    std::filesystem::create_directories(state_ / "backend");
    std::filesystem::create_directories(printer_folder());
    start_person(setup);
    draw_specimens(setup);
    start_backend(setup);
    start_printer(setup);
    keys_ = std::make_unique<KeyStand>(
        state_ / "keys",
        KeyStandPrograms{setup.source / "deploy/sandbox/pcscd", setup.programs / "virtual-ukey"});
    write_config(setup);
}

OuterWorld::~OuterWorld() {
    for (auto& child : children_) end(child);
}

/// Drawing takes a second or two, so the usual pictures are kept beside the programs.
void OuterWorld::draw_specimens(const OuterWorldSetup& setup) {
    const auto draw = [&](const std::filesystem::path& out, std::vector<std::string> wishes) {
        std::vector<std::string> words{(setup.programs / "specimens").string(), "--out",
                                       out.string()};
        std::ranges::move(wishes, std::back_inserter(words));
        if (!run(words)) throw std::runtime_error("specimens cannot be drawn");
    };
    const auto kept = setup.programs / "documents.drawn";
    if (!std::filesystem::exists(kept / "desk.jpg")) {
        // Beside it, for a rename is no rename between file systems.
        const auto fresh = setup.programs / ("documents." + std::to_string(::getpid()));
        draw(fresh, {});
        std::error_code taken;  // another world may have been faster
        std::filesystem::rename(fresh, kept, taken);
    }
    std::filesystem::copy(kept, camera_folder());
    specimens_ = setup.programs / "specimens";
    specimen_ = setup.source / "deploy/sandbox/specimen.json";
    if (setup.org_code.empty()) return;
    auto data = json::parse(std::ifstream(specimen_));
    data["organisation"]["code"] = setup.org_code;
    specimen_ = state_ / "specimen.json";
    std::ofstream(specimen_) << data;
    draw(camera_folder(), {"--data", specimen_.string(), "--name", "licence"});
}

void OuterWorld::start_backend(const OuterWorldSetup& setup) {
    std::vector<std::string> words{(setup.programs / "sandbox").string(),
                                   "--state",
                                   (state_ / "backend").string(),
                                   "--pki",
                                   (setup.source / "build/pki").string(),
                                   "--record",
                                   record().string()};
    std::ranges::copy(setup.backend_options, std::back_inserter(words));
    children_.push_back(spawn(words));
    const auto addresses = await_json(state_ / "backend/sandbox.json", "sandbox");
    backend_url_ = addresses.at("terminal_url");
    phone_url_ = addresses.at("phone_url");
}

void OuterWorld::start_printer(const OuterWorldSetup& setup) {
    children_.push_back(spawn({(setup.programs / "virtual-printer").string(), "--port", "0",
                               "--state", printer_folder().string()}));
    printer_port_ = await_json(printer_folder() / "printer.json", "virtual-printer").at("port");
}

/// Is there once its first picture is; until then the terminal starts.
void OuterWorld::start_person(const OuterWorldSetup& setup) {
    const auto mesh = setup.source / ".deps/models/canonical_face.binarypb";
    std::filesystem::create_directories(person_folder());
    children_.push_back(
        spawn({(setup.programs / "live-person").string(), "--folder", person_folder().string(),
               "--mesh", mesh.string(), "--width", std::to_string(setup.person_width)}));
}

void OuterWorld::write_config(const OuterWorldSetup& setup) {
    const auto pki = setup.source / "build/pki";
    const int width = setup.landscape ? 1920 : 1080;
    config_ = state_ / "kiosk.toml";
    std::ofstream out(config_);
    out << "[terminal]\ndefault_channel = \"" << setup.default_channel << "\"\nlanguage = \""
        << setup.language << "\"\nassets = \"" << (setup.source / "assets").string()
        << "\"\nstate = \"terminal\"\n"
        << "[panel]\nwidth = " << width << "\nheight = " << (setup.landscape ? 1080 : 1920)
        << "\nwidth_mm = " << (setup.landscape ? 476.1 : 267.8)
        << "\nfullscreen = " << std::boolalpha << setup.fullscreen
        << "\nsoftware = " << setup.software << "\n"
        << "[devices]\ncamera = \"virtual:" << camera_folder().string()
        << "\"\nreader = \"pcsc:\"\n"
        << "printer = \"tcp:127.0.0.1:" << printer_port_ << "\"\n"
        << "face_camera = \"virtual:" << person_folder().string() << "\"\n"
        << "microphone = \"virtual:" << person_folder().string() << "\"\n"
        << "loudspeaker = \"virtual:" << person_folder().string() << "\"\n"
        << "[backend]\nurl = \"" << backend_url_ << "\"\nca = \"" << (pki / "ca.pem").string()
        << "\"\ncertificate = \"" << (pki / "terminal.pem").string() << "\"\nkey = \""
        << (pki / "terminal.key").string() << "\"\n"
        << "[reading]\nmodels = \"" << (setup.source / ".deps/tessdata").string() << "\"\n"
        << "[face]\nmodels = \"" << (setup.source / ".deps/models").string() << "\"\n"
        << "[log]\nfile = \"" << (state_ / "kiosk.log").string() << "\"\n";
    if (!out) throw std::runtime_error(config_.string() + " cannot be written");
}

void OuterWorld::lay(const std::string& photo) {
    if (!drivers::lay_under_camera(camera_folder(), photo))
        throw std::runtime_error("nothing can be laid under the camera");
}

void OuterWorld::lay_slip(int number) {
    std::ostringstream name;
    name << "receipt-" << std::setw(3) << std::setfill('0') << number << ".png";
    const auto paper = printer_folder() / name.str();
    if (!await([&] { return std::filesystem::exists(paper); }, 10s) ||
        !run({specimens_.string(), "--out", camera_folder().string(), "--slip", paper.string()}))
        throw std::runtime_error("no slip " + name.str());
    lay("slip");
}

void OuterWorld::break_camera(const std::string& fault) {
    write_whole(camera_folder() / "fault", fault);
}
void OuterWorld::person(const std::string& mood) { write_whole(person_folder() / "mood", mood); }
void OuterWorld::break_face_camera(const std::string& fault) {
    write_whole(person_folder() / "fault", fault);
}
void OuterWorld::break_printer(const std::string& fault) {
    write_whole(printer_folder() / "fault", fault);
}

std::string OuterWorld::issue_key(const std::string& name, int days, const std::string& pin) {
    IssuedKey key;
    const auto papers = post("/outer/keys/issue", {{"serial", key.serial()},
                                                   {"csr_pem", key.request()},
                                                   {"days", days},
                                                   {"fields", fields_of(specimen_)}});
    if (!papers) throw std::runtime_error("no certificate for a key in use");
    const auto state = key.finish(
        {papers->at("certificate_pem"), papers->at("puk"), papers->at("management_key")}, pin);
    if (!drivers::save_virtual_ukey(state, keys_->folder() / (name + ".key")))
        throw std::runtime_error(name + ".key cannot be written");
    return key.serial();
}

std::optional<json> OuterWorld::get(const std::string& path) const {
    return body_of(client_for(phone_url_).Get(path));
}

std::optional<json> OuterWorld::post(const std::string& path, const json& body) const {
    return body_of(client_for(phone_url_).Post(path, body.dump(), "application/json"));
}

std::string OuterWorld::sms_code(const std::string& mobile, int seconds) {
    std::string code;
    await(
        [&] {
            const auto inbox = get("/outer/sms?mobile=" + mobile);
            if (!inbox) return false;
            for (const auto& message : inbox->at("messages")) {
                const auto found = message.value("code", "");
                const auto name = mobile + found + message.value("at", "");
                if (found.empty() || std::ranges::find(taken_codes_, name) != taken_codes_.end())
                    continue;
                taken_codes_.push_back(name);
                code = found;
            }
            return !code.empty();
        },
        std::chrono::seconds(seconds));
    return code;
}

}  // namespace sandbox
