#pragma once

#include <string>

struct ImFont;

namespace ui {

/// A font file mapped into memory and added to the current ImGui context's atlas; glyphs are
/// rastered when first drawn. Mapped, not read: of its 19 MB only the used pages count, until
/// release_font_pages().
/// The mapping lives until the process ends, as the atlas may read it at any time. Null when the
/// file cannot be opened or has no such face.
ImFont* load_font(const std::string& path, int face);

/// Gives back the pages that glyphs were rastered from. With each page it asks for the kernel maps
/// its neighbours too, so that a few hundred hanzi would hold nearly the whole file; the next new
/// glyph finds them in the page cache.
void release_font_pages();

/// Height of a capital H per unit of ImGui font size. ImGui's size is the height of a line.
float capital_ratio(ImFont* font);

}  // namespace ui
