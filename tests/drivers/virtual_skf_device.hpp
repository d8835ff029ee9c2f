// The inside of the SKF library for tests: the standard's structures as this vendor's compiler lays
// them out, and the one device there is.

#pragma once

#include "drivers/card_reader.hpp"
#include "drivers/piv_token.hpp"
#include "drivers/virtual_ukey.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <optional>
#include <string>

namespace virtual_skf {

using namespace drivers;
using ULONG = SKF_ULONG;
using BYTE = std::uint8_t;

#ifdef SKF_PACKED
#pragma pack(push, 1)
#endif
struct Version {
    BYTE major, minor;
};
struct DevInfo {
    Version version;
    char manufacturer[64], issuer[64], label[32], serial_number[32];
    Version hardware, firmware;
    ULONG symmetric, asymmetric, hash, authentication, total_space, free_space, most_ecc, most;
    BYTE reserved[64];
};
struct EccPublicKey {
    ULONG bits;
    BYTE x[64], y[64];
};
struct EccCipher {
    BYTE x[64], y[64], hash[32];
    ULONG size;
    BYTE cipher[1];
};
struct EccSignature {
    BYTE r[64], s[64];
};
struct EnvelopedKeyBlob {
    ULONG version, algorithm, bits;
    BYTE private_key[64];
    EccPublicKey public_key;
    EccCipher cipher;
};
struct RsaPublicKey {
    ULONG algorithm, bits;
    BYTE modulus[256], exponent[4];
};
#ifdef SKF_PACKED
#pragma pack(pop)
#endif

constexpr ULONG ok = 0;
constexpr ULONG failed = 0x0A000001;
constexpr ULONG removed = 0x0A000023;
constexpr ULONG too_small = 0x0A000020;
constexpr const char* device_name = "TEST-UKEY";
constexpr const char* application_name = "KIOSK";
constexpr std::uint32_t first_container_object = 0x5FFF10;

/// The card inside the device.
class Inside final : public CardReader {
public:
    explicit Inside(VirtualUkey& key) : key_(key) {}
    bool withdrawn() const { return withdrawn_; }
    Status status() override { return Status::online; }
    Result<Bytes> wait_for_card(std::chrono::milliseconds, std::stop_token) override {
        return VirtualUkey::atr();
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return false; }
    void release() override {}
    Result<Bytes> transmit(std::span<const std::uint8_t> command) override {
        auto answer = withdrawn_ ? std::nullopt : key_.answer(command);
        if (answer) return std::move(*answer);
        withdrawn_ = true;
        return tl::unexpected(Fault{Failure::user_error, "withdrawn"});
    }

private:
    VirtualUkey& key_;
    bool withdrawn_ = false;
};

struct Connected {
    std::string file;
    VirtualUkey key;
    Inside reader{key};
    PivToken token{reader};
    Bytes challenge;
    bool authenticated = false;

    explicit Connected(const std::string& f) : file(f), key(*VirtualUkey::open(f)) {}
};

inline std::unique_ptr<Connected> device;
inline std::array<std::string, 2> names;  // handles of containers are addresses in here
inline VirtualUkeyFaults faults;

inline std::string key_file() {
    const char* file = std::getenv("VIRTUAL_SKF_KEY");
    return file ? file : "";
}

inline bool is_there() { return !key_file().empty() && !(device && device->reader.withdrawn()); }

inline ULONG code_of(const TokenFault& fault, ULONG* left = nullptr) {
    if (fault.unsupported) return 0x0A000003;
    if (fault.tries_left) {
        if (left) *left = static_cast<ULONG>(*fault.tries_left);
        return *fault.tries_left > 0 ? 0x0A000024 : 0x0A000025;
    }
    switch (fault.failure) {
        case Failure::user_error: return removed;
        case Failure::not_ready: return 0x0A00002D;
        case Failure::bad_data: return 0x0A000011;
        default: return failed;
    }
}

template <class T>
ULONG answer_of(const TokenResult<T>& result, ULONG* left = nullptr) {
    return result ? ok : code_of(result.error(), left);
}

inline ULONG give(const std::string& list, char* room, ULONG* size) {
    const auto needed = static_cast<ULONG>(list.size());
    const bool fits = room && *size >= needed;
    *size = needed;
    if (!room) return ok;
    if (!fits) return too_small;
    std::memcpy(room, list.data(), list.size());
    return ok;
}

/// The device's own right: what SKF asks the PIN for, PIV asks the management key.
inline TokenResult<void> manage() {
    return device->token.authenticate(load_virtual_ukey(device->file)->management_key);
}

inline Bytes sm4_block(const Bytes& key, const Bytes& block) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    Bytes out(32);
    int size = 0;
    EVP_EncryptInit_ex(context, EVP_sm4_ecb(), nullptr, key.data(), nullptr);
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, out.data(), &size, block.data(), 16);
    EVP_CIPHER_CTX_free(context);
    out.resize(16);
    return out;
}

