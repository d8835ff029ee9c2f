#pragma once

#include <span>
#include <string_view>

namespace sandbox {

/// One agreement in force. Texts are samples, written for this sandbox.
struct AgreementText {
    std::string_view id;
    std::string_view version;
    std::string_view scene;
    std::string_view title_zh;
    std::string_view title_en;
    std::string_view text_zh;
    std::string_view text_en;
};

[[nodiscard]] std::span<const AgreementText> agreement_texts();

}  // namespace sandbox
