// outer-world --source DIR --programs DIR --state DIR [--landscape] [--fullscreen] [--lang en]:
// everything outside the terminal for a demonstration with a window. When all runs it prints the
// configuration's path, the phones' address and the reader's socket, a line each, then obeys lines
// on its standard input: lay NAME (licence, id_front, id_back, desk), insert NAME, remove, issue
// NAME DAYS (a key in use whose certificate ends then), printer FAULT, camera FAULT, person MOOD,
// face-camera FAULT. The key "old", whose certificate ends in 30 days, lies there from the start;
// the PIN of keys in use is 147258.

#include "deploy/sandbox/outer_world.hpp"

#include <iostream>
#include <sstream>

namespace {

constexpr const char* pin_in_use = "147258";

void issue(sandbox::OuterWorld& world, const std::string& name, std::istream& words) {
    int days = 30;
    words >> days;
    std::cout << "serial " << world.issue_key(name, days, pin_in_use) << " pin " << pin_in_use
              << std::endl;
}

void obey(sandbox::OuterWorld& world, const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::string name;
    words >> verb >> name;
    if (verb == "lay")
        world.lay(name);
    else if (verb == "insert")
        std::cout << "serial " << world.keys().insert(name) << std::endl;
    else if (verb == "issue")
        issue(world, name, words);
    else if (verb == "remove")
        world.keys().remove();
    else if (verb == "printer")
        world.break_printer(name);
    else if (verb == "camera")
        world.break_camera(name);
    else if (verb == "person")
        world.person(name);
    else if (verb == "face-camera")
        world.break_face_camera(name);
    else if (!verb.empty())
        std::cout << "lay NAME | insert NAME | remove | issue NAME DAYS | printer FAULT | "
                     "camera FAULT | person MOOD | face-camera FAULT"
                  << std::endl;
}

int run(const std::vector<std::string>& words) {
    sandbox::OuterWorldSetup setup;
    setup.software = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--landscape")
            setup.landscape = true;
        else if (words[i] == "--fullscreen")
            setup.fullscreen = true;
        else if (i + 1 < words.size() && words[i] == "--source")
            setup.source = std::filesystem::absolute(words[++i]).lexically_normal();
        else if (i + 1 < words.size() && words[i] == "--programs")
            setup.programs = std::filesystem::absolute(words[++i]).lexically_normal();
        else if (i + 1 < words.size() && words[i] == "--state")
            setup.state = words[++i];
        else if (i + 1 < words.size() && words[i] == "--lang")
            setup.language = words[++i] == "en" ? "en" : "zh-CN";
    }
    if (setup.source.empty() || setup.programs.empty() || setup.state.empty()) {
        std::cerr << "usage: outer-world --source DIR --programs DIR --state DIR [--landscape] "
                     "[--fullscreen] [--lang en]\n";
        return 2;
    }
    sandbox::OuterWorld world(setup);
    std::cout << "config " << world.config().string() << "\nphones " << world.phone_url()
              << "\npcscd " << world.keys().socket().string() << std::endl;
    world.issue_key("old", 30, pin_in_use);
    for (std::string line; std::getline(std::cin, line);) obey(world, line);
    return 0;
}

}  // namespace

int main(int count, char** values) {
    try {
        return run({values + 1, values + count});
    } catch (const std::exception& error) {
        std::cerr << "outer-world: " << error.what() << '\n';
        return 1;
    }
}
