#include "deploy/sandbox/specimen.hpp"
#include "deploy/sandbox/specimen_paper.hpp"

#include <opencv2/imgproc.hpp>
#include <qrcodegen/QrCode.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {
namespace {

struct Row {
    std::string_view label, value;
};

/// Everything that differs from one office's licences to another's.
struct Form {
    double label_em = 30;
    double value_em = 31;
    double label_width = 160;
    double gap = 30;       ///< From label to value.
    double leading = 50;   ///< Lines of a value.
    double distance = 72;  ///< Rows.
    double first = 600;
    double left = 240;
    double right = 1110;
    double title_em = 112;
    Face labels = Face::sans;
    bool code_under_title = false;
    bool qr = false;
    bool address_left = false;
};

Form form_of(const Print& print, bool lying) {
    Form out;
    out.first = lying ? 600 : 740;
    out.left = lying ? 240 : 230;
    switch (print.arrangement) {
        case 0: break;
        case 1:
            out.qr = true;
            out.label_width = 170;
            out.labels = Face::serif;
            out.first += 10;
            break;
        case 2:
            out.qr = true;
            out.label_em = 27;
            out.value_em = 28;
            out.label_width = 145;
            out.leading = 44;
            out.distance = 66;
            out.code_under_title = true;
            break;
        case 3:
            out.qr = true;
            out.label_em = 33;
            out.value_em = 33;
            out.label_width = 190;
            out.leading = 54;
            out.distance = 80;
            out.title_em = 126;
            out.right = 1130;
            out.first -= 20;
            break;
        case 4:
            out.address_left = true;
            out.gap = 46;
            out.left -= 40;
            out.title_em = 100;
            out.first -= 35;
            break;
        default:
            out.qr = true;
            out.address_left = true;
            out.labels = Face::serif;
            out.gap = 22;
            out.distance = 60;
            out.leading = 43;
            out.value_em = 29;
            break;
    }
    return out;
}

/// Rows from `at` downward; empty values are left out.
void rows(cv::Mat& page, Pen& pen, const Form& form, const Print& print, cv::Point2d at,
          double width, const std::vector<Row>& all) {
    const Pen::Style label{form.labels, cvRound(form.label_em), {70, 65, 60}, 1, 1};
    const Pen::Style value{print.values_serif ? Face::serif : Face::sans,
                           cvRound(form.value_em * print.size), dark_ink, 1, 1};
    const double indent = form.label_width + form.gap;
    const double leading = form.leading * print.pitch;
    for (const auto& row : all) {
        if (row.value.empty()) continue;
        pen.spread(page, at, form.label_width, row.label, label);
        const cv::Point2d from(at.x + indent + print.moved.x * 5, at.y + print.moved.y * 5);
        const int lines = pen.paragraph(page, from, width - indent, leading, row.value, value);
        at.y += leading * (lines - 1) + form.distance * print.pitch;
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

/// What the register's own page says of the code.
void qr_code(cv::Mat& page, cv::Point at, int module, const SpecimenOrganisation& o) {
    const auto code = qrcodegen::QrCode::encodeText(
        ("http://www.gsxt.gov.cn/index.html?uniscid=" + o.code).c_str(),
        qrcodegen::QrCode::Ecc::MEDIUM);
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x)
            if (code.getModule(x, y))
                cv::rectangle(page, {at.x + x * module, at.y + y * module, module, module},
                              dark_ink, cv::FILLED);
}

void head(cv::Mat& page, Pen& pen, const Form& form, const SpecimenOrganisation& o) {
    const bool lying = page.cols > page.rows;
    const int middle = page.cols / 2;
    emblem(page, {middle, lying ? 190 : 230}, 66);
    const Pen::Style title{Face::serif, cvRound(form.title_em), dark_ink, 1.25, 1};
    const double title_y = lying ? 400 : 480;
    pen.write(page, {middle - pen.width("营业执照", title) / 2, title_y}, "营业执照", title);
    pen.write(page, {middle - 66.0, title_y + 58}, "（副本）", {Face::serif, 34, dark_ink, 1, 1});
    const Pen::Style code{Face::sans, 32, dark_ink, 1, 1};
    if (lying) {
        const double y = form.code_under_title ? 390 : 300;
        pen.write(page, {240, y}, "统一社会信用代码", code);
        pen.write(page, {240, y + 50}, o.code, code);
    } else if (form.code_under_title) {
        pen.write(page, {middle - pen.width(o.code, code) / 2, 640}, o.code, code);
        pen.write(page, {middle - 128.0, 598}, "统一社会信用代码", code);
    } else {
        pen.write(page, {middle - 330.0, 620}, "统一社会信用代码", code);
        pen.write(page, {middle - 40.0, 620}, o.code, code);
    }
    if (form.qr) qr_code(page, lying ? cv::Point(1700, 170) : cv::Point(1180, 200), 5, o);
}

std::string_view label_of_person(const SpecimenOrganisation& o) {
    if (o.type.find("个体") != std::string::npos) return "经营者";
    if (o.type.find("分公司") != std::string::npos) return "负责人";
    if (o.type.find("合伙") != std::string::npos) return "执行事务合伙人";
    return o.type.find("个人独资") != std::string::npos ? "投资人" : "法定代表人";
}

}  // namespace

cv::Mat draw_licence(const SpecimenOrganisation& o, Sheet sheet, const Print& print) {
    Pen pen(print);
    const bool lying = sheet == Sheet::lying;
    cv::Mat page(lying ? cv::Size(2100, 1485) : cv::Size(1485, 2100), CV_8UC3,
                 cv::Scalar(252, 250, 245));
    const Form form = form_of(print, lying);
    frame(page);
    mark(page, pen, {page.cols / 2 - 260.0, page.rows * 0.62}, 260);
    head(page, pen, form, o);
    const bool sole_trader = o.type.find("个体") != std::string::npos;
    const Row name{"名称", o.name}, type{"类型", o.type}, capital{"注册资本", o.capital};
    const Row person{label_of_person(o), o.person};
    const Row address{sole_trader ? "经营场所" : "住所", o.address};
    const Row established{"成立日期", o.established}, term{"营业期限", o.term},
        scope{"经营范围", o.scope};
    if (!lying) {
        rows(page, pen, form, print, {form.left, form.first}, 1030,
             {name, type, address, person, capital, established, term, scope});
    } else if (form.address_left) {
        rows(page, pen, form, print, {form.left, form.first}, 800,
             {name, type, address, person, scope});
        rows(page, pen, form, print, {form.right, form.first}, 760, {capital, established, term});
    } else {
        rows(page, pen, form, print, {form.left, form.first}, 780, {name, type, person, scope});
        rows(page, pen, form, print, {form.right, form.first}, 760,
             {capital, established, term, address});
    }
    const cv::Point office(lying ? 1180 : 880, page.rows - 330);
    pen.write(page, office, "登记机关", {Face::serif, 36, dark_ink, 1.4, 1});
    seal(page, pen, {office.x + 400, office.y + 60});
    pen.write(page, {240, page.rows - 110.0}, "样本 本页由程序绘制 仅供演示与测试",
              {Face::sans, 22, dark_ink, 1, 1});
    return tinted(page, print);
}

}  // namespace sandbox
