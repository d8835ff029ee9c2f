// Draws the documents of one invented customer as the document camera would see them:
//   specimens --out DIR [--data FILE] [--name NAME]… [--slip PNG]
// FILE is JSON: {"organisation": {…}, "person": {…}, "agent": {…}} with the members of
// SpecimenOrganisation and SpecimenPerson. NAME.jpg come to lie in DIR: licence, id_front and
// id_back (the person's), agent_id_front, agent_id_back, desk (nothing on it); with --slip only
// slip.jpg, that picture of a printed slip on the desk.

#include "deploy/sandbox/specimen.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <png.h>
#include <set>
#include <span>
#include <string>
#include <turbojpeg.h>
#include <vector>

namespace {

using nlohmann::json;

sandbox::SpecimenOrganisation organisation(const json& from) {
    const auto text = [&](const char* key) { return from.value(key, std::string()); };
    return {text("name"),        text("code"), text("type"),    text("person"), text("capital"),
            text("established"), text("term"), text("address"), text("scope")};
}

sandbox::SpecimenPerson person(const json& from) {
    const auto text = [&](const char* key) { return from.value(key, std::string()); };
    return {text("name"),    text("sex"),       text("ethnicity"), text("birth"),
            text("address"), text("id_number"), text("authority"), text("validity")};
}

bool write_jpeg(const std::filesystem::path& path, const cv::Mat& rgb) {
    const std::unique_ptr<void, int (*)(tjhandle)> turbo(tjInitCompress(), tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(turbo.get(), rgb.data, rgb.cols, static_cast<int>(rgb.step[0]),
                                   rgb.rows, TJPF_RGB, &bytes, &size, TJSAMP_420, 93, 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(bytes, tjFree);
    if (failed != 0) return false;
    std::ofstream out(path, std::ios::binary);
    for (const unsigned char byte : std::span(bytes, size)) out.put(static_cast<char>(byte));
    out.flush();
    return out.good();
}

cv::Mat read_png(const std::filesystem::path& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) return {};
    image.format = PNG_FORMAT_RGB;
    cv::Mat rgb(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3);
    const bool read = png_image_finish_read(&image, nullptr, rgb.data, 0, nullptr) != 0;
    return read ? rgb : cv::Mat();
}

/// A slip as it comes from the printer, laid down a little askew.
cv::Mat photograph_slip(const std::filesystem::path& png) {
    sandbox::Shot shot;
    shot.fill = 0.85;
    shot.turn_deg = -3;
    return photograph(read_png(png), shot);
}

cv::Mat draw(const std::string& name, const json& data) {
    sandbox::Shot shot;
    if (name == "licence") {
        shot.fill = 0.9;
        shot.turn_deg = -1.2;
        return photograph(
            draw_licence(organisation(data.at("organisation")), sandbox::Sheet::lying), shot);
    }
    const auto* whose = name.starts_with("agent") ? "agent" : "person";
    if (name.ends_with("id_front")) return photograph(draw_id_front(person(data.at(whose))), shot);
    if (name.ends_with("id_back")) return photograph(draw_id_back(person(data.at(whose))), shot);
    return photograph({}, shot);
}

int usage() {
    std::cerr << "usage: specimens --out DIR [--data FILE] [--name licence|id_front|id_back|"
                 "agent_id_front|agent_id_back|desk]… [--slip PNG]\n";
    return 2;
}

int run(std::span<char*> arguments) {
    std::filesystem::path out;
    std::filesystem::path data = SPECIMEN_DATA;
    std::filesystem::path slip;
    std::set<std::string> names;
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
        if (i + 1 == arguments.size()) return usage();
        const std::string option = arguments[i];
        const std::string value = arguments[i + 1];
        if (option == "--out")
            out = value;
        else if (option == "--data")
            data = value;
        else if (option == "--name")
            names.insert(value);
        else if (option == "--slip")
            slip = value;
        else
            return usage();
    }
    if (out.empty()) return usage();
    if (!slip.empty()) return write_jpeg(out / "slip.jpg", photograph_slip(slip)) ? 0 : 1;
    if (names.empty())
        names = {"licence", "id_front", "id_back", "agent_id_front", "agent_id_back", "desk"};
    const auto read = json::parse(std::ifstream(data), nullptr, false);
    const auto has = [&](const char* part) { return read.contains(part); };
    if (read.is_discarded() || !has("organisation") || !has("person") || !has("agent")) {
        std::cerr << data.string() << ": JSON with organisation, person and agent expected\n";
        return 2;
    }
    std::filesystem::create_directories(out);
    for (const auto& name : names) {
        const auto path = out / (name + ".jpg");
        if (write_jpeg(path, draw(name, read))) continue;
        std::cerr << path.string() << ": cannot write\n";
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** values) {
    try {
        return run({values, static_cast<std::size_t>(count)});
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
