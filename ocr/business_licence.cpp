#include "ocr/business_licence.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/ink.hpp"
#include "ocr/knowledge.hpp"
#include "ocr/licence_labels.hpp"
#include "ocr/licence_layout.hpp"
#include "ocr/licence_values.hpp"
#include "ocr/qr_code.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <optional>

namespace ocr {
namespace {

/// What a picture is of: a line of an entry's value, or a header that may hold the code.
struct Part {
    std::optional<std::size_t> entry;  ///< None for a header.
    cv::Rect where;
    Wanted wanted;
    Line line;
    bool begins_late = false;  ///< Values stand flush: what was before could not be seen.
};

/// Without the code of a QR code all headers, else the longest: to compare the print with it.
std::vector<Part> parts_of(const InkPage& page, const LicenceLayout& layout, bool code_known) {
    constexpr double code_length = 8;  // ems: 18 characters half as wide as they are high, at least
    constexpr double name_length = 6;  // of a person, at most
    // Words may be squeezed; further than a little, two digits alike could not be told from one.
    constexpr double squeezed = 0.65;
    constexpr double narrowed = 0.8;
    std::vector<Part> out;
    const auto add = [&](std::optional<std::size_t> entry, const cv::Rect& line, double breadth) {
        cv::Rect where = line;
        auto picture = cut_line(page, line, layout.em, &where);
        if (picture.empty() || (!entry && where.width < code_length * layout.em)) return;
        const bool short_enough = where.width < name_length * layout.em;
        out.push_back({entry,
                       where,
                       {std::move(picture), Second::never, breadth, short_enough},
                       {},
                       entry && where.x > line.x + 1.5 * layout.em});
    };
    for (const auto& header : layout.headers) add(std::nullopt, header, code_known ? squeezed : 1);
    if (code_known && out.size() > 1) {
        std::swap(out.front(), *std::max_element(out.begin(), out.end(), [](auto& a, auto& b) {
                      return a.where.width < b.where.width;
                  }));
        out.resize(1);
    }
    for (std::size_t i = 0; i < layout.entries.size(); ++i)
        for (const auto& line : layout.entries[i].lines)
            add(i, line, layout.entries[i].lines.size() > 2 ? squeezed : narrowed);
    return out;
}

/// `read` hears of each as soon as its line is there.
void read_parts(std::vector<Part>& parts, Recogniser& recogniser,
                const std::function<void(std::size_t)>& read) {
    std::vector<Wanted> wanted;
    wanted.reserve(parts.size());
    for (const auto& part : parts) wanted.push_back(part.wanted);
    (void)recogniser.read(wanted, [&](std::size_t i, const Line& line) {
        parts[i].line = line;
        read(i);
    });
}

LicenceValue value_of(const std::vector<Part>& parts, std::size_t entry) {
    LicenceValue out;
    for (const auto& part : parts) {
        if (part.entry != entry || part.line.symbols.empty()) continue;
        out.lost = out.lost || part.begins_late;
        if (!out.symbols.empty() && part.line.confidence() < 0.3) {
            out.lost = true;
            continue;
        }
        for (const auto& s : part.line.symbols)
            if (s.character != U'|' && s.character != U'‖' &&
                s.character != U'丨')  // the frame, a rule
                out.symbols.push_back(s);
        out.where = out.where.empty() ? part.where : out.where | part.where;
    }
    return out;
}

/// The fields of the entries; a value of which there can only be one kind needs no label.
std::vector<std::string_view> fields_of(const std::vector<Part>& parts, const LicenceLayout& layout,
                                        LicenceLabels& labels) {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < layout.entries.size(); ++i)
        out.push_back(field_by_content(value_of(parts, i).symbols, layout.entries[i].lines.size()));
    const auto by_content = out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!out[i].empty() && std::ranges::count(by_content, out[i]) == 1) continue;
        if (const auto label = labels.field(i); !label.empty()) out[i] = label;
        if (out[i].empty() && layout.entries[i].lines.size() > 2) out[i] = "scope";
    }
    return out;
}

/// The value of an entry, first read as `first`; Tesseract is asked where knowledge leaves doubt,
/// and for names. Not for the many lines of a scope: that costs most and mends least.
ReadField settled(const ReadField& first, std::size_t entry, std::vector<Part>& parts,
                  std::string_view region, Recogniser& recogniser) {
    const auto& name = first.name;
    auto out = first;
    out.settled = true;
    const bool person = name == "person";
    const double sure = person ? 1.1 : name == "name" ? 0.95 : 0.8;
    if ((!out.doubtful && sure < 0.9) || name == "scope") return out;
    bool asked = false;
    for (auto& part : parts) {
        if (part.entry != entry || part.line.least() >= sure) continue;
        part.line = person ? recogniser.settled_name(part.line, part.wanted.picture)
                           : recogniser.seconded(part.line, part.wanted.picture);
        asked = true;
    }
    if (!asked) return out;
    return licence_field(name, value_of(parts, entry), region, recogniser.regions());
}

/// Whether nobody else need be asked.
bool stands_alone(const Known& code) { return code.sure && code.least > 0.9; }

