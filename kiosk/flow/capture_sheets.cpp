#include "kiosk/flow/capture_sheets.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/cross_checks.hpp"
#include "kiosk/flow/dates.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using Sheet = Capture::Sheet;
using Stage = Sheet::Stage;

/// The last day of a document that is over. A doubtful one stops nobody: the form asks.
std::optional<std::string> over_since(const ReadingResult& reading, const Draft& draft) {
    const auto name = reading.document == "licence" ? "term" : "validity";
    const auto value = std::ranges::find(reading.values, name, &ReadingResult::Value::name);
    if (value == reading.values.end() || value->doubtful) return std::nullopt;
    auto end = end_in(value->text);
    const bool over = end && !draft.today.empty() && !is_unlimited(*end) && *end < draft.today;
    return over ? end : std::nullopt;
}

bool is_open(const Sheet& sheet) {
    return sheet.stage == Stage::wanted || sheet.stage == Stage::refused;
}

/// Why a photo cannot stand for the sheet: a catalogue key.
std::optional<std::string> objection(const ReadingResult& reading, const Sheet& sheet,
                                     const Capture::Job& job, const Draft& draft) {
    const auto wanted = document_of(sheet.material);
    if (!reading.reject.empty()) return "capture.why." + reading.reject;
    if (reading.document == wanted) {
        if (!over_since(reading, draft)) return std::nullopt;
        return wanted == "licence" ? "capture.why.term_over" : "capture.why.expired";
    }
    const bool again = std::ranges::any_of(job.sheets, [&](const Sheet& other) {
        return !is_open(other) && &other != &sheet &&
               document_of(other.material) == reading.document;
    });
    if (again) return "capture.why.again";
    const bool other_side = wanted.starts_with("id_") && reading.document.starts_with("id_");
    return other_side ? "capture.why.wrong_side" : "capture.why.wrong_document";
}

void forget(const ReadingResult& reading, Effects& effects) {
    if (reading.page) effects.emplace_back(ForgetPicture{*reading.page});
    for (const auto& value : reading.values)
        if (value.crop) effects.emplace_back(ForgetPicture{*value.crop});
}

std::set<PictureId> crops_of(const Draft& draft) {
    std::set<PictureId> crops;
    for (const auto& [id, field] : draft.fields)
        if (field.crop) crops.insert(*field.crop);
    return crops;
}

/// The sheet this reading belongs to: its own, or another that still wants this document.
Sheet& owner_of(const ReadingResult& reading, Sheet& taken_for, Capture::Job& job) {
    if (!reading.reject.empty() || reading.document == document_of(taken_for.material))
        return taken_for;
    const auto other = std::ranges::find_if(job.sheets, [&](const Sheet& sheet) {
        return is_open(sheet) && document_of(sheet.material) == reading.document;
    });
    return other != job.sheets.end() ? *other : taken_for;
}

}  // namespace

Sheet* being_read(Capture::Job& job, AskId asked) {
    const auto sheet = std::ranges::find_if(job.sheets, [&](const Sheet& s) {
        return s.stage == Stage::reading && s.asked.id == asked;
    });
    return sheet != job.sheets.end() ? &*sheet : nullptr;
}

bool reads(const Capture::Job& job) {
    return std::ranges::any_of(job.sheets,
                               [](const Sheet& s) { return s.stage == Stage::reading; });
}

std::optional<std::size_t> next_wanted(const Capture::Job& job) {
    for (const auto stage : {Stage::wanted, Stage::refused}) {
        const auto next = std::ranges::find(job.sheets, stage, &Sheet::stage);
        if (next != job.sheets.end()) return static_cast<std::size_t>(next - job.sheets.begin());
    }
    return std::nullopt;
}

Effects read(Sheet& sheet, PictureId photo, Draft& draft) {
    sheet.stage = Stage::reading;
    sheet.photo = photo;
    sheet.asked = draft.ask(reply_patience);
    sheet.reading = {};
    sheet.why.clear();
    return {ReadDocument{sheet.asked.id, photo}};
}

void show_so_far(Capture::Job& job, AskId asked, const ReadingResult& so_far) {
    auto* const sheet = being_read(job, asked);
    if (sheet == nullptr) return;
    const bool wanted = so_far.document == document_of(sheet->material);
    sheet->reading = wanted ? so_far : ReadingResult{};
}

Effects settle(Capture::Job& job, AskId asked, const ReadingResult& reading, Draft& draft) {
    auto* const taken_for = being_read(job, asked);
    if (taken_for == nullptr) return {};
    auto& owner = owner_of(reading, *taken_for, job);
    if (&owner != taken_for) {
        owner.photo = taken_for->photo;
        owner.asked = taken_for->asked;
        *taken_for = Sheet{taken_for->material};
    }
    owner.reading = reading;
    if (auto why = objection(reading, owner, job, draft)) {
        Effects effects{ForgetPicture{owner.photo}};
        forget(reading, effects);
        owner = Sheet{owner.material, Stage::refused, {}, {}, {}, std::move(*why)};
        owner.until = over_since(reading, draft).value_or("");
        return effects;
    }
    auto effects = keep(owner, draft);
    if (auto odd = odd_one(draft, owner.material)) {
        const auto again = std::ranges::find(job.sheets, odd->material, &Sheet::material);
        (again != job.sheets.end() && again->stage == Stage::kept ? *again : owner).odd =
            std::move(odd->what);
    }
    return effects;
}

void leave_unread(Sheet& sheet, Effects& effects, Draft& draft) {
    sheet.reading = {};
    std::ranges::move(keep(sheet, draft), std::back_inserter(effects));
}

Effects keep(Sheet& sheet, Draft& draft) {
    Effects effects;
    if (const auto old = draft.photos.find(sheet.material);
        old != draft.photos.end() && old->second.taken != sheet.photo) {
        effects.emplace_back(ForgetPicture{old->second.taken});
        if (old->second.page) effects.emplace_back(ForgetPicture{*old->second.page});
    }
    sheet.stage = Stage::kept;
    draft.photos[sheet.material] = {sheet.photo, sheet.reading.page, Photo::State::kept};
    auto unused = crops_of(draft);
    for (const auto& value : sheet.reading.values)
        if (value.crop) unused.insert(*value.crop);
    fill_from(sheet.reading, sheet.material, draft);
    for (const auto crop : crops_of(draft)) unused.erase(crop);
    for (const auto crop : unused) effects.emplace_back(ForgetPicture{crop});
    return effects;
}

Effects drop(const Capture::Job& job) {
    Effects effects;
    for (const auto& sheet : job.sheets)
        if (sheet.stage == Stage::reading) effects.emplace_back(ForgetPicture{sheet.photo});
    return effects;
}

}  // namespace kiosk::flow
