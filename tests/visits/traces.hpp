#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace visits {

/// Stretches of pictures that went through this process, kept so that they cannot be found by
/// themselves.
class Traces {
public:
    /// Remembers the middle of a file, if it is not known yet.
    void remember(const std::filesystem::path& file);
    std::size_t known() const { return masked_.size(); }
    /// How often any of them is in memory this process can write, its stack excepted.
    int in_memory() const;
    /// The same in a folder's files.
    int in_files(const std::filesystem::path& folder) const;

private:
    int count(const char* begin, std::size_t size) const;

    std::vector<std::string> masked_;
};

}  // namespace visits
