#include "deploy/sandbox/specimen.hpp"
#include "deploy/sandbox/specimen_paper.hpp"

#include <opencv2/imgproc.hpp>
#include <string_view>

namespace sandbox {
namespace {

const cv::Scalar label_blue{40, 110, 165};
constexpr double card_scale = 15;  // pixels per millimetre

cv::Point2d mm(double x, double y) { return {x * card_scale, y * card_scale}; }

/// White outside the rounded corners of ISO/IEC 7810 stays out of the photograph: alpha is not
/// kept, the corners are simply the card's own colour.
cv::Mat blank_card(const cv::Scalar& left, const cv::Scalar& right) {
    cv::Mat page(810, 1284, CV_8UC3);
    for (int x = 0; x < page.cols; ++x) {
        const double t = static_cast<double>(x) / page.cols;
        page.col(x).setTo(left * (1 - t) + right * t);
    }
    return page;
}

void portrait(cv::Mat& page, const Print& print) {
    cv::RNG random(print.seed);
    const auto at = [](double x, double y) {
        return cv::Point(cvRound(x * card_scale), cvRound(y * card_scale));
    };
    const bool usual = print.seed == 1;
    const cv::Scalar clothes = usual ? cv::Scalar(70, 90, 130)
                                     : cv::Scalar(random.uniform(20, 200), random.uniform(20, 200),
                                                  random.uniform(20, 200));
    const int darker = usual ? 0 : random.uniform(0, 60);
    const int longer = usual ? 0 : random.uniform(0, 70);
    const cv::Scalar skin(205 - darker, 175 - darker, 150 - darker);
    cv::ellipse(page, at(67, 21), cv::Size(112, 110 + longer), 0, 0, 360, {35, 30, 30}, cv::FILLED,
                cv::LINE_AA);
    cv::ellipse(page, at(67, 40), cv::Size(165, 120), 0, 180, 360, clothes, cv::FILLED,
                cv::LINE_AA);
    cv::rectangle(page, at(64.5, 30), at(69.5, 35), skin * 0.95, cv::FILLED);
    cv::ellipse(page, at(67, 23), cv::Size(95, 125), 0, 0, 360, skin, cv::FILLED, cv::LINE_AA);
    cv::ellipse(page, at(67, 19), cv::Size(105, 110), 0, 180, 360, {35, 30, 30}, cv::FILLED,
                cv::LINE_AA);
    cv::circle(page, at(64.4, 23), 8, {50, 40, 40}, cv::FILLED, cv::LINE_AA);
    cv::circle(page, at(69.6, 23), 8, {50, 40, 40}, cv::FILLED, cv::LINE_AA);
    cv::ellipse(page, at(67, 27), cv::Size(30, 12), 0, 10, 170, {150, 80, 80}, 4, cv::LINE_AA);
}

void birth_line(cv::Mat& page, Pen& pen, std::string_view birth, cv::Point2d at,
                const Pen::Style& value) {
    const Pen::Style label{Face::sans, 44, label_blue, 1, 1};
    std::string_view rest = birth;
    for (const std::string_view unit : {"年", "月", "日"}) {
        const auto end = rest.find(unit);
        if (end == std::string_view::npos) break;
        at.x = pen.write(page, at, rest.substr(0, end), value) + 20;
        at.x = pen.write(page, at, unit, label) + 26;
        rest.remove_prefix(end + unit.size());
    }
}

int sized(int em, const Print& print) { return cvRound(em * print.size); }

}  // namespace

cv::Mat draw_id_front(const SpecimenPerson& person, const Print& print) {
    Pen pen(print);
    auto page = blank_card({226, 232, 246}, {238, 232, 240});
    waves(page, {206, 216, 236}, 14);
    mark(page, pen, mm(22, 41), 150);
    portrait(page, print);
    const Pen::Style label{Face::sans, 44, label_blue, 1.1, 1};
    const Pen::Style value{Face::sans, sized(48, print), dark_ink, 1, 1};
    const Pen::Style name{Face::sans, sized(56, print), dark_ink, 1, 1};
    const double step = 6.8 * print.pitch;
    const auto row = [&](double x, int i) { return mm(x, 10.6 + i * step); };
    const auto in = [&](double x, int i) {
        return row(x + print.moved.x, i) + mm(0, print.moved.y);
    };
    pen.write(page, row(5.6, 0), "姓名", label);
    pen.write(page, row(5.6, 1), "性别", label);
    pen.write(page, row(24.6, 1), "民族", label);
    pen.write(page, row(5.6, 2), "出生", label);
    pen.write(page, row(5.6, 3), "住址", label);
    pen.write(page, mm(5.6, 48.2), "公民身份号码", label);
    pen.write(page, in(14.2, 0), person.name, name);
    pen.write(page, in(14.2, 1), person.sex, value);
    pen.write(page, in(32.6, 1), person.ethnicity, value);
    birth_line(page, pen, person.birth, in(14.2, 2), value);
    // Four lines stand closer, so that they end above the number.
    const bool long_one = pen.width(person.address, value) > 3 * 34 * card_scale;
    pen.paragraph(page, in(14.2, 3), 36 * card_scale,
                  (long_one ? 3.9 : 4.6) * print.pitch * card_scale, person.address, value);
    // Of any face eighteen digits take 51 mm.
    Pen::Style digits{Face::digits, sized(60, print), dark_ink, 1, 1};
    digits.pitch = 51 * card_scale / pen.width(person.id_number, digits);
    pen.write(page, mm(28.5 + print.moved.x, 48.2 + print.moved.y), person.id_number, digits);
    return tinted(page, print);
}

cv::Mat draw_id_back(const SpecimenPerson& person, const Print& print) {
    Pen pen(print);
    auto page = blank_card({226, 234, 240}, {240, 232, 236});
    waves(page, {208, 220, 230}, 14);
    mark(page, pen, mm(40, 36), 150);
    emblem(page, {14 * 15, 13 * 15}, 95);
    pen.write(page, mm(28, 13), "中华人民共和国", {Face::serif, 76, dark_ink, 1.12, 1});
    pen.write(page, mm(27, 24), "居民身份证", {Face::serif, 120, dark_ink, 1.15, 1});
    const Pen::Style label{Face::sans, 44, dark_ink, 1.1, 1};
    const Pen::Style value{Face::sans, sized(48, print), dark_ink, 1, 1};
    pen.write(page, mm(19, 42.4), "签发机关", label);
    pen.write(page, mm(34, 42.4) + mm(print.moved.x, print.moved.y), person.authority, value);
    pen.write(page, mm(19, 48.6), "有效期限", label);
    pen.write(page, mm(34, 48.6) + mm(print.moved.x, print.moved.y), person.validity, value);
    return tinted(page, print);
}

namespace {

cv::Mat bank_card(Pen& pen, cv::RNG& random) {
    const cv::Scalar colour(random.uniform(20, 120), random.uniform(20, 120),
                            random.uniform(60, 180));
    auto page = blank_card(colour, colour * 0.7);
    waves(page, colour * 1.3, 18);
    pen.write(page, mm(6, 10), "样本银行 借记卡", {Face::sans, 62, {240, 240, 240}, 1, 1});
    cv::rectangle(page, {100, 270, 170, 130}, {215, 185, 100}, cv::FILLED);
    pen.write(page, mm(6, 36), "6222 0000 1234 5678", {Face::digits, 84, {235, 235, 235}, 1, 1});
    pen.write(page, mm(6, 46), "VALID THRU 12/29", {Face::digits, 46, {235, 235, 235}, 1, 1});
    return page;
}

cv::Mat staff_pass(Pen& pen, const Print& print) {
    auto page = blank_card({250, 250, 250}, {235, 240, 250});
    cv::rectangle(page, {0, 0, page.cols, 150}, {30, 80, 160}, cv::FILLED);
    pen.write(page, mm(6, 7.5), "样本大厦 出入证", {Face::sans, 80, {255, 255, 255}, 1, 1});
    portrait(page, print);
    const Pen::Style line{Face::sans, 52, dark_ink, 1, 1};
    pen.write(page, mm(6, 20), "部门 行政管理部", line);
    pen.write(page, mm(6, 28), "工号 00128", line);
    pen.write(page, mm(6, 36), "请随身佩戴 遗失请报告", line);
    return page;
}

cv::Mat letter(Pen& pen) {
    cv::Mat page(2100, 1485, CV_8UC3, cv::Scalar(250, 250, 248));
    pen.write(page, {520, 300}, "会议通知", {Face::serif, 100, dark_ink, 1.1, 1});
    pen.paragraph(
        page, {180, 480}, 1120, 70,
        "样本单位各部门：兹定于本月十五日上午九时在三楼会议室召开季度工作会议，请各部门负责人准时"
        "参加，并携带本季度工作总结及下季度工作计划。会议期间请将手机调至静音，如有特殊情况不能参"
        "加，请提前一天向办公室请假。会后将安排现场参观，请穿着便于行走的鞋子。特此通知。",
        {Face::serif, 44, dark_ink, 1, 1});
    pen.write(page, {900, 1500}, "样本办公室", {Face::serif, 44, dark_ink, 1, 1});
    return page;
}

cv::Mat passport(Pen& pen, const Print& print) {
    cv::Mat page(880, 1250, CV_8UC3, cv::Scalar(232, 226, 236));
    waves(page, {214, 206, 226}, 16);
    cv::Mat card = page(cv::Rect(0, 0, 1250, 810));
    cv::Mat mirrored(810, 1284, CV_8UC3, cv::Scalar(232, 226, 236));
    portrait(mirrored, print);
    cv::Mat(mirrored(cv::Rect(820, 150, 370, 460))).copyTo(card(cv::Rect(60, 150, 370, 460)));
    const Pen::Style line{Face::sans, 40, dark_ink, 1, 1};
    pen.write(page, {480, 110}, "护照 PASSPORT 样本", line);
    pen.write(page, {480, 240}, "姓名 Name 样本 YANGBEN", line);
    pen.write(page, {480, 340}, "性别 Sex 男 M", line);
    pen.write(page, {480, 440}, "出生日期 01 JAN 1990", line);
    pen.write(page, {480, 540}, "有效期至 31 DEC 2030", line);
    const Pen::Style machine{Face::digits, 44, dark_ink, 1, 1};
    pen.write(page, {60, 730}, "POCHNYANGBEN<<YANGBEN<<<<<<<<<<<<<<<<<", machine);
    pen.write(page, {60, 810}, "E000000000CHN9001011M3012310<<<<<<<<<<", machine);
    return page;
}

}  // namespace

cv::Mat draw_stranger(Stranger what, const Print& print) {
    Pen pen(print);
    cv::RNG random(print.seed);
    switch (what) {
        case Stranger::bank_card: return bank_card(pen, random);
        case Stranger::staff_pass: return staff_pass(pen, print);
        case Stranger::letter: return letter(pen);
        case Stranger::passport: break;
    }
    return passport(pen, print);
}

}  // namespace sandbox
