#include "kiosk/flow/cross_checks.hpp"

#include "kiosk/flow/dates.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace kiosk::flow {
namespace {

std::string sure(const ReadingResult& reading, std::string_view name) {
    const auto value = std::ranges::find(reading.values, name, &ReadingResult::Value::name);
    return value != reading.values.end() && !value->doubtful ? value->text : std::string();
}

int year_of(const std::string& date) {
    int year = 0;
    std::from_chars(date.data(), date.data() + 4, year);
    return year;
}

/// Whole years from one date to another, "2015-01-02" each.
int years_between(const std::string& from, const std::string& to) {
    return year_of(to) - year_of(from) - (to.substr(5) < from.substr(5) ? 1 : 0);
}

bool fits_age(const std::string& birth_text, const std::string& validity) {
    const auto birth = date_in(birth_text);
    const auto dates = dates_in(validity);
    const auto end = end_in(validity);
    if (!birth || dates.empty() || !end) return true;
    const int age = years_between(*birth, dates.front());
    if (age < 0) return false;
    if (is_unlimited(*end)) return age >= 46;
    const int years = age < 16 ? 5 : age < 26 ? 10 : 20;
    return age < 46 && year_of(*end) - year_of(dates.front()) == years;
}

std::string without(std::string text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word))
        text.replace(at, word.size(), "\n");
    return text;
}

/// "样例市公安局示范分局" names 样例 and 示范.
std::vector<std::string> places_in(std::string authority) {
    constexpr std::array<std::string_view, 9> others{"公安局", "公安", "分局", "派出所", "自治",
                                                     "市",     "县",   "区",   "省"};
    for (const auto word : others) authority = without(std::move(authority), word);
    std::vector<std::string> places;
    for (std::size_t begin = 0; begin < authority.size();) {
        const auto end = std::min(authority.find('\n', begin), authority.size());
        constexpr std::size_t two_hanzi = 6;
        if (end - begin >= two_hanzi) places.push_back(authority.substr(begin, end - begin));
        begin = end + 1;
    }
    return places;
}

bool fits_place(const std::string& address, const std::string& authority) {
    const auto places = places_in(authority);
    return address.empty() || places.empty() ||
           std::ranges::any_of(places, [&](const std::string& place) {
               return address.find(place) != address.npos;
           });
}

void compare(const Draft& draft, std::map<FieldId, std::string>& found, FieldId id,
             const std::string& material, std::string_view name, const char* key) {
    const auto mine = draft.text(id);
    const auto* read = draft.read(material, name);
    if (mine.empty() || read == nullptr || read->doubtful) return;
    if (normal_form(id, read->text) != normal_form(id, mine)) found.try_emplace(id, key);
}

}  // namespace

bool may_be_one_card(const ReadingResult& front, const ReadingResult& back) {
    return fits_age(sure(front, "birth"), sure(back, "validity")) &&
           fits_place(sure(front, "address"), sure(back, "authority"));
}

std::map<FieldId, std::string> disagreements(const Draft& draft) {
    using enum FieldId;
    std::map<FieldId, std::string> found;
    compare(draft, found, org_name, "licence", "name", "check.licence");
    compare(draft, found, org_code, "licence", "code", "check.licence");
    compare(draft, found, lr_name, "lr_id_front", "name", "check.card");
    compare(draft, found, lr_name, "licence", "person", "check.licence");
    compare(draft, found, lr_id_number, "lr_id_front", "id_number", "check.card");
    compare(draft, found, agent_name, "agent_id_front", "name", "check.card");
    compare(draft, found, agent_id_number, "agent_id_front", "id_number", "check.card");
    const auto sides = [&](const char* front, const char* back, FieldId id) {
        const auto f = draft.readings.find(front);
        const auto b = draft.readings.find(back);
        if (f != draft.readings.end() && b != draft.readings.end() &&
            !may_be_one_card(f->second, b->second))
            found.try_emplace(id, "check.sides");
    };
    sides("lr_id_front", "lr_id_back", lr_id_expiry);
    sides("agent_id_front", "agent_id_back", agent_id_number);
    return found;
}

}  // namespace kiosk::flow
