#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>

struct SDL_Renderer;
struct SDL_Texture;

namespace ui {

/// A picture to draw; the pixels belong to the caller and are read only during this frame.
struct Image {
    std::uint64_t key = 0;       ///< Names the picture: the value of its PictureId.
    std::uint64_t revision = 0;  ///< Counts up when the pixels under a key change (camera preview).
    int width = 0, height = 0;
    std::span<const std::uint8_t> rgb;  ///< width × height × 3 bytes, rows from the top.

    bool valid() const {
        return width > 0 && height > 0 &&
               rgb.size() >= static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
    }
};
/// Key of the camera's preview: one slot, the revision tells frames apart.
inline constexpr std::uint64_t preview_key = ~std::uint64_t{0};

/// Pictures on their way to the panel, uploaded in exactly the size they are drawn (the software
/// renderer then copies rows instead of sampling). What a whole frame did not draw is destroyed:
/// nothing of a customer stays. UI thread only.
class Textures {
public:
    explicit Textures(SDL_Renderer* renderer);
    ~Textures();
    Textures(const Textures&) = delete;
    Textures& operator=(const Textures&) = delete;

    /// The picture at that size; null when it is not valid or the renderer has no memory.
    SDL_Texture* scaled(const Image& image, int width, int height);
    /// Tells two pictures in the same texture apart; 0 for a texture that is not ours.
    std::uint64_t revision_of(const SDL_Texture* handle) const;

    void begin_frame();
    void forget_unused();
    std::size_t size() const { return entries_.size(); }

private:
    struct Key {
        std::uint64_t key;
        int width, height;
        auto operator<=>(const Key&) const = default;
    };
    struct Entry {
        SDL_Texture* handle = nullptr;
        std::optional<std::uint64_t> revision;
        std::uint64_t upload = 0;
        bool used = true;
    };

    SDL_Renderer* renderer_;
    std::map<Key, Entry> entries_;
    std::uint64_t uploads_ = 0;
};

}  // namespace ui
