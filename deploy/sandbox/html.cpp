#include "deploy/sandbox/html.hpp"

#include <array>
#include <cstdio>

namespace sandbox {

namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>
body{margin:0;background:#f3f6fb;color:#12243d;font:17px/1.5 "Noto Sans CJK SC","PingFang SC",sans-serif}
header{background:#0a3f87;color:#fff;padding:14px 18px;font-weight:600}
main{max-width:640px;margin:0 auto;padding:18px}
section{background:#fff;border-radius:12px;padding:16px 18px;margin:0 0 16px;box-shadow:0 1px 3px #0002}
h1{font-size:22px;margin:0 0 10px}h2{font-size:18px;margin:0 0 8px}
small{display:block;color:#5b6b80;font-size:14px;font-weight:400}
button,.button{display:block;width:100%;box-sizing:border-box;min-height:56px;margin:12px 0 0;padding:8px;border:0;
border-radius:12px;font:inherit;font-weight:600;color:#fff;background:#0b57b7;text-align:center;text-decoration:none}
button small,.button small{color:inherit;opacity:.85}
.bad{background:#fff;color:#b3261e;border:2px solid #b3261e}.plain{background:#fff;color:#0b57b7;border:2px solid #b9cce6}
input{display:block;width:100%;box-sizing:border-box;min-height:52px;margin:8px 0;padding:8px 12px;font:inherit;
border:2px solid #b9cce6;border-radius:10px}
.amount{font-size:40px;font-weight:700;margin:8px 0}.done{color:#15803d}.code{font-size:22px;letter-spacing:3px;font-weight:700}
table{width:100%;border-collapse:collapse;font-size:14px}td,th{padding:6px 8px 6px 0;text-align:left;vertical-align:top;
border-top:1px solid #e3eaf3;overflow-wrap:anywhere}
p{margin:6px 0;overflow-wrap:anywhere}
</style>
)";

std::string_view class_of(Tone tone) {
    return tone == Tone::good ? "good" : tone == Tone::bad ? "bad" : "plain";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\'': safe += "&#39;"; break;
            default: safe += c;
        }
    }
    return safe;
}

std::string bilingual(std::string_view zh, std::string_view en) {
    return escaped(zh) + "<small>" + escaped(en) + "</small>";
}

std::string button(std::string_view name, std::string_view value, std::string_view zh,
                   std::string_view en, Tone tone) {
    return "<form method=post><button class=\"" + std::string(class_of(tone)) + "\" id=\"" +
           escaped(value) + "\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">" +
           bilingual(zh, en) + "</button></form>";
}

Answer page(std::string_view title, const std::string& body, int status) {
    return {.status = status,
            .bytes = std::string(head) + "<title>" + escaped(title) +
                     "</title></head><body><header>样例 CA · 沙箱</header><main>" + body +
                     "</main></body></html>",
            .content_type = "text/html; charset=utf-8"};
}

Answer dead_link() { return note("链接已失效", "This link is no longer valid", Tone::bad, 404); }

Answer note(std::string_view zh, std::string_view en, Tone tone, int status) {
    const std::string kind = tone == Tone::good ? " class=\"done\"" : "";
    return page(zh, "<section><h1" + kind + ">" + bilingual(zh, en) + "</h1></section>", status);
}

std::string yuan(int fen) {
    std::array<char, 24> text{};
    const int size = std::snprintf(text.data(), text.size(), "%d.%02d", fen / 100, fen % 100);
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace sandbox
