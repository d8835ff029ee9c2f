#include "deploy/sandbox/randoms.hpp"

#include "deploy/sandbox/digests.hpp"

#include <openssl/rand.h>
#include <stdexcept>

namespace sandbox {

namespace {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no random bytes");
    return bytes;
}

}  // namespace

std::string random_token(std::size_t bytes) {
    std::string token = base64(random_bytes(bytes));
    for (char& c : token) c = c == '+' ? '-' : c == '/' ? '_' : c;
    while (!token.empty() && token.back() == '=') token.pop_back();
    return token;
}

std::string random_hex(std::size_t bytes) { return hex(random_bytes(bytes)); }

std::string random_digits(std::size_t count) {
    std::string digits;
    while (digits.size() < count) {
        const auto byte = static_cast<unsigned char>(random_bytes(1)[0]);
        if (byte < 250) digits += static_cast<char>('0' + byte % 10);
    }
    return digits;
}

}  // namespace sandbox
