#pragma once

#include "drivers/image.hpp"

#include <filesystem>
#include <vector>

namespace drivers {

/// What goes wrong with a virtual camera, in its file `fault`.
enum class CameraFault { none, unplugged, frozen };

/// A picture as a camera would send it.
struct Shot {
    Bytes jpeg;
    Image image;
};

/// What lies under a virtual camera now, read from its folder each time so that any process may
/// change it; see VirtualCamera for the files.
class VirtualDesk {
public:
    explicit VirtualDesk(std::filesystem::path folder);

    [[nodiscard]] bool present() const;
    [[nodiscard]] CameraFault fault() const;
    /// Frames a second for what lies there now.
    [[nodiscard]] double rate() const;
    /// The picture for the frame of this number. A still photo is decoded once and again only when
    /// its file changes. Fails with bad_data when what `now` names is missing or no JPEG.
    [[nodiscard]] Result<Shot> look(std::uint32_t sequence);
    /// A picture that is renewed by somebody, and was not since it was last looked at: a camera has
    /// no frame then.
    [[nodiscard]] bool awaits_picture() const;
    /// Overwrites the photo kept from the last look: it may be of a person.
    void forget();

private:
    struct Still {
        std::filesystem::path path;
        std::filesystem::file_time_type changed{};
        Shot shot;
    };
    struct Clip {
        std::filesystem::path path;
        std::vector<std::filesystem::path> frames;
        std::uint32_t first_sequence = 0;
    };

    [[nodiscard]] std::filesystem::path subject() const;
    Result<Shot> still(const std::filesystem::path& path);
    Result<Shot> clip(const std::filesystem::path& path, std::uint32_t sequence);

    std::filesystem::path folder_;
    Still still_;
    Clip clip_;
};

}  // namespace drivers
