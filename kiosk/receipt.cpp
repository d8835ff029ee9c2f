#include "kiosk/receipt.hpp"

#include <cstdio>

namespace kiosk {
namespace {

using Style = SlipPaper::Style;

std::string price(int fen) {
    char written[32];
    std::snprintf(written, sizeof written, "￥%d.%02d", fen / 100, fen % 100);
    return written;
}

std::size_t first_character(std::string_view text) {
    std::size_t end = text.empty() ? 0 : 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return end;
}

void head(SlipPaper& paper, const std::string& title, const Hall& hall) {
    paper.gap(16);
    paper.text(title, Style::large, true);
    paper.text(hall.name + " " + hall.terminal, Style::small, true);
    paper.text(hall.printed_at, Style::small, true);
    paper.rule();
}

void order_rows(SlipPaper& paper, const std::string& order, const flow::Draft& draft,
                const Text& text) {
    paper.row(text("receipt.order"), order);
    paper.row(text("receipt.service"), text("entry.service." + draft.service + ".title"));
    const auto organisation = draft.text(flow::FieldId::org_name);
    if (!organisation.empty()) paper.row(text("receipt.organisation"), organisation);
    const auto person =
        draft.text(draft.in_person() ? flow::FieldId::lr_name : flow::FieldId::agent_name);
    if (!person.empty()) paper.row(text("receipt.applicant"), masked_name(person));
}

const char* what_next(const flow::Draft& draft) {
    if (draft.choices.delivery == flow::Delivery::post) return "receipt.next_post";
    return draft.channel.review == flow::Review::immediate ? "receipt.next_now"
                                                           : "receipt.next_review";
}

void tail(SlipPaper& paper, const std::string& qr, const Text& text) {
    if (!qr.empty()) {
        paper.gap(8);
        paper.qr(qr);
        paper.text(text("receipt.qr"), Style::small, true);
    }
    paper.text(text("receipt.sample"), Style::small, true);
    paper.gap(40);
}

}  // namespace

std::string masked_name(std::string_view name) {
    const auto first = first_character(name);
    std::string masked(name.substr(0, first));
    for (std::size_t i = first; i < name.size(); ++i)
        if ((static_cast<unsigned char>(name[i]) & 0xC0) != 0x80) masked += '*';
    return masked;
}

std::string masked_number(std::string_view number, std::size_t front, std::size_t back) {
    if (number.size() <= front + back) return std::string(number.size(), '*');
    std::string masked(number);
    for (std::size_t i = front; i < number.size() - back; ++i) masked[i] = '*';
    return masked;
}

void compose(SlipPaper& paper, const flow::PrintSlip& slip, const flow::Draft& draft,
             const Hall& hall, const Text& text) {
    head(paper, text("receipt." + slip.kind + ".title"), hall);
    if (slip.kind != "checklist") order_rows(paper, slip.order, draft, text);
    if (slip.kind == "receipt") {
        const auto fen =
            draft.order.payment ? draft.order.payment->amount_fen : draft.order.price_fen;
        paper.row(text("receipt.amount"), price(fen > 0 ? fen : draft.order.price_fen));
        paper.rule();
        paper.text(text(what_next(draft)));
    } else if (slip.kind == "continue") {
        paper.rule();
        paper.text(text("receipt.continue.lead"));
    } else if (slip.kind == "cancelled") {
        paper.rule();
        paper.text(text("receipt.cancelled.lead"));
    } else {
        for (const auto& key : slip.lines) paper.text("· " + text(key));
    }
    tail(paper, slip.qr, text);
}

}  // namespace kiosk
