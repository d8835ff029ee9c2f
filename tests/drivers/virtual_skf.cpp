// A vendor's SKF library (GM/T 0016) for tests: the standard's functions over a virtual UKEY. The
// build makes one for every ABI: SKF_ULONG is the vendor's ULONG, SKF_PACKED whether its structures
// are packed. The key is the file named by VIRTUAL_SKF_KEY; without one no device is there.

#include "tests/drivers/virtual_skf_device.hpp"

#include <algorithm>
#include <openssl/ecdsa.h>
#include <openssl/rand.h>

using namespace virtual_skf;

extern "C" {

/// How the key fails from the next connection on; see VirtualUkeyFaults.
void virtual_skf_faults(const char* text) { faults = *parse_virtual_ukey_faults(text); }

ULONG SKF_EnumDev(int, char* list, ULONG* size) {
    const std::string all =
        is_there() ? std::string(device_name) + '\0' + '\0' : std::string(1, '\0');
    return give(all, list, size);
}

ULONG SKF_GetDevState(char*, ULONG* state) {
    *state = is_there() ? 1 : 0;
    return ok;
}

ULONG SKF_ConnectDev(char* name, void** handle) {
    if (std::string_view(name) != device_name || key_file().empty()) return removed;
    device = std::make_unique<Connected>(key_file());
    session_pin.clear();
    if (!device->token.select()) return failed;
    // As this vendor delivers its keys: 16 bytes for the device's authentication.
    if (load_virtual_ukey(device->file)->management_algorithm != 0x08) {
        const Bytes delivered{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8};
        if (!device->token.authenticate(FactorySecrets().management_key) ||
            !device->token.set_management_key(delivered, ManagementCipher::aes_128))
            return failed;
    }
    device->key.power_up();
    device->key.set_faults(faults);
    if (!device->token.select()) return removed;
    load_names();
    *handle = device.get();
    return ok;
}

ULONG SKF_DisConnectDev(void*) {
    device.reset();
    return ok;
}

ULONG SKF_GetDevInfo(void*, DevInfo* info) {
    const auto serial = device->token.serial();
    if (!serial) return code_of(serial.error());
    std::memset(info, 0, sizeof *info);
    info->version = {1, 0};
    std::strcpy(info->manufacturer, "virtual");
    std::strncpy(info->serial_number, serial->c_str(), sizeof info->serial_number - 1);
    info->symmetric = 0x400;
    info->asymmetric = 0x30000;
    info->hash = 0x7;
    info->authentication = 0x401;
    info->total_space = info->free_space = 65536;
    info->most_ecc = info->most = 4096;
    return ok;
}

ULONG SKF_GenRandom(void*, BYTE* out, ULONG size) {
    device->challenge.assign(16, 0);
    RAND_bytes(device->challenge.data(), static_cast<int>(std::min<ULONG>(size, 16)));
    std::copy_n(device->challenge.begin(), std::min<ULONG>(size, 16), out);
    return ok;
}

ULONG SKF_DevAuth(void*, BYTE* proof, ULONG size) {
    const Bytes key = load_virtual_ukey(device->file)->management_key;
    const Bytes expected = sm4_block(key, device->challenge);
    device->authenticated = size == 16 && std::equal(expected.begin(), expected.end(), proof);
    if (!device->authenticated) return failed;
    return answer_of(manage());
}

ULONG SKF_ChangeDevAuthKey(void*, BYTE* key, ULONG size) {
    if (!device->authenticated) return 0x0A00002D;
    if (size != 16) return 0x0A000010;
    return answer_of(
        device->token.set_management_key(Bytes(key, key + size), ManagementCipher::aes_128));
}

ULONG SKF_OpenApplication(void*, char* name, void** application) {
    if (std::string_view(name) != application_name) return 0x0A00002E;
    *application = device.get();
    return ok;
}

ULONG SKF_CloseApplication(void*) { return ok; }

ULONG SKF_ClearSecureState(void*) {
    session_pin.clear();
    return ok;
}

ULONG SKF_GetPINInfo(void*, ULONG, ULONG* most, ULONG* left, int* is_default) {
    const auto info = device->token.info();
    if (!info) return code_of(info.error());
    *most = 3;
    *left = static_cast<ULONG>(info->pin_tries_left);
    *is_default = 0;
    return ok;
}

ULONG SKF_VerifyPIN(void*, ULONG, char* pin, ULONG* left) {
    const auto verified = device->token.verify_pin(pin);
    session_pin = verified ? pin : "";
    return answer_of(verified, left);
}

ULONG SKF_ChangePIN(void*, ULONG type, char* before, char* after, ULONG* left) {
    return answer_of(type == 1 ? device->token.change_pin(before, after)
                               : device->token.change_puk(before, after),
                     left);
}

ULONG SKF_UnblockPIN(void*, char* administrator, char* user, ULONG* left) {
    return answer_of(device->token.reset_pin(administrator, user), left);
}

ULONG SKF_EnumContainer(void*, char* list, ULONG* size) {
    if (!is_there()) return removed;
    std::string all;
    for (const auto& name : names)
        if (!name.empty()) all += name + '\0';
    all += '\0';
    return give(all, list, size);
}

ULONG SKF_CreateContainer(void*, char* name, void** container) {
    if (session_pin.empty()) return 0x0A00002D;
    const auto place = std::string_view(name).ends_with('2') ? 1U : 0U;
    if (!names[place].empty()) return 0x0A00002F;
    if (const auto code = keep_name(place, name); code != ok) return code;
    if (const auto opened = reopen(); !opened) return code_of(opened.error());
    *container = &names[place];
    return ok;
}

ULONG SKF_DeleteContainer(void*, char* name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return 0x0A000031;
    if (const auto code = keep_name(static_cast<std::size_t>(found - names.begin()), "");
        code != ok)
        return code;
    return session_pin.empty() ? ok : answer_of(reopen());
}

ULONG SKF_OpenContainer(void*, char* name, void** container) {
    if (!is_there()) return removed;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return 0x0A000031;
    *container = &*found;
    return ok;
}

ULONG SKF_CloseContainer(void*) { return ok; }
ULONG SKF_CloseHandle(void*) { return ok; }

ULONG SKF_GenECCKeyPair(void* container, ULONG algorithm, EccPublicKey* out) {
    if (algorithm != 0x00020100) return 0x0A000006;
    if (session_pin.empty()) return 0x0A00002D;
    if (const auto managed = manage(); !managed) return code_of(managed.error());
    const auto made = device->token.generate(place_of(container), KeyAlgorithm::sm2);
    if (!made) return code_of(made.error());
    // The last 65 bytes of the SubjectPublicKeyInfo are 04, X and Y.
    out->bits = 256;
    put(out->x, std::span(*made).last(64).first(32));
    put(out->y, std::span(*made).last(32));
    return ok;
}

ULONG SKF_GenRSAKeyPair(void* container, ULONG bits, RsaPublicKey* out) {
    if (bits != 2048) return 0x0A00000B;
    if (session_pin.empty()) return 0x0A00002D;
    if (const auto managed = manage(); !managed) return code_of(managed.error());
    const auto made = device->token.generate(place_of(container), KeyAlgorithm::rsa_2048);
    if (!made) return code_of(made.error());
    const std::uint8_t* at = made->data();
    EVP_PKEY* key = d2i_PUBKEY(nullptr, &at, static_cast<long>(made->size()));
    BIGNUM* modulus = nullptr;
    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus);
    out->algorithm = 0x10000;
    out->bits = 2048;
    BN_bn2binpad(modulus, out->modulus, sizeof out->modulus);
    const BYTE exponent[] = {0x00, 0x01, 0x00, 0x01};
    std::copy(std::begin(exponent), std::end(exponent), out->exponent);
    BN_free(modulus);
    EVP_PKEY_free(key);
    return ok;
}

