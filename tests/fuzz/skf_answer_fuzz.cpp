// A hostile vendor's library: the input is what its functions answer, one after the other. Each
// answer has a byte of code, a byte of length and that many bytes for whatever the function fills;
// where the input ends, the device is gone. The library is this program itself.
// longest input: 2048
// needs: drivers/skf_library.cpp drivers/skf_token.cpp drivers/skf_token_keys.cpp
// needs: drivers/skf_codes.cpp drivers/public_key.cpp drivers/sm2_envelope.cpp

#include "drivers/skf_token.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace {

using namespace drivers;
using Code = std::uint64_t;
constexpr Code removed = 0x0A000023;

std::span<const std::uint8_t> script;
std::size_t ulong_bytes = 4;

std::uint8_t next() {
    if (script.empty()) return 0;
    const auto byte = script.front();
    script = script.subspan(1);
    return byte;
}

/// The code of the next answer; what is to be filled in, in `filling`.
Code answer(std::span<const std::uint8_t>& filling) {
    constexpr std::array<Code, 8> codes{0,          0,          0,          0x0A000001,
                                        0x0A000024, 0x0A00002D, 0x0A000003, removed};
    filling = {};
    if (script.empty()) return removed;
    const Code code = codes[next() % codes.size()];
    std::size_t size = next();
    if (size >= 0xF0) size = (size - 0xEF) * 64;  // keys and certificates are long
    filling = script.first(std::min(size, script.size()));
    script = script.subspan(filling.size());
    return code;
}

Code answer() {
    std::span<const std::uint8_t> nothing;
    return answer(nothing);
}

/// As much as the caller's room takes; what the script does not say is zero.
Code fill(void* room, std::size_t size) {
    std::span<const std::uint8_t> filling;
    const Code code = answer(filling);
    std::memset(room, 0, size);
    std::copy_n(filling.begin(), std::min(size, filling.size()), static_cast<std::uint8_t*>(room));
    return code;
}

/// DEVINFO ends where the standard ends it, else nothing of this library would ever be asked.
std::size_t device_info_bytes() { return 200 + 8 * ulong_bytes + 64; }

/// A list or a certificate: its size first, then itself.
Code give(char* room, void* size) {
    std::uint64_t number = 0;
    std::memcpy(&number, size, ulong_bytes);
    std::span<const std::uint8_t> filling;
    const Code code = answer(filling);
    if (room) std::copy_n(filling.begin(), std::min<std::size_t>(number, filling.size()), room);
    const bool lies = !filling.empty() && filling.front() == 0xFF;
    number = lies ? ~std::uint64_t{0} >> (filling.size() % 60) : filling.size();
    std::memcpy(size, &number, ulong_bytes);
    return code;
}

}  // namespace

extern "C" {

Code SKF_EnumDev(int, char* list, void* size) { return give(list, size); }
Code SKF_GetDevState(char*, void* state) { return fill(state, ulong_bytes); }
Code SKF_ConnectDev(char*, void** handle) { return *handle = handle, answer(); }
Code SKF_DisConnectDev(void*) { return answer(); }
Code SKF_GetDevInfo(void*, void* info) { return fill(info, device_info_bytes()); }
Code SKF_GenRandom(void*, void* out, Code) { return fill(out, 8); }
Code SKF_DevAuth(void*, void*, Code) { return answer(); }
Code SKF_ChangeDevAuthKey(void*, void*, Code) { return answer(); }
Code SKF_OpenApplication(void*, char*, void** handle) { return *handle = handle, answer(); }
Code SKF_CloseApplication(void*) { return answer(); }
Code SKF_ClearSecureState(void*) { return answer(); }
Code SKF_GetPINInfo(void*, Code, void* most, void* left, int*) {
    return fill(most, ulong_bytes), fill(left, ulong_bytes);
}
Code SKF_VerifyPIN(void*, Code, char*, void* left) { return fill(left, ulong_bytes); }
Code SKF_ChangePIN(void*, Code, char*, char*, void* left) { return fill(left, ulong_bytes); }
Code SKF_UnblockPIN(void*, char*, char*, void* left) { return fill(left, ulong_bytes); }
Code SKF_EnumContainer(void*, char* list, void* size) { return give(list, size); }
Code SKF_CreateContainer(void*, char*, void** handle) { return *handle = handle, answer(); }
Code SKF_DeleteContainer(void*, char*) { return answer(); }
Code SKF_OpenContainer(void*, char*, void** handle) { return *handle = handle, answer(); }
Code SKF_CloseContainer(void*) { return 0; }
Code SKF_CloseHandle(void*) { return 0; }
Code SKF_GenECCKeyPair(void*, Code, void* blob) { return fill(blob, 128 + ulong_bytes); }
Code SKF_GenRSAKeyPair(void*, Code, void* blob) { return fill(blob, 260 + 2 * ulong_bytes); }
Code SKF_ECCSignData(void*, void*, Code, void* out) { return fill(out, 128); }
Code SKF_RSASignData(void*, void*, Code, void* out, void*) { return fill(out, 256); }
Code SKF_ImportECCKeyPair(void*, void*) { return answer(); }
Code SKF_ImportSessionKey(void*, Code, void*, Code, void** key) { return *key = key, answer(); }
Code SKF_ImportCertificate(void*, int, void*, Code) { return answer(); }
Code SKF_ExportCertificate(void*, int, char* out, void* size) { return give(out, size); }
}

namespace {

void use(Token& token, std::uint8_t what) {
    const Place place = (what & 0x10) != 0 ? Place::second : Place::first;
    const EnvelopedKey envelope{Bytes(64, 1), Bytes(32, 2), false,
                                Bytes(64, 3), Bytes(32, 4), Bytes(16, 5)};
    static const Bytes public_key = *token.generate(place, KeyAlgorithm::sm2).or_else([](auto) {
        return TokenResult<Bytes>(Bytes{});
    });
    switch (what & 0x0F) {
        case 0: (void)token.info(); break;
        case 1: (void)token.generate(place, KeyAlgorithm::sm2); break;
        case 2: (void)token.generate(place, KeyAlgorithm::rsa_2048); break;
        case 3: (void)token.sign(place, KeyAlgorithm::sm2, Bytes(32, 9)); break;
        case 4: (void)token.sign(place, KeyAlgorithm::rsa_2048, Bytes(32, 9)); break;
        case 5: (void)token.import_encryption_pair(place, envelope); break;
        case 6: (void)token.holds_encryption_pair(place, public_key); break;
        case 7: (void)token.read_certificate({place, Use::signing}); break;
        case 8: (void)token.read_certificate({place, Use::encryption}); break;
        case 9: (void)token.erase_certificate({place, Use::signing}); break;
        case 10: (void)token.authenticate(Bytes(16, 7)); break;
        case 11: (void)token.verify_pin("123456"); break;
        case 12: (void)token.change_puk("12345678", "87654321"); break;
        default: (void)token.serial(); break;
    }
}

}  // namespace

/// The first byte says how the library was compiled, the second what the terminal does with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    SkfVendor vendor{"", {(data[0] & 1) != 0 ? 8U : 4U, (data[0] & 2) != 0}};
    ulong_bytes = vendor.abi.ulong_bytes;
    script = {data + 2, size - 2};
    const auto library = SkfLibrary::open(vendor);
    if (!library) return 0;
    const auto devices = (*library)->devices();
    const auto token =
        SkfToken::open(**library, devices && !devices->empty() ? devices->front() : "");
    if (token) use(**token, data[1]);
    return 0;
}
