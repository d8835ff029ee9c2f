#pragma once

#include "ui/rect.hpp"
#include "ui/theme.hpp"

namespace ui {

/// Line icons drawn by us, so that they have the text's colour and any size.
enum class Icon {
    none,
    licence,
    id_card,
    face,
    bank,
    phone,
    letter,
    seal,
    wechat_pay,
    alipay,
    key,
    printer,
    clock,
    check,
    cross,
    warning,
    camera,
    help,
    person,
    refresh,
    rotate,
    truck,
    mail,
    up,
    down,
    left,
    right,
    backspace,
    shift,
    save,
    text_size,
    globe,
    home,
    info,
    list,
    pen,
    unlock,
    search,
    document,
    building,
    hand,
    receipt,
    swap,
    add,
    exclamation,
    letter_i,
};

/// Draws `icon` in the middle of `box` on the current window's draw list.
void draw_icon(Icon icon, Rect box, Color color, float stroke = 0);

}  // namespace ui
