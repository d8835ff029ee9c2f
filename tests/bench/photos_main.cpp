// photos OUT COUNT SEED TIER: COUNT photographs of each document, no two alike, in the folder OUT
// with their truth (gt.jsonl), for tests/bench/read. TIER: clean, normal, hard, or negative for
// what is to be refused (or empty_desk, screen_copy, … for one such reason). Faces are those of
// Noto and whatever else is installed (Debian: fonts-wqy-*, fonts-arphic-*, fonts-lxgw-wenkai,
// fonts-cns11643-*).

#include "deploy/sandbox/specimen_pen.hpp"
#include "deploy/sandbox/specimen_people.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <turbojpeg.h>
#include <vector>

namespace {

using nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Tier {
    double blur_from, blur_to, motion, tilt, turn, shade, glare, noise_to;
    int smallest;  // pixels across a card; a licence has smaller writing for its size
    double hands;
};

Tier tier_of(const std::string& name) {
    if (name == "clean") return {0.2, 0.6, 0, 0.06, 5, 0.15, 0, 2, 1000, 0};
    if (name == "hard") return {0.7, 1.7, 4.5, 0.28, 14, 0.6, 0.5, 6, 700, 0.35};
    return {0.4, 1.1, 3, 0.16, 9, 0.35, 0.25, 4, 800, 0.2};
}

std::vector<fs::path> installed(std::initializer_list<const char*> files) {
    std::vector<fs::path> out;
    for (const auto* file : files)
        if (const fs::path path = fs::path("/usr/share/fonts") / file; fs::exists(path))
            out.push_back(path);
    return out;
}

template <class List>
const auto& one_of(cv::RNG& random, const List& list) {
    return list[static_cast<std::size_t>(random.uniform(0, static_cast<int>(list.size())))];
}

sandbox::Print print_of(cv::RNG& random, const std::string& text) {
    static const auto sans =
        installed({"opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Medium.ttc",
                   "opentype/noto/NotoSansCJK-Light.ttc", "opentype/noto/NotoSansCJK-Bold.ttc",
                   "truetype/wqy/wqy-zenhei.ttc", "truetype/wqy/wqy-microhei.ttc"});
    static const auto serif = installed(
        {"opentype/noto/NotoSerifCJK-Regular.ttc", "opentype/noto/NotoSerifCJK-Medium.ttc",
         "truetype/arphic/uming.ttc", "truetype/arphic-gbsn00lp/gbsn00lp.ttf",
         "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", "truetype/cns11643/TW-Sung-98_1.ttf"});
    static const auto digits =
        installed({"truetype/dejavu/DejaVuSansMono.ttf", "truetype/dejavu/DejaVuSans.ttf",
                   "truetype/lxgw-wenkai/LXGWWenKaiMono-Regular.ttf",
                   "opentype/noto/NotoSansCJK-Regular.ttc"});
    for (;;) {
        sandbox::Print out;
        out.sans = one_of(random, sans);
        out.serif = one_of(random, serif);
        out.digits = one_of(random, digits);
        out.moved = {random.uniform(-0.7, 0.7), random.uniform(-0.5, 0.5)};
        out.size = random.uniform(0.94, 1.06);
        out.pitch = random.uniform(0.96, 1.03);
        out.values_serif = random.uniform(0, 3) != 0;
        out.arrangement = random.uniform(0, 6);
        const int grey = random.uniform(-10, 4);
        out.tint = {grey + random.uniform(-8.0, 5.0), grey + random.uniform(-8.0, 5.0),
                    grey + random.uniform(-8.0, 5.0)};
        out.seed = static_cast<std::uint64_t>(random.uniform(2, 1000000));
        if (sandbox::Pen(out).covers(text)) return out;
    }
}

sandbox::Shot shot_of(cv::RNG& random, const Tier& tier, cv::Size page) {
    static const std::vector<cv::Size> frames{{1920, 1080}, {2592, 1944}, {2048, 1536},
                                              {3264, 2448}, {1920, 1440}, {2560, 1440}};
    const bool licence = !sandbox::is_card(page);
    const int longer = std::max(page.width, page.height);
    sandbox::Shot out;
    do {
        out.frame = one_of(random, frames);
        out.fill = random.uniform(licence ? 0.6 : 0.35, licence ? 0.93 : 0.75);
        const int quarters = random.uniform(0, 10) < 6 ? 0 : random.uniform(1, 4);
        out.turn_deg = 90.0 * quarters + random.uniform(-tier.turn, tier.turn);
    } while (page_scale(page, out) * longer < tier.smallest * (licence ? 1.8 : 1.0));
    out.tilt = random.uniform(0.0, tier.tilt);
    out.tilt_to_deg = random.uniform(0.0, 360.0);
    out.shift = {random.uniform(-0.04, 0.04), random.uniform(-0.03, 0.03)};
    if (!licence) out.shift *= 2;
    out.desk_kind = static_cast<sandbox::Desk>(random.uniform(0, 5));
    static const std::vector<cv::Scalar> colours{
        {112, 118, 124}, {150, 110, 70},  {205, 160, 110}, {60, 40, 28},   {232, 230, 226},
        {190, 186, 178}, {40, 42, 46},    {44, 74, 130},   {120, 40, 50},  {214, 206, 190},
        {150, 160, 150}, {242, 242, 244}, {90, 110, 90},   {180, 150, 165}};
    out.desk = one_of(random, colours);
    out.blur_px = random.uniform(tier.blur_from, tier.blur_to);
    if (random.uniform(0, 3) == 0) out.motion_px = random.uniform(0.0, tier.motion);
    if (random.uniform(0, 2) == 0) out.shade = random.uniform(0.0, tier.shade);
    if (tier.glare > 0 && random.uniform(0, 3) == 0) out.glare = random.uniform(0.0, tier.glare);
    out.glare_at = {random.uniform(0.0, 1.0), random.uniform(0.0, 1.0)};
    out.noise = random.uniform(0.8, tier.noise_to);
    const double exposure = random.uniform(0.7, 1.05);
    out.light = {exposure * random.uniform(0.92, 1.0), exposure * random.uniform(0.95, 1.0),
                 exposure * random.uniform(0.88, 1.0)};
    out.hand = random.uniform(0.0, 1.0) < tier.hands;
    out.seed = static_cast<std::uint64_t>(random.uniform(1, 1 << 30));
    return out;
}

/// From a telephone in its black frame to a desk's monitor that fills the picture.
sandbox::Display display_of(cv::RNG& random) {
    sandbox::Display out;
    const bool edged = random.uniform(0, 2) == 0;
    out.pitch = edged ? random.uniform(1.1, 3.0) : random.uniform(1.25, 4.0);
    out.turn_deg = random.uniform(0, 2) == 0 ? 0 : random.uniform(-12.0, 12.0);
    out.brightness = random.uniform(0.65, 1.25);
    out.veil = random.uniform(0.0, 25.0);
    out.around = random.uniform(0.0, 0.08);
    out.bezel = edged ? random.uniform(0.02, 0.12) : 0;
    static const std::vector<cv::Scalar> behind{{0, 0, 0},      {20, 20, 22},    {245, 245, 245},
                                                {150, 110, 70}, {190, 186, 178}, {70, 90, 120}};
    out.behind = one_of(random, behind);
    return out;
}

bool write_jpeg(const fs::path& path, const cv::Mat& rgb, int quality) {
    const std::unique_ptr<void, int (*)(tjhandle)> turbo(tjInitCompress(), tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(turbo.get(), rgb.data, rgb.cols, static_cast<int>(rgb.step[0]),
                                   rgb.rows, TJPF_RGB, &bytes, &size, TJSAMP_420, quality, 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(bytes, tjFree);
    if (failed != 0) return false;
    std::ofstream out(path, std::ios::binary);
    for (const unsigned char byte : std::span(bytes, size)) out.put(static_cast<char>(byte));
    return out.flush().good();
}

struct Drawn {
    cv::Mat page;
    ordered_json fields;
};

Drawn draw(const std::string& document, cv::RNG& random) {
    if (document == "licence") {
        const auto o = sandbox::invent_organisation(random);
        const auto print = print_of(random, o.name + o.person + o.address + o.scope);
        const auto sheet =
            random.uniform(0, 10) < 7 ? sandbox::Sheet::lying : sandbox::Sheet::upright;
        ordered_json fields{
            {"name", o.name},     {"type", o.type},       {"code", o.code},
            {"person", o.person}, {"capital", o.capital}, {"established", o.established},
            {"term", o.term},     {"address", o.address}, {"scope", o.scope}};
        for (const auto* empty : {"capital", "term"})
            if (fields[empty] == "") fields.erase(empty);
        return {draw_licence(o, sheet, print), fields};
    }
    const auto p = sandbox::invent_person(random);
    const auto print = print_of(random, p.name + p.address + p.ethnicity + p.authority);
    if (document == "id_back")
        return {draw_id_back(p, print), {{"authority", p.authority}, {"validity", p.validity}}};
    return {draw_id_front(p, print),
            {{"name", p.name},
             {"sex", p.sex},
             {"ethnicity", p.ethnicity},
             {"birth", p.birth},
             {"address", p.address},
             {"id_number", p.id_number}}};
}

/// A photograph to be refused, and why.
cv::Mat draw_refused(const std::string& why, cv::RNG& random) {
    static const std::vector<std::string> documents{"id_front", "id_back", "licence"};
    const auto page = draw(one_of(random, documents), random).page;
    auto shot = shot_of(random, tier_of("normal"), page.size());
    if (why == "empty_desk") return photograph({}, shot);
    if (why == "wrong_document") {
        const auto print = print_of(random, "样本");
        return photograph(
            draw_stranger(static_cast<sandbox::Stranger>(random.uniform(0, 4)), print), shot);
    }
    shot.hand = false;
    if (why == "half_card") {
        const double out = random.uniform(0.42, 0.55) * (random.uniform(0, 2) == 0 ? 1 : -1);
        shot.shift = random.uniform(0, 2) == 0 ? cv::Point2d(out, 0) : cv::Point2d(0, out);
    }
    if (why == "heavy_blur") shot.blur_px = random.uniform(0.004, 0.007) * shot.frame.width;
    if (why == "screen_copy") {
        shot.display = display_of(random);
        shot.blur_px = random.uniform(0.2, 0.5);
        shot.motion_px = 0;
    }
    if (why == "glare") {
        shot.glare = random.uniform(1.0, 1.4);
        shot.glare_at = {0.62, 0.86};  // a card's number, a validity
        shot.fill = 0.6;
        cv::Mat card = draw(random.uniform(0, 2) == 0 ? "id_front" : "id_back", random).page;
        shot.light *= 0.8;
        return photograph(card, shot);
    }
    return photograph(page, shot);
}

int run(const fs::path& out, int count, std::uint64_t seed, const std::string& wanted) {
    fs::create_directories(out);
    std::ofstream truth(out / "gt.jsonl");
    static const std::vector<std::string> reasons{"empty_desk", "wrong_document", "half_card",
                                                  "heavy_blur", "glare",          "screen_copy"};
    const bool one_reason = std::ranges::find(reasons, wanted) != reasons.end();
    const bool negative = one_reason || wanted == "negative";
    const std::string tier = negative ? "negative" : wanted;
    const auto kinds = one_reason ? std::vector{wanted}
                       : negative ? reasons
                                  : std::vector<std::string>{"id_front", "id_back", "licence"};
    for (const auto& kind : kinds)
        for (int i = 0; i < count; ++i) {
            cv::RNG random(seed * 7919 + std::hash<std::string>()(kind + tier) +
                           104729ULL * static_cast<std::uint64_t>(i));
            for (int k = 0; k < 8; ++k) static_cast<void>(random.next());
            const auto name =
                kind + "_" + tier + "_" + std::to_string(seed) + "_" + std::to_string(i) + ".jpg";
            ordered_json line{{"image", name}};
            cv::Mat photo;
            if (negative) {
                line.update({{"doc", "negative"},
                             {"tier", "negative"},
                             {"fields", ordered_json::object()},
                             {"reject", kind}});
                photo = draw_refused(kind, random);
            } else {
                const auto drawn = draw(kind, random);
                line.update({{"doc", kind}, {"tier", tier}, {"fields", drawn.fields}});
                photo = photograph(drawn.page, shot_of(random, tier_of(tier), drawn.page.size()));
            }
            if (!write_jpeg(out / name, photo, random.uniform(84, 96))) return 1;
            truth << line.dump() << '\n';
        }
    return truth.flush() ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    if (count != 5) {
        std::cerr << "usage: photos OUT COUNT SEED clean|normal|hard|negative|REASON\n";
        return 2;
    }
    try {
        return run(values[1], std::stoi(values[2]), std::stoull(values[3]), values[4]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
