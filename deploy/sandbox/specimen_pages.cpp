#include "deploy/sandbox/specimen.hpp"
#include "deploy/sandbox/specimen_pen.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <vector>

namespace sandbox {
namespace {

const cv::Scalar label_blue{40, 110, 165};
const cv::Scalar ink{28, 28, 30};
constexpr double card_scale = 15;  // pixels per millimetre

cv::Point2d mm(double x, double y) { return {x * card_scale, y * card_scale}; }

void waves(cv::Mat& page, const cv::Scalar& line, int step) {
    for (int y = -40; y < page.rows + 40; y += step) {
        std::vector<cv::Point> points;
        for (int x = 0; x < page.cols; x += 6)
            points.emplace_back(x, y + cvRound(9 * std::sin(x / 55.0 + y / 37.0)));
        cv::polylines(page, points, false, line, 1, cv::LINE_AA);
    }
}

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

void mark(cv::Mat& page, Pen& pen, cv::Point2d at, int em) {
    pen.write(page, at, "样本", {Face::sans, em, {120, 120, 135}, 1.2, 0.16});
}

void emblem(cv::Mat& page, cv::Point centre, int radius) {
    cv::circle(page, centre, radius, {200, 160, 80}, cv::FILLED, cv::LINE_AA);
    cv::circle(page, centre, radius * 9 / 10, {190, 30, 40}, cv::FILLED, cv::LINE_AA);
    cv::circle(page, {centre.x, centre.y - radius / 4}, radius / 4, {225, 180, 90}, cv::FILLED,
               cv::LINE_AA);
    cv::rectangle(page, {centre.x - radius / 2, centre.y + radius / 5, radius, radius / 5},
                  {225, 180, 90}, cv::FILLED, cv::LINE_AA);
}

void portrait(cv::Mat& page) {
    const auto at = [](double x, double y) {
        return cv::Point(cvRound(x * card_scale), cvRound(y * card_scale));
    };
    cv::ellipse(page, at(67, 40), cv::Size(165, 120), 0, 180, 360, {70, 90, 130}, cv::FILLED,
                cv::LINE_AA);
    cv::rectangle(page, at(64.5, 30), at(69.5, 37), {200, 170, 145}, cv::FILLED);
    cv::ellipse(page, at(67, 23), cv::Size(95, 125), 0, 0, 360, {205, 175, 150}, cv::FILLED,
                cv::LINE_AA);
    cv::ellipse(page, at(67, 19), cv::Size(105, 110), 0, 180, 360, {35, 30, 30}, cv::FILLED,
                cv::LINE_AA);
    cv::circle(page, at(64.4, 23), 8, {50, 40, 40}, cv::FILLED, cv::LINE_AA);
    cv::circle(page, at(69.6, 23), 8, {50, 40, 40}, cv::FILLED, cv::LINE_AA);
    cv::ellipse(page, at(67, 27), cv::Size(30, 12), 0, 10, 170, {150, 80, 80}, 4, cv::LINE_AA);
}

void birth_line(cv::Mat& page, Pen& pen, std::string_view birth) {
    const Pen::Style value{Face::sans, 48, ink, 1, 1};
    const Pen::Style label{Face::sans, 44, label_blue, 1, 1};
    double x = 14.2 * card_scale;
    std::string_view rest = birth;
    for (const std::string_view unit : {"年", "月", "日"}) {
        const auto end = rest.find(unit);
        if (end == std::string_view::npos) break;
        x = pen.write(page, {x, 24.2 * card_scale}, rest.substr(0, end), value) + 20;
        x = pen.write(page, {x, 24.2 * card_scale}, unit, label) + 26;
        rest.remove_prefix(end + unit.size());
    }
}

}  // namespace

cv::Mat draw_id_front(const SpecimenPerson& person) {
    Pen pen;
    auto page = blank_card({226, 232, 246}, {238, 232, 240});
    waves(page, {206, 216, 236}, 14);
    mark(page, pen, mm(22, 41), 150);
    portrait(page);
    const Pen::Style label{Face::sans, 44, label_blue, 1.1, 1};
    pen.write(page, mm(5.6, 10.6), "姓名", label);
    pen.write(page, mm(5.6, 17.4), "性别", label);
    pen.write(page, mm(24.6, 17.4), "民族", label);
    pen.write(page, mm(5.6, 24.2), "出生", label);
    pen.write(page, mm(5.6, 31.0), "住址", label);
    pen.write(page, mm(5.6, 48.2), "公民身份号码", label);
    const Pen::Style value{Face::sans, 48, ink, 1, 1};
    pen.write(page, mm(14.2, 10.6), person.name, {Face::sans, 56, ink, 1, 1});
    pen.write(page, mm(14.2, 17.4), person.sex, value);
    pen.write(page, mm(32.6, 17.4), person.ethnicity, value);
    birth_line(page, pen, person.birth);
    pen.paragraph(page, mm(14.2, 31.0), 36 * card_scale, 4.6 * card_scale, person.address, value);
    pen.write(page, mm(28.5, 48.2), person.id_number, {Face::sans, 60, ink, 1.3, 1});
    return page;
}

cv::Mat draw_id_back(const SpecimenPerson& person) {
    Pen pen;
    auto page = blank_card({226, 234, 240}, {240, 232, 236});
    waves(page, {208, 220, 230}, 14);
    mark(page, pen, mm(40, 36), 150);
    emblem(page, {14 * 15, 13 * 15}, 95);
    pen.write(page, mm(28, 13), "中华人民共和国", {Face::serif, 76, ink, 1.12, 1});
    pen.write(page, mm(27, 24), "居民身份证", {Face::serif, 120, ink, 1.15, 1});
    const Pen::Style label{Face::sans, 44, ink, 1.1, 1};
    const Pen::Style value{Face::sans, 48, ink, 1, 1};
    pen.write(page, mm(19, 42.4), "签发机关", label);
    pen.write(page, mm(34, 42.4), person.authority, value);
    pen.write(page, mm(19, 48.6), "有效期限", label);
    pen.write(page, mm(34, 48.6), person.validity, value);
    return page;
}

namespace {

struct Row {
    std::string_view label, value;
};

/// Rows from `at` downward; empty values are left out.
void rows(cv::Mat& page, Pen& pen, cv::Point2d at, double width, const std::vector<Row>& all) {
    const Pen::Style label{Face::sans, 30, {70, 65, 60}, 1, 1};
    const Pen::Style value{Face::serif, 31, ink, 1, 1};
    for (const auto& row : all) {
        if (row.value.empty()) continue;
        pen.spread(page, at, 160, row.label, label);
        const int lines =
            pen.paragraph(page, {at.x + 190, at.y}, width - 190, 50, row.value, value);
        at.y += 50 * (lines - 1) + 72;
    }
}

void frame(cv::Mat& page) {
    const cv::Scalar gold{196, 160, 84};
    for (const auto& [inset, width] : {std::pair{44, 3}, {58, 14}, {84, 3}})
        cv::rectangle(page, {inset, inset, page.cols - 2 * inset, page.rows - 2 * inset}, gold,
                      width, cv::LINE_AA);
    for (int x = 110; x < page.cols; x += 140)
        for (int y = 110; y < page.rows; y += 140)
            cv::circle(page, {x, y}, 24, {248, 240, 226}, 3, cv::LINE_AA);
}

void seal(cv::Mat& page, Pen& pen, cv::Point centre) {
    const cv::Scalar red{210, 60, 60};
    cv::circle(page, centre, 110, red, 4, cv::LINE_AA);
    pen.write(page, {centre.x - 76.0, centre.y + 14.0}, "样本专用章", {Face::serif, 32, red, 1, 1});
}

}  // namespace

cv::Mat draw_licence(const SpecimenOrganisation& o, Sheet sheet) {
    Pen pen;
    const bool lying = sheet == Sheet::lying;
    cv::Mat page(lying ? cv::Size(2100, 1485) : cv::Size(1485, 2100), CV_8UC3,
                 cv::Scalar(252, 250, 245));
    frame(page);
    const int middle = page.cols / 2;
    mark(page, pen, {middle - 260.0, page.rows * 0.62}, 260);
    emblem(page, {middle, lying ? 190 : 230}, 66);
    const Pen::Style title{Face::serif, 112, ink, 1.25, 1};
    const double title_y = lying ? 400 : 480;
    pen.write(page, {middle - pen.width("营业执照", title) / 2, title_y}, "营业执照", title);
    pen.write(page, {middle - 66.0, title_y + 58}, "（副本）", {Face::serif, 34, ink, 1, 1});
    const Pen::Style code{Face::sans, 32, ink, 1, 1};
    pen.write(page, lying ? cv::Point2d(240, 300) : cv::Point2d(middle - 330.0, 620),
              "统一社会信用代码", code);
    pen.write(page, lying ? cv::Point2d(240, 350) : cv::Point2d(middle - 40.0, 620), o.code, code);
    const bool sole_trader = o.type.find("个体") != std::string::npos;
    const Row name{"名称", o.name}, type{"类型", o.type}, capital{"注册资本", o.capital};
    const Row person{sole_trader ? "经营者" : "法定代表人", o.person};
    const Row address{sole_trader ? "经营场所" : "住所", o.address};
    const Row established{"成立日期", o.established}, term{"营业期限", o.term},
        scope{"经营范围", o.scope};
    if (lying) {
        rows(page, pen, {240, 600}, 780, {name, type, person, scope});
        rows(page, pen, {1110, 600}, 760, {capital, established, term, address});
    } else {
        rows(page, pen, {230, 740}, 1030,
             {name, type, address, person, capital, established, term, scope});
    }
    const cv::Point office(lying ? 1180 : 880, page.rows - 330);
    pen.write(page, office, "登记机关", {Face::serif, 36, ink, 1.4, 1});
    seal(page, pen, {office.x + 400, office.y + 60});
    pen.write(page, {240, page.rows - 110.0}, "样本 本页由程序绘制 仅供演示与测试",
              {Face::sans, 22, ink, 1, 1});
    return page;
}

}  // namespace sandbox
