// A person for the virtual camera: a public-domain portrait on the canonical face, turned, bent and
// lit by us, so that every angle and every time is known. Demonstration and tests only; the
// portrait is read from the installed package and never kept.

#pragma once

#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <tl/expected.hpp>
#include <vector>

namespace sandbox {

/// What the head does at one moment. Degrees as in ISO/IEC 39794-5: yaw is positive towards the
/// person's own left, pitch downwards, roll towards the person's right shoulder.
struct Gesture {
    double yaw = 0;
    double pitch = 0;
    double roll = 0;
    double blink = 0;         ///< 0 eyes as in the portrait, 1 closed.
    double mouth = 0;         ///< 0 closed, 1 wide open.
    cv::Point2d shift_cm;     ///< To the right and up in the picture.
    double distance_cm = 48;  ///< From the camera.
};

/// What lies over the face.
enum class Cover { nothing, mask, hand, sunglasses };

/// How the camera sees it.
struct View {
    cv::Size size{640, 480};
    double view_deg = 60;   ///< Horizontal angle of view.
    double light = 1;       ///< Factor.
    double side_light = 0;  ///< 0 even; 1: the left half of the face in the dark.
    double blur_px = 0;     ///< Standard deviation.
    double noise = 2;       ///< Standard deviation of the sensor's noise, levels of 255.
    Cover cover = Cover::nothing;
    bool flat = false;  ///< A printed photo is held up and turned instead of the head.
};

/// Which person.
enum class Likeness {
    portrait,
    glasses,      ///< The same with glasses.
    narrow_eyes,  ///< The same with eyes half as open.
    other,        ///< Someone else.
};

/// Immutable once loaded: any thread.
class Person {
public:
    /// `portrait`: astronaut.png; `mesh`: the canonical face as set-up puts it. The error says
    /// which file cannot be used.
    [[nodiscard]] static tl::expected<Person, std::string> load(
        const std::filesystem::path& portrait, const std::filesystem::path& mesh,
        Likeness likeness = Likeness::portrait);

    /// 8-bit RGB. The same `frame` gives the same noise.
    [[nodiscard]] cv::Mat picture(const Gesture& gesture, const View& view,
                                  unsigned frame = 0) const;

private:
    struct Vertex {
        cv::Point3d place;    ///< Centimetres; x right, y up, z to the camera; of the neutral face.
        cv::Point2f texture;  ///< Pixels of the portrait.
        double with_head = 1;  ///< 1: moves with the head, 0: stays.
    };
    using Triangle = std::array<int, 3>;

    Person() = default;
    void fit(const std::vector<cv::Point3d>& canonical);
    void add_surroundings();
    void close_mouth();
    void become(Likeness likeness);
    void grow_beard();
    [[nodiscard]] double shut(const Gesture& gesture) const;
    [[nodiscard]] std::vector<cv::Point3d> bent(const Gesture& gesture) const;
    [[nodiscard]] std::vector<cv::Point3d> moved(const Gesture& gesture) const;
    [[nodiscard]] cv::Mat draw(const Gesture& gesture, const View& view) const;
    [[nodiscard]] cv::Mat draw_photo(const Gesture& gesture, const View& view) const;
    [[nodiscard]] std::vector<cv::Vec4f> paint(const Gesture& gesture, Cover cover) const;

    cv::Mat portrait_;  ///< 8-bit RGB.
    std::vector<Vertex> vertices_;
    std::vector<Triangle> triangles_;  ///< Those of the face first.
    std::size_t face_triangles_ = 0;
    double eyes_open_ = 1;
};

}  // namespace sandbox
