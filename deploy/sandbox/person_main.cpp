// Films the virtual person as a clip for the virtual camera or for `kiosk face`:
//   virtual-person --out CLIP [--rate N] [--seconds N] [--act KIND@AT[:LASTS[:AMOUNT]]]…
//                  [--likeness portrait|glasses|narrow_eyes|other] [--cover mask|hand|sunglasses]
//                  [--flat] [--light FACTOR] [--portrait FILE] [--mesh FILE]
// CLIP becomes a folder of JPEG frames with a file `rate`.

#include "deploy/sandbox/person_script.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <turbojpeg.h>

namespace {

namespace fs = std::filesystem;

struct Order {
    fs::path out;
    double rate = 25;
    double seconds = 10;
    sandbox::Script script;
    sandbox::Likeness likeness = sandbox::Likeness::portrait;
    sandbox::View view;
    fs::path portrait = "/usr/lib/python3/dist-packages/imageio/resources/images/astronaut.png";
    fs::path mesh = ".deps/models/canonical_face.binarypb";
};

const std::map<std::string, sandbox::Likeness> likenesses{
    {"portrait", sandbox::Likeness::portrait},
    {"glasses", sandbox::Likeness::glasses},
    {"narrow_eyes", sandbox::Likeness::narrow_eyes},
    {"other", sandbox::Likeness::other}};
const std::map<std::string, sandbox::Cover> covers{{"mask", sandbox::Cover::mask},
                                                   {"hand", sandbox::Cover::hand},
                                                   {"sunglasses", sandbox::Cover::sunglasses}};

/// Throws on a word that makes no sense.
Order read_order(int count, char** words) {
    Order order;
    for (int i = 1; i < count; ++i) {
        const std::string option = words[i];
        if (option == "--flat") {
            order.view.flat = true;
            continue;
        }
        if (++i == count) throw std::invalid_argument(option);
        const std::string value = words[i];
        if (option == "--out")
            order.out = value;
        else if (option == "--rate")
            order.rate = std::stod(value);
        else if (option == "--seconds")
            order.seconds = std::stod(value);
        else if (option == "--act")
            order.script.push_back(sandbox::read_act(value).value());
        else if (option == "--likeness")
            order.likeness = likenesses.at(value);
        else if (option == "--cover")
            order.view.cover = covers.at(value);
        else if (option == "--light")
            order.view.light = std::stod(value);
        else if (option == "--portrait")
            order.portrait = value;
        else if (option == "--mesh")
            order.mesh = value;
        else
            throw std::invalid_argument(option);
    }
    if (order.out.empty() || !(order.rate > 0)) throw std::invalid_argument("--out, --rate");
    return order;
}

bool write_jpeg(const fs::path& path, const cv::Mat& rgb) {
    const std::unique_ptr<void, int (*)(tjhandle)> turbo(tjInitCompress(), tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(turbo.get(), rgb.data, rgb.cols, static_cast<int>(rgb.step[0]),
                                   rgb.rows, TJPF_RGB, &bytes, &size, TJSAMP_422, 90, 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(bytes, tjFree);
    if (failed != 0) return false;
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    out.flush();
    return out.good();
}

int film(const Order& order) {
    const auto person = sandbox::Person::load(order.portrait, order.mesh, order.likeness);
    if (!person) {
        std::cerr << person.error() << '\n';
        return 2;
    }
    fs::create_directories(order.out);
    std::ofstream(order.out / "rate") << order.rate << '\n';
    const auto count = static_cast<unsigned>(order.seconds * order.rate);
    for (unsigned i = 0; i < count; ++i) {
        const auto gesture = sandbox::gesture_at(order.script, i / order.rate);
        char name[16];
        std::snprintf(name, sizeof name, "%05u.jpg", i);
        if (!write_jpeg(order.out / name, person->picture(gesture, order.view, i))) {
            std::cerr << (order.out / name).string() << ": cannot be written\n";
            return 1;
        }
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return film(read_order(count, words));
    } catch (const std::exception& error) {
        std::cerr << "virtual-person: " << error.what() << '\n';
        return 2;
    }
}