/// Slot 9C of the card underneath wants the PIN each time; this device does not.
ULONG SKF_ECCSignData(void* container, BYTE* data, ULONG size, EccSignature* out) {
    if (const auto opened = reopen(); !opened) return code_of(opened.error());
    const auto der =
        device->token.sign(place_of(container), KeyAlgorithm::sm2, Bytes(data, data + size));
    if (!der) return code_of(der.error());
    const std::uint8_t* at = der->data();
    ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der->size()));
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), out->r, sizeof out->r);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), out->s, sizeof out->s);
    ECDSA_SIG_free(signature);
    return ok;
}

ULONG SKF_RSASignData(void* container, BYTE* data, ULONG size, BYTE* out, ULONG* out_size) {
    if (size != 51 || *out_size < 256) return 0x0A000010;
    if (const auto opened = reopen(); !opened) return code_of(opened.error());
    const auto block = device->token.sign(place_of(container), KeyAlgorithm::rsa_2048,
                                          Bytes(data + 19, data + size));
    if (!block) return code_of(block.error());
    std::copy(block->begin(), block->end(), out);
    *out_size = static_cast<ULONG>(block->size());
    return ok;
}

ULONG SKF_ImportECCKeyPair(void* container, EnvelopedKeyBlob* blob) {
    if (blob->algorithm != 0x401 || blob->bits != 256 || blob->cipher.size != 16) return 0x0A000006;
    EnvelopedKey envelope;
    envelope.public_key = joined(blob->public_key.x, blob->public_key.y);
    envelope.encrypted_private_key.assign(blob->private_key, blob->private_key + 64);
    envelope.padded_inside =
        std::any_of(blob->private_key, blob->private_key + 32, [](BYTE byte) { return byte != 0; });
    envelope.cipher_point = joined(blob->cipher.x, blob->cipher.y);
    envelope.cipher_hash.assign(blob->cipher.hash, blob->cipher.hash + 32);
    envelope.cipher_text.assign(blob->cipher.cipher, blob->cipher.cipher + 16);
    if (const auto managed = manage(); !managed) return code_of(managed.error());
    if (const auto opened = reopen(); !opened) return code_of(opened.error());
    return answer_of(device->token.import_encryption_pair(place_of(container), envelope));
}