/// Containers are remembered in data objects of the card.
inline std::optional<VirtualUkeyState> kept() {
    auto state = load_virtual_ukey(device->file);
    if (!state) return {};
    return std::move(*state);
}

inline void load_names() {
    const auto state = kept();
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const auto object = state->objects.find(first_container_object + i);
        names[i].clear();
        if (object != state->objects.end())
            names[i].assign(object->second.begin(), object->second.end());
    }
}

/// What the vendor's firmware does by itself is done to the card's memory.
inline ULONG keep_name(std::size_t place, const std::string& name) {
    auto state = kept();
    constexpr std::uint8_t references[2][2] = {{0x9A, 0x9D}, {0x9C, 0x82}};
    constexpr std::uint32_t objects[2][2] = {{0x5FC105, 0x5FC10B}, {0x5FC10A, 0x5FC10D}};
    if (name.empty())
        for (std::size_t i = 0; i < 2; ++i) {
            state->keys.erase(references[place][i]);
            state->objects.erase(objects[place][i]);
        }
    state->objects[static_cast<std::uint32_t>(first_container_object + place)] =
        Bytes(name.begin(), name.end());
    if (device->reader.withdrawn()) return removed;
    if (!save_virtual_ukey(*state, device->file)) return failed;
    device->key = *VirtualUkey::open(device->file);
    device->key.set_faults(faults);
    if (!device->token.select()) return removed;
    names[place] = name;
    return ok;
}

inline Place place_of(void* container) {
    return static_cast<std::string*>(container) == names.data() ? Place::first : Place::second;
}

/// The firmware forgets no PIN when it reorganises its memory; this one must be told again.
inline std::string session_pin;
inline TokenResult<void> reopen() {
    if (session_pin.empty())
        return tl::unexpected(TokenFault{Failure::not_ready, "no PIN was entered"});
    return device->token.verify_pin(session_pin);
}

inline void put(BYTE* field, std::span<const std::uint8_t> value) {
    std::memset(field, 0, 64);
    std::memcpy(field + 64 - value.size(), value.data(), value.size());
}

inline Bytes get(const BYTE* field) { return {field + 32, field + 64}; }

inline Bytes joined(const BYTE* x, const BYTE* y) {
    Bytes point = get(x);
    const Bytes second = get(y);
    point.insert(point.end(), second.begin(), second.end());
    return point;
}

/// Whether the pair for encryption opens the cipher; nothing when there is none.
inline std::optional<bool> opens_session_key(Place place, const EccCipher& cipher) {
    const auto state = kept();
    const auto pair = state->keys.find(place == Place::first ? 0x9D : 0x82);
    if (pair == state->keys.end()) return {};
    const std::uint8_t* at = pair->second.private_key.data();
    EVP_PKEY* own =
        d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pair->second.private_key.size()));
    BIGNUM* secret = nullptr;
    EVP_PKEY_get_bn_param(own, OSSL_PKEY_PARAM_PRIV_KEY, &secret);
    EC_GROUP* group = EC_GROUP_new_by_curve_name(NID_sm2);
    EC_POINT* point = EC_POINT_new(group);
    Bytes both{0x04};
    const Bytes given = joined(cipher.x, cipher.y);
    both.insert(both.end(), given.begin(), given.end());
    bool opens = EC_POINT_oct2point(group, point, both.data(), both.size(), nullptr) == 1 &&
                 EC_POINT_mul(group, point, nullptr, point, secret, nullptr) == 1 &&
                 EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, both.data(),
                                    both.size(), nullptr) == both.size();
    BYTE stream[32], hash[32], message[16];
    const BYTE counter[] = {0, 0, 0, 1};
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    EVP_DigestInit_ex(digest, EVP_sm3(), nullptr);
    EVP_DigestUpdate(digest, both.data() + 1, 64);
    EVP_DigestUpdate(digest, counter, sizeof counter);
    EVP_DigestFinal_ex(digest, stream, nullptr);
    for (int i = 0; i < 16; ++i) message[i] = cipher.cipher[i] ^ stream[i];
    EVP_DigestInit_ex(digest, EVP_sm3(), nullptr);
    EVP_DigestUpdate(digest, both.data() + 1, 32);
    EVP_DigestUpdate(digest, message, sizeof message);
    EVP_DigestUpdate(digest, both.data() + 33, 32);
    EVP_DigestFinal_ex(digest, hash, nullptr);
    opens = opens && std::memcmp(hash, cipher.hash, sizeof hash) == 0;
    EVP_MD_CTX_free(digest);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    BN_free(secret);
    EVP_PKEY_free(own);
    return opens;
}

}  // namespace virtual_skf
