#include "drivers/piv_token_cipher.hpp"

#include <memory>
#include <openssl/evp.h>

namespace drivers {
namespace {

const EVP_CIPHER* cipher_of(std::uint8_t algorithm) {
    switch (algorithm) {
        case 0x00:
        case 0x03: return EVP_des_ede3_ecb();
        case 0x08: return EVP_aes_128_ecb();
        case 0x0A: return EVP_aes_192_ecb();
        case 0x0C: return EVP_aes_256_ecb();
        default: return nullptr;
    }
}

}  // namespace

std::size_t management_key_size(std::uint8_t algorithm) {
    const EVP_CIPHER* cipher = cipher_of(algorithm);
    return cipher ? static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher)) : 0;
}

std::size_t management_block_size(std::uint8_t algorithm) {
    const EVP_CIPHER* cipher = cipher_of(algorithm);
    return cipher ? static_cast<std::size_t>(EVP_CIPHER_get_block_size(cipher)) : 0;
}

std::optional<Bytes> management_cipher(std::uint8_t algorithm, Direction direction,
                                       std::span<const std::uint8_t> key,
                                       std::span<const std::uint8_t> block) {
    const EVP_CIPHER* cipher = cipher_of(algorithm);
    if (!cipher || key.size() != management_key_size(algorithm) ||
        block.size() != management_block_size(algorithm))
        return {};
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const int encrypt = direction == Direction::encrypt ? 1 : 0;
    Bytes out(block.size() * 2);
    int size = 0;
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, key.data(), nullptr, encrypt) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_CipherUpdate(context.get(), out.data(), &size, block.data(),
                         static_cast<int>(block.size())) != 1)
        return {};
    out.resize(static_cast<std::size_t>(size));
    return out;
}

}  // namespace drivers