/// The code in a header; sure where the network is, or where Tesseract reads the same.
Known code_in(const Part& header, Recogniser& recogniser) {
    auto first = known_unified_code(header.line);
    if (first.text.size() < 16 || stands_alone(first)) return first;
    return confirmed(
        first,
        known_unified_code(recogniser.read(header.wanted.picture.grey, Recogniser::Model::latin,
                                           "0123456789ABCDEFGHJKLMNPQRTUWXY")),
        unified_code_valid);
}

std::optional<ReadField> find_code(const std::vector<Part>& parts, Recogniser& recogniser) {
    std::optional<ReadField> best;
    for (const auto& part : parts) {
        if (part.entry) continue;
        const auto known = code_in(part, recogniser);
        if (known.text.size() != 18) continue;
        ReadField field{"code", known.text, known.confidence, !known.sure, part.where};
        if (known.sure) return field;
        if (!best || best->confidence < field.confidence) best = std::move(field);
    }
    return best;
}

/// The code that the licence's QR code carries in the address of its entry in the register.
std::optional<std::string> carried_code(const cv::Mat& page) {
    const auto text = read_qr_code(page).value_or("");
    for (std::size_t i = 0; i + 18 <= text.size(); ++i)
        if (auto part = text.substr(i, 18); unified_code_valid(part)) return part;
    return std::nullopt;
}

/// The carried code, in doubt where the print says something else altogether, or what the print
/// says where that is a valid code of its own.
ReadField compared(const std::string& carried, const std::vector<Part>& parts) {
    constexpr std::size_t legible = 12;
    ReadField out{"code", carried, 0.95, false, {}};
    for (const auto& part : parts) {
        if (part.entry) continue;
        const auto print = known_unified_code(part.line);
        if (print.text.size() < legible) continue;
        out.crop = part.where;
        out.doubtful = print.sure
                           ? print.text != carried
                           : edit_distance(to_characters(print.text), to_characters(carried)) > 5;
        if (print.sure) out.text = print.text;
    }
    return out;
}

/// What the lines up to `parts[last]` tell before labels are read and doubts are settled: the code,
/// and values of which there can only be one kind. Whether `last` added to `early`.
bool glanced(const std::vector<Part>& parts, std::size_t last, const LicenceLayout& layout,
             const std::optional<std::string>& carried, const Regions& regions, Attempt& early) {
    const auto& part = parts[last];
    std::optional<ReadField> next;
    if (part.entry) {
        const bool whole = last + 1 == parts.size() || parts[last + 1].entry != part.entry;
        const auto value = value_of(parts, *part.entry);
        const auto lines = layout.entries[*part.entry].lines.size();
        const auto name = whole ? field_by_content(value.symbols, lines) : std::string_view();
        if (!name.empty()) next = licence_field(name, value, {}, regions);
    } else if (carried) {
        next = compared(*carried, parts);
    } else if (const auto code = known_unified_code(part.line); code.sure) {
        next = ReadField{"code", code.text, code.confidence, false, part.where};
    }
    if (!next || std::ranges::count(early.fields, next->name, &ReadField::name) > 0) return false;
    if (next->name == "code" && !next->doubtful) early.evidence = 1;
    next->settled = false;
    early.fields.push_back(std::move(*next));
    return true;
}

}  // namespace

Attempt read_licence(const StraightPage& sheet, Recogniser& recogniser, const SoFar& so_far) {
    auto page = find_ink(sheet, 30);
    const auto layout = find_layout(page.ink, page.faint, page.ink.cols > page.ink.rows);
    page.ink = layout.ink;
    Attempt out;
    if (layout.entries.size() < 3) return out;
    LicenceLabels labels(page, layout, recogniser);
    if (!labels.any_known()) return out;
    const auto carried = carried_code(sheet.picture);
    auto parts = parts_of(page, layout, carried.has_value());
    Attempt early;
    read_parts(parts, recogniser, [&](std::size_t last) {
        if (glanced(parts, last, layout, carried, recogniser.regions(), early)) so_far(early);
    });
    const auto fields = fields_of(parts, layout, labels);
    const auto known = std::ranges::count_if(fields, [](const auto& f) { return !f.empty(); });
    out.evidence = std::min(1.0, static_cast<double>(known) / 5);
    auto code = carried ? std::optional(compared(*carried, parts)) : find_code(parts, recogniser);
    std::string region;
    if (code) {
        if (!code->doubtful) {
            out.evidence = 1;
            region = code->text.substr(2, 6);
        }
        out.fields.push_back(std::move(*code));
    }
    std::vector<std::size_t> entries(out.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool taken = std::ranges::count(out.fields, fields[i], &ReadField::name) > 0;
        if (fields[i].empty() || fields[i] == "form" || taken || layout.entries[i].lines.empty())
            continue;
        out.fields.push_back(
            licence_field(fields[i], value_of(parts, i), region, recogniser.regions()));
        out.fields.back().settled = false;
        entries.push_back(i);
    }
    so_far(out);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (out.fields[i].settled) continue;
        out.fields[i] = settled(out.fields[i], entries[i], parts, region, recogniser);
        so_far(out);
    }
    return out;
}

}  // namespace ocr
