#include "ui/screens/email.hpp"

namespace ui {

std::vector<std::string> email_endings(const Scene& scene) {
    using kiosk::flow::FieldId;
    const auto focus = scene.view.focus;
    if (focus != FieldId::agent_email && focus != FieldId::invoice_email) return {};
    const auto text = scene.draft().text(*focus);
    const auto sign = text.find('@');
    if (text.empty() || (sign != std::string::npos && sign + 1 != text.size())) return {};
    std::vector<std::string> endings;
    for (const auto& domain : kiosk::flow::common_domains()) {
        if (endings.size() == 5) break;
        endings.push_back(sign == std::string::npos ? "@" + domain : domain);
    }
    return endings;
}

}  // namespace ui
