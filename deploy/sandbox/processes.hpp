// Child processes of the sandbox, and waiting for what they do.

#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sandbox {

/// Starts a program; it is killed when the thread that started it ends.
pid_t spawn(const std::vector<std::string>& words);
/// Kills it and waits; afterwards `child` is 0.
void end(pid_t& child);
/// True, and `child` is 0, once it has ended by itself.
bool has_ended(pid_t& child);
/// Runs a program to its end; true when it succeeded.
bool run(const std::vector<std::string>& words);

/// Looks every 10 ms until `done` or `patience` is over.
bool await(const std::function<bool()>& done, std::chrono::milliseconds patience);

/// Replaces the file at once, so that a reader sees the old or the new text.
void write_whole(const std::filesystem::path& file, const std::string& text);

}  // namespace sandbox
