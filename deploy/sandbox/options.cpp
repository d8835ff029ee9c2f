#include "deploy/sandbox/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace sandbox {

namespace {

struct TextOption {
    std::string_view name;
    std::string Settings::*target;
    std::string_view meaning;
};

struct NumberOption {
    std::string_view name;
    int Settings::*target;
    std::string_view meaning;
};

constexpr std::array text_options{
    TextOption{"--state", &Settings::state, "DIR: database, CA, sandbox.json (build/state)"},
    TextOption{"--pki", &Settings::pki, "DIR: ca.pem, server.pem, server.key (build/pki)"},
    TextOption{"--phone-host", &Settings::phone_host,
               "ADDRESS the phone listener listens on (127.0.0.1)"},
    TextOption{"--record", &Settings::record, "FILE: a JSON line per exchange with a terminal"},
    TextOption{"--face-challenges", &Settings::face_challenges,
               "KIND,… of every try on site: blink, open_mouth, turn_left, turn_right, nod, "
               "read_digits (drawn)"},
    TextOption{"--management-algorithm", &Settings::management_algorithm,
               "3des, aes128, aes192 or aes256 (aes192)"},
    TextOption{"--key-algorithm", &Settings::key_algorithm,
               "ec_p256, rsa_2048 or sm2 for every product (its own)"},
    TextOption{"--envelope-padding", &Settings::envelope_padding,
               "of enveloped encryption keys: outside or inside (outside)"},
};

constexpr std::array numbers{
    NumberOption{"--port", &Settings::port, "of the terminal's listener (0: free)"},
    NumberOption{"--phone-port", &Settings::phone_port, "of the phone listener (0: free)"},
    NumberOption{"--sms-cooldown", &Settings::sms_cooldown_s,
                 "S before a code or link may be sent again (60)"},
    NumberOption{"--code-lifetime", &Settings::code_lifetime_s, "S a code is good (300)"},
    NumberOption{"--link-lifetime", &Settings::link_lifetime_s, "S a link is good (1800)"},
    NumberOption{"--payment-lifetime", &Settings::payment_lifetime_s,
                 "S a payment code is good (300)"},
    NumberOption{"--review-after", &Settings::review_after_s,
                 "S until the reviewer by rule decides; -1 never (20)"},
    NumberOption{"--shipped-after", &Settings::shipped_after_s,
                 "S of production of a key that goes by post (60)"},
    NumberOption{"--invoice-after", &Settings::invoice_after_s, "S until the invoice is sent (5)"},
    NumberOption{"--refund-after", &Settings::refund_after_s, "S until a refund arrives (5)"},
    NumberOption{"--face-decides-after", &Settings::face_decides_after_s,
                 "S of comparing a face (1)"},
    NumberOption{"--issue-silence", &Settings::issue_silence_s,
                 "S without report until an issue is indeterminate (600)"},
};

bool read_number(const std::string& text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// False when the name is no option with a value.
tl::expected<bool, std::string> take_value(Settings& settings, const std::string& name,
                                           const std::string& value) {
    if (const auto* text = std::ranges::find(text_options, name, &TextOption::name);
        text != text_options.end()) {
        settings.*text->target = value;
        return true;
    }
    const auto* number = std::ranges::find(numbers, name, &NumberOption::name);
    if (number == numbers.end()) return false;
    if (!read_number(value, settings.*number->target))
        return tl::unexpected<std::string>(name + ": not a number: " + value);
    return true;
}

}  // namespace

tl::expected<Options, std::string> parse_options(std::span<const std::string> words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--help") {
            options.help = true;
        } else if (word == "--die-with-parent") {
            options.die_with_parent = true;
        } else if (word == "--fresh") {
            options.settings.fresh = true;
        } else {
            const auto taken =
                take_value(options.settings, word, i + 1 < words.size() ? words[i + 1] : "");
            if (!taken) return tl::unexpected<std::string>(taken.error());
            if (!*taken) return tl::unexpected<std::string>("unknown option " + word);
            ++i;
        }
    }
    return options;
}

std::string usage() {
    std::string text = "usage: sandbox [OPTION VALUE]...\n";
    const auto line = [&](std::string_view name, std::string_view meaning) {
        text.append("  ")
            .append(name)
            .append(name.size() < 24 ? 24 - name.size() : 1, ' ')
            .append(meaning)
            .append("\n");
    };
    for (const TextOption& option : text_options) line(option.name, option.meaning);
    for (const NumberOption& option : numbers) line(option.name, option.meaning);
    line("--fresh", "forget the database of an earlier run");
    line("--die-with-parent", "end when the process that started it ends");
    return text;
}

}  // namespace sandbox
