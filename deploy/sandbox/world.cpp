#include "deploy/sandbox/world.hpp"

#include <filesystem>

namespace sandbox {

namespace {

std::string database_of(const Settings& settings) {
    const std::filesystem::path folder = settings.state;
    std::filesystem::create_directories(folder);
    const auto database = folder / "sandbox.sqlite";
    if (settings.fresh)
        for (const char* ending : {"", "-wal", "-shm"})
            std::filesystem::remove(database.string() + ending);
    return database.string();
}

}  // namespace

World::World(Settings wanted)
    : settings(std::move(wanted)),
      records(database_of(settings)),
      authority(settings.state + "/authority"),
      evidence(settings.state + "/authority"),
      recorder(settings.record) {}

}  // namespace sandbox
