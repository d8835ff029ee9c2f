// tour --source DIR --programs DIR --state DIR --out DIR [--services] [--landscape] [--lang en]: a
// scripted customer does the whole visit (or the services for a key in use) headless and leaves
// pictures, receipt, certificate and a summary. Exit 0 only when the key works.

#include "tests/visits/album.hpp"
#include "tests/visits/proof.hpp"

#include <chrono>
#include <fstream>
#include <iostream>

namespace {

using visits::Visitor;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

struct Wishes {
    sandbox::OuterWorldSetup world;
    std::filesystem::path out;
    bool english = false;
    bool services = false;  ///< For keys in use, instead of a new certificate.
};

double since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The whole visit as named steps, each with its seconds.
json walk(Visitor& v) {
    auto steps = json::array();
    const auto step = [&](const char* name, auto&& part) {
        if (!v.ok()) return;
        const auto begin = Clock::now();
        part();
        steps.push_back({{"name", name}, {"seconds", since(begin)}});
    };
    step("channel and service", [&] { v.start(), v.choose_new_certificate("lr_face"), v.agree(); });
    step("organisation", [&] { v.photograph_organisation(), v.fill_organisation(false); });
    step("face", [&] { v.begin_face_on_site(), v.pass_face(), v.await_page("agent.input"); });
    step("agent", [&] { v.verify_agent("phone"), v.await_page("details.form"); });
    step("details", [&] { v.confirm_details("on_site"); });
    step("materials", [&] { v.upload_agent_documents(), v.sign_letter_by_phone(); });
    step("signature", [&] { v.sign_application(); });
    step("payment", [&] { v.pay("wechat"); });
    step("issue", [&] { v.collect("tour"); });
    return steps;
}

/// The services for keys that are in use, on one whose certificate is about to expire.
json walk_services(Visitor& v) {
    auto steps = json::array();
    const auto step = [&](const char* name, auto&& part) {
        if (!v.ok()) return;
        const auto begin = Clock::now();
        part();
        steps.push_back({{"name", name}, {"seconds", since(begin)}});
    };
    v.world().issue_key("old", 30, v.people.pin);
    step("view, new PIN", [&] {
        v.start(), v.choose_service("view"), v.insert("old"), v.change_pin("903172");
        v.touch("back"), v.await_page("view.removing"), v.pull(), v.await_page("entry.services");
    });
    step("blocked, unlocked", [&] {
        v.choose_service("renewal"), v.await_page("prove.awaiting"), v.insert("old");
        v.block_pin("prove.pin"), v.await_page("prove.wrong_key"), v.touch("prove.unlock");
        v.unlock("147258"), v.next();
    });
    step("renewal", [&] {
        v.start(), v.begin_renewal("renewal", "old"), v.order_renewal(), v.write_kept_key();
    });
    return steps;
}

Wishes wishes_of(const std::vector<std::string>& words) {
    Wishes wishes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--landscape") wishes.world.landscape = true;
        if (words[i] == "--services") wishes.services = true;
        if (i + 1 == words.size()) continue;
        if (words[i] == "--source") wishes.world.source = std::filesystem::absolute(words[i + 1]);
        if (words[i] == "--programs")
            wishes.world.programs = std::filesystem::absolute(words[i + 1]);
        if (words[i] == "--state") wishes.world.state = words[i + 1];
        if (words[i] == "--out") wishes.out = words[i + 1];
        if (words[i] == "--lang") wishes.english = words[i + 1] == "en";
    }
    wishes.world.backend_options = {"--sms-cooldown", "5", "--review-after", "1"};
    return wishes;
}

int tour(const Wishes& wishes) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    visits::Album album(wishes.out);
    Visitor v(wishes.world, [&](Visitor& visitor) { album.look(visitor); });
    const auto begin = Clock::now();
    if (wishes.english) v.touch("language");
    std::string order;
    const auto steps = wishes.services ? walk_services(v) : walk(v);
    album.close();
    if (!v.ok()) {
        std::cerr << v.why() << '\n';
        return 1;
    }
    const auto proof = visits::prove(v, wishes.services ? "old" : "tour", wishes.out);
    const auto& traffic = v.terminal().traffic();
    const json summary{{"order", proof.order},
                       {"state", proof.state},
                       {"seconds", since(begin)},
                       {"steps", steps},
                       {"requests", traffic.requests.load()},
                       {"bytes_sent", traffic.bytes_sent.load()},
                       {"bytes_received", traffic.bytes_received.load()}};
    std::ofstream(wishes.out / "summary.json") << summary.dump(2) << '\n';
    if (!proof.fault.empty()) std::cerr << proof.fault << '\n';
    std::cout << album.pages() << " screens in " << wishes.out.string() << ", order " << proof.order
              << ' ' << proof.state << ", " << since(begin) << " s\n";
    return proof.fault.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    const auto wishes = wishes_of({values + 1, values + count});
    if (wishes.world.source.empty() || wishes.world.programs.empty() ||
        wishes.world.state.empty() || wishes.out.empty()) {
        std::cerr << "usage: tour --source DIR --programs DIR --state DIR --out DIR [--services] "
                     "[--landscape] [--lang en]\n";
        return 2;
    }
    try {
        return tour(wishes);
    } catch (const std::exception& error) {
        std::cerr << "tour: " << error.what() << '\n';
        return 1;
    }
}
