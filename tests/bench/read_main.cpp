// read-photos PHOTO…: prints what `kiosk read PHOTO…` prints, linking nothing but the reading.

#include "kiosk/read_command.hpp"

#include <iostream>
#include <string>
#include <vector>

int main(int count, char** values) {
    const std::vector<std::string> photos(values + 1, values + count);
    return kiosk::read_command(photos, std::cout);
}
