// read-photos PHOTO…: prints what `kiosk read PHOTO…` prints, linking nothing but the reading, and
// on stderr what memory it took.

#include "kiosk/read_command.hpp"

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

/// Of this process, megabytes: VmRSS now, VmHWM at most (proc(5)).
double resident(const std::string& which) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(which + ":")) return std::stod(line.substr(which.size() + 1)) / 1024;
    return 0;
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> photos(values + 1, values + count);
    const double before = resident("VmRSS");
    const int result = kiosk::read_command(photos, std::cout);
    std::cerr << "resident: " << before << " MB before the models were loaded, "
              << resident("VmHWM") - before << " more at most\n";
    return result;
}