/// Opening a session key takes the private key; the test asks the card for the shared point.
ULONG SKF_ImportSessionKey(void* container, ULONG, BYTE* wrapped, ULONG size, void** key) {
    const auto* cipher = reinterpret_cast<const EccCipher*>(wrapped);
    if (size < sizeof(EccCipher) - 1 || cipher->size != 16) return 0x0A000010;
    if (const auto opened = reopen(); !opened) return code_of(opened.error());
    const auto opens = opens_session_key(place_of(container), *cipher);
    if (!opens) return 0x0A00001B;
    *key = device.get();
    return *opens ? ok : 0x0A00001A;
}

ULONG SKF_ImportCertificate(void* container, int signing, BYTE* der, ULONG size) {
    if (const auto managed = manage(); !managed) return code_of(managed.error());
    const KeySlot slot{place_of(container), signing ? Use::signing : Use::encryption};
    return answer_of(device->token.write_certificate(slot, Bytes(der, der + size)));
}

ULONG SKF_ExportCertificate(void* container, int signing, BYTE* out, ULONG* size) {
    const auto der = device->token.read_certificate(
        {place_of(container), signing ? Use::signing : Use::encryption});
    if (!der) return der.error().failure == Failure::bad_data ? 0x0A00001C : code_of(der.error());
    const auto needed = static_cast<ULONG>(der->size());
    const bool fits = out && *size >= needed;
    *size = needed;
    if (!out) return ok;
    if (!fits) return too_small;
    std::copy(der->begin(), der->end(), out);
    return ok;
}
}
