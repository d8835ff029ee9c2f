// Networks come from files, and files can be damaged.

#include "kiosk/face/canonical_face.hpp"
#include "kiosk/face/descriptor.hpp"
#include "kiosk/face/detector.hpp"
#include "kiosk/face/mesh.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>

namespace {

using namespace kiosk::face;
namespace fs = std::filesystem;

const fs::path folder = SOURCE_DIR "/.deps/models";

const Models& models() {
    static const auto loaded = load_models(folder).value();
    return loaded;
}

ModelFile cut(ModelFile file, double part) {
    file.bytes.resize(static_cast<std::size_t>(part * static_cast<double>(file.bytes.size())));
    return file;
}

/// A copy of the models' folder.
struct Copy {
    Copy() {
        char name[] = "/tmp/face_models_XXXXXX";
        path = ::mkdtemp(name);
        for (const auto& entry : fs::directory_iterator(folder))
            fs::copy(entry.path(), path / entry.path().filename());
    }
    ~Copy() { fs::remove_all(path); }
    fs::path path;
};

TEST(Models, AreKnownByTheirHash) {  // R45
    EXPECT_EQ(models().mesh.id.sha256.size(), 64U);
    EXPECT_EQ(models().mesh.id.name, "attention_mesh.tflite");
}

TEST(Models, AreMissedByName) {
    const Copy copy;
    fs::remove(copy.path / "attention_mesh.tflite");
    const auto loaded = load_models(copy.path);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().error, ModelError::missing);
    EXPECT_NE(loaded.error().detail.find("attention_mesh.tflite"), std::string::npos);
}

TEST(Models, AreDamagedByASingleBit) {
    const Copy copy;
    std::fstream file(copy.path / "face_detector.tflite",
                      std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(100000);
    const auto byte = static_cast<char>(file.get() ^ 4);
    file.seekp(100000);
    file.put(byte);
    file.close();
    const auto loaded = load_models(copy.path);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().error, ModelError::damaged);
}

TEST(TfliteReader, RefusesWhatIsCutOff) {
    for (const double part : {0.0, 0.00003, 0.001, 0.3, 0.5, 0.9, 0.99}) {
        const auto built = Detector::build(cut(models().detector, part));
        ASSERT_FALSE(built) << part;
        EXPECT_EQ(built.error().error, ModelError::damaged) << part;
        EXPECT_FALSE(MeshFinder::build(cut(models().mesh, part))) << part;
    }
}

TEST(TfliteReader, RefusesWhatIsNoModel) {
    ModelFile file{{"text", ""}, std::vector<std::uint8_t>(4096, 'a')};
    EXPECT_FALSE(Detector::build(file));
    file.bytes.assign(4096, 0);
    EXPECT_FALSE(Detector::build(file));
    EXPECT_FALSE(Detector::build(models().mesh));
}

TEST(TfliteReader, SurvivesFlippedBits) {  // an answer or an error, never a crash
    std::mt19937 random(1);
    const auto& whole = models().detector.bytes;
    int refused = 0;
    for (int i = 0; i < 120; ++i) {
        ModelFile file = models().detector;
        // The structure: tensors and operators stand around the weights.
        for (int k = 0; k < 4; ++k)
            file.bytes[random() % (i % 2 == 0 ? whole.size() : 4000)] ^=
                static_cast<std::uint8_t>(1U << random() % 8);
        const auto graph = read_tflite(file.bytes);
        if (!graph || !Network::build(*graph, 0, {175, 174})) ++refused;
    }
    EXPECT_GT(refused, 12);
}

TEST(CanonicalFace, IsSymmetric) {
    const auto face = read_canonical_face(models().canonical_face).value();
    EXPECT_NEAR(face[33].x, -face[263].x, 1e-4);
    EXPECT_GT(face[10].y, face[152].y);
    EXPECT_GT(face[1].z, face[234].z);
}

TEST(CanonicalFace, RefusesWhatIsCutOff) {
    for (const double part : {0.0, 0.1, 0.6, 0.7})
        EXPECT_FALSE(read_canonical_face(cut(models().canonical_face, part))) << part;
}

TEST(Describer, RefusesWeightsThatDoNotFit) {
    const auto built = Describer::build(cut(models().descriptor, 0.9), models().descriptor_layout);
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().error, ModelError::damaged);
    EXPECT_FALSE(Describer::build(models().descriptor, cut(models().descriptor_layout, 0.5)));
    EXPECT_FALSE(Describer::build(models().descriptor, {{"list", ""}, {'[', '{', '}', ']'}}));
}

}  // namespace
