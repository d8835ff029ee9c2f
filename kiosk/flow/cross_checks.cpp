#include "kiosk/flow/cross_checks.hpp"

#include "kiosk/flow/dates.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

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

using Found = std::map<FieldId, Disagreement>;

/// What was read, and is beyond doubt, of a value of one material.
std::string sure(const Draft& draft, const std::string& material, std::string_view name) {
    const auto* value = draft.read(material, name);
    return value != nullptr && !value->doubtful ? value->text : std::string();
}

void compare(const Draft& draft, Found& found, FieldId id, const std::string& material,
             std::string_view name, const char* key) {
    const auto mine = normal_form(id, draft.text(id));
    const auto read = normal_form(id, sure(draft, material, name));
    if (!mine.empty() && !read.empty() && read != mine)
        found.try_emplace(id, Disagreement{key, read, mine});
}

/// A citizen's number repeats date of birth and sex, which stand on the card as well (GB 11643).
void compare_number(const Draft& draft, Found& found, FieldId id, const std::string& material) {
    const auto number = normal_form(id, draft.text(id));
    if (number.size() != 18) return;
    const auto birth = date_in(sure(draft, material, "birth"));
    const auto told = date_in(number.substr(6, 8));
    if (birth && told != birth)
        found.try_emplace(id, Disagreement{"check.birth", *birth, told.value_or(number)});
    const auto sex = sure(draft, material, "sex");
    const std::string meant = (number[16] - '0') % 2 == 1 ? "男" : "女";
    if (!sex.empty() && sex != meant) found.try_emplace(id, Disagreement{"check.sex", sex, meant});
}

/// Of a person's card, where both sides were read.
std::optional<Disagreement> sides_of(const Draft& draft, const std::string& person) {
    const auto front = draft.readings.find(person + "_id_front");
    const auto back = draft.readings.find(person + "_id_back");
    if (front == draft.readings.end() || back == draft.readings.end()) return std::nullopt;
    return sides_differ(front->second, back->second);
}

void compare_sides(const Draft& draft, Found& found, const std::string& person, FieldId id) {
    if (auto differ = sides_of(draft, person)) found.try_emplace(id, std::move(*differ));
}

/// The representative's card in the agent's place, or the other way about.
bool one_person(const Draft& draft) {
    const auto agent = draft.text(FieldId::agent_id_number);
    return !draft.in_person() && !agent.empty() && agent == draft.text(FieldId::lr_id_number);
}

std::optional<Disagreement> names_on_documents(const Draft& draft) {
    const auto card = sure(draft, "lr_id_front", "name");
    const auto licence = sure(draft, "licence", "person");
    if (card.empty() || licence.empty() || card == licence) return std::nullopt;
    return Disagreement{"check.holder", card, licence};
}

/// Another number on the document than in the form, both beyond doubt.
std::optional<Disagreement> other_number(const Draft& draft, FieldId id,
                                         const std::string& material, std::string_view name,
                                         const char* key) {
    const auto mine = normal_form(id, draft.text(id));
    const auto read = sure(draft, material, name);
    if (read.empty() || read == mine || invalid(id, mine, draft, true)) return std::nullopt;
    return Disagreement{key, read, mine};
}

std::optional<Odd> odd_card(const Draft& draft, const std::string& person) {
    auto differ = sides_of(draft, person);
    if (!differ) return std::nullopt;
    const bool strange = person == "lr" && names_on_documents(draft);
    return Odd{person + (strange ? "_id_front" : "_id_back"), std::move(*differ)};
}

}  // namespace

std::optional<Disagreement> sides_differ(const ReadingResult& front, const ReadingResult& back) {
    const auto birth = sure(front, "birth");
    const auto validity = sure(back, "validity");
    if (!fits_age(birth, validity)) return Disagreement{"check.sides.age", validity, birth};
    const auto address = sure(front, "address");
    const auto authority = sure(back, "authority");
    if (!fits_place(address, authority))
        return Disagreement{"check.sides.place", authority, address};
    return std::nullopt;
}

Found disagreements(const Draft& draft) {
    using enum FieldId;
    Found found;
    compare(draft, found, org_name, "licence", "name", "check.licence");
    compare(draft, found, org_code, "licence", "code", "check.licence");
    compare(draft, found, org_established, "licence", "established", "check.licence");
    compare(draft, found, org_term, "licence", "term", "check.licence");
    compare(draft, found, lr_name, "lr_id_front", "name", "check.card");
    compare(draft, found, lr_name, "licence", "person", "check.person");
    compare(draft, found, lr_id_number, "lr_id_front", "id_number", "check.card");
    compare(draft, found, lr_id_expiry, "lr_id_back", "validity", "check.card");
    compare(draft, found, agent_name, "agent_id_front", "name", "check.card");
    compare(draft, found, agent_id_number, "agent_id_front", "id_number", "check.card");
    compare_number(draft, found, lr_id_number, "lr_id_front");
    compare_number(draft, found, agent_id_number, "agent_id_front");
    compare_sides(draft, found, "lr", lr_id_expiry);
    compare_sides(draft, found, "agent", agent_id_number);
    if (one_person(draft))
        found.try_emplace(agent_id_number,
                          Disagreement{"check.one_person", draft.text(lr_name), {}});
    return found;
}

std::optional<Odd> odd_one(const Draft& draft, const std::string& material) {
    using enum FieldId;
    const auto at = [&](std::optional<Disagreement> what) {
        return what ? std::optional<Odd>({material, std::move(*what)}) : std::nullopt;
    };
    if (material == "licence") {
        if (auto other = other_number(draft, org_code, material, "code", "check.other_licence"))
            return at(std::move(other));
    } else if (material == "lr_id_front") {
        if (auto other = other_number(draft, lr_id_number, material, "id_number", "check.other_lr"))
            return at(std::move(other));
    } else if (material == "agent_id_front") {
        if (one_person(draft)) return at(Disagreement{"check.lr_card", draft.text(lr_name), {}});
        if (auto other =
                other_number(draft, agent_id_number, material, "id_number", "check.other_agent"))
            return at(std::move(other));
    }
    if (material == "licence" || material == "lr_id_front")
        if (auto names = names_on_documents(draft)) return Odd{"lr_id_front", std::move(*names)};
    if (material == "licence") return std::nullopt;
    return odd_card(draft, material.starts_with("lr") ? "lr" : "agent");
}

}  // namespace kiosk::flow
