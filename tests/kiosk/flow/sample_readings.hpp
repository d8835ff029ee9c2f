// What reading invented documents (样本) brings.

#pragma once

#include "kiosk/flow/values.hpp"

#include <utility>

namespace kiosk::flow {

inline ReadingResult licence() {
    ReadingResult reading;
    reading.document = "licence";
    reading.page = PictureId{50};
    reading.values = {{"name", "样例（北京）科技有限公司", false, PictureId{51}},
                      {"code", "91350100M000100Y43", false, PictureId{52}},
                      {"person", "样本人", false, PictureId{53}},
                      {"term", "2015年01月02日至2035年01月01日", false, PictureId{54}}};
    return reading;
}

/// Of a licence that is still being read.
inline ReadingResult so_far(const std::vector<std::pair<std::string, std::string>>& known) {
    ReadingResult reading;
    reading.document = "licence";
    for (const auto& [name, text] : known)
        reading.values.push_back({name, text, false, std::nullopt, false});
    return reading;
}

inline ReadingResult id_front(const std::string& name) {
    ReadingResult reading;
    reading.document = "id_front";
    reading.values = {{"name", name, false, PictureId{61}},
                      {"sex", "女", false, {}},
                      {"birth", "1949年12月31日", false, {}},
                      {"id_number", "11010519491231002X", false, PictureId{62}}};
    return reading;
}

}  // namespace kiosk::flow
