#include "drivers/skf_codes.hpp"

#include <array>
#include <cstdio>

namespace drivers {

TokenFault skf_fault(const char* function, std::uint32_t code) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "SKF_%s: %08X", function, static_cast<unsigned>(code));
    TokenFault fault{Failure::hardware_error, text.data()};
    switch (code) {
        case 0x0A000003: fault = {Failure::bad_data, text.data(), {}, true}; break;  // not there
        case 0x0A000005:                                                        // invalid handle
        case 0x0A000023: fault.failure = Failure::user_error; break;            // removed
        case 0x0A000006:                                                        // parameter
        case 0x0A000010:                                                        // length of data
        case 0x0A000011:                                                        // data
        case 0x0A00001B:                                                        // no key
        case 0x0A00001C:                                                        // no certificate
        case 0x0A000026:                                                        // not a PIN
        case 0x0A000027:                                                        // length of PIN
        case 0x0A00002E:                                                        // no application
        case 0x0A000031: fault.failure = Failure::bad_data; break;              // no file
        case 0x0A000024: fault = {Failure::user_error, text.data(), 1}; break;  // wrong PIN
        case 0x0A000025: fault = {Failure::user_error, text.data(), 0}; break;  // PIN locked
        case 0x0A00002D: fault.failure = Failure::not_ready; break;             // not signed in
        default: break;
    }
    return fault;
}

}  // namespace drivers
