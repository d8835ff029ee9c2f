#include "drivers/skf_token.hpp"

#include "drivers/skf_codes.hpp"
#include "drivers/wiped.hpp"

#include <algorithm>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace drivers {
namespace {

constexpr std::size_t challenge_bytes = 8;
constexpr std::size_t block_bytes = 16;

/// For functions that take text up to a zero; wiped.
Wiped text_of(std::string_view secret) {
    Wiped text;
    text.bytes.reserve(secret.size() + 1);
    text.bytes.assign(secret.begin(), secret.end());
    text.bytes.push_back(0);
    return text;
}

char* characters(Wiped& text) { return reinterpret_cast<char*>(text.bytes.data()); }

Bytes sm4_block(const Bytes& key, const Bytes& block) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    Bytes out(2 * block_bytes);
    int size = 0;
    EVP_EncryptInit_ex(context.get(), EVP_sm4_ecb(), nullptr, key.data(), nullptr);
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    EVP_EncryptUpdate(context.get(), out.data(), &size, block.data(),
                      static_cast<int>(block.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

bool is_certificate(const Bytes& der) {
    const std::uint8_t* at = der.data();
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    X509_free(certificate);
    return certificate && at == der.data() + der.size();
}

}  // namespace

TokenResult<std::unique_ptr<Token>> SkfToken::open(SkfLibrary& library, const std::string& device) {
    std::unique_ptr<SkfToken> token(new SkfToken(library, device));
    std::string name = device;
    if (const auto code = library.call("ConnectDev", name.data(), &token->connection_); code != 0)
        return tl::unexpected(token->fault("ConnectDev", code));
    if (const auto laid_out = token->device_info(); !laid_out)
        return tl::unexpected(laid_out.error());
    std::string application = library.vendor().application;
    if (const auto code = library.call("OpenApplication", token->connection_, application.data(),
                                       &token->application_);
        code != 0)
        return tl::unexpected(token->fault("OpenApplication", code));
    return std::unique_ptr<Token>(std::move(token));
}

SkfToken::~SkfToken() {
    if (application_) library_.call("CloseApplication", application_);
    if (connection_) library_.call("DisConnectDev", connection_);
}

/// Some libraries say "failed" of a device that is gone; its state tells.
TokenFault SkfToken::fault(const char* function, std::uint32_t code) {
    TokenFault made = skf_fault(function, code);
    if (made.failure != Failure::hardware_error) return made;
    SkfNumber state;
    std::string name = device_;
    const bool asked = library_.call("GetDevState", name.data(), &state) == 0;
    if (asked && state.value(abi()) == skf::device_absent) made.failure = Failure::user_error;
    return made;
}

TokenResult<void> SkfToken::checked(const char* function, std::uint32_t code) {
    if (code == 0) return {};
    return tl::unexpected(fault(function, code));
}

TokenResult<void> SkfToken::checked_pin(const char* function, std::uint32_t code,
                                        const SkfNumber& left) {
    if (code == 0) return {};
    TokenFault made = fault(function, code);
    if (code == skf::pin_incorrect)
        made.tries_left = static_cast<int>(std::min<std::uint64_t>(left.value(abi()), 15));
    return tl::unexpected(std::move(made));
}

/// DEVINFO. A layout that is not the library's reads nonsense, or leaves marks of ours behind it.
TokenResult<SkfToken::DeviceInfo> SkfToken::device_info() {
    Bytes space(1024, SkfNumber::canary);
    if (const auto code = library_.call("GetDevInfo", connection_, space.data()); code != 0)
        return tl::unexpected(fault("GetDevInfo", code));
    SkfReader reader(abi(), space);
    reader.bytes(2 + 64 + 64 + 32);  // version, manufacturer, issuer, label
    DeviceInfo info;
    info.serial = reader.text(32);
    reader.bytes(2 + 2);  // versions of hardware and firmware
    for (int capability = 0; capability < 3; ++capability) reader.number();
    info.authentication_algorithm = reader.number();
    for (int limit = 0; limit < 4; ++limit) reader.number();
    reader.bytes(64);  // reserved
    const auto behind = std::span(space).subspan(reader.offset());
    const bool ends_there =
        std::ranges::all_of(behind, [](std::uint8_t byte) { return byte == SkfNumber::canary; });
    if (!skf::is_block_cipher(info.authentication_algorithm) || !ends_there)
        return tl::unexpected(bad_data("SKF: the library lays out DEVINFO in another way"));
    return info;
}

TokenResult<std::string> SkfToken::serial() {
    auto info = device_info();
    if (!info) return tl::unexpected(info.error());
    return std::move(info->serial);
}

TokenResult<int> SkfToken::pin_tries_left() {
    SkfNumber most;
    SkfNumber left;
    int is_default = 0;
    const auto code = library_.call("GetPINInfo", application_, SkfUlong{skf::user_pin}, &most,
                                    &left, &is_default);
    if (code != 0) return tl::unexpected(fault("GetPINInfo", code));
    return static_cast<int>(std::min<std::uint64_t>(left.value(abi()), 15));
}

TokenResult<TokenInfo> SkfToken::info() {
    TokenInfo info;
    info.type = "SKF";
    auto number = serial();
    if (!number) return tl::unexpected(number.error());
    info.serial = std::move(*number);
    library_.call("ClearSecureState", application_);
    const auto tries = pin_tries_left();
    if (!tries) return tl::unexpected(tries.error());
    info.pin_tries_left = *tries;
    for (const Place place : {Place::first, Place::second}) {
        auto der = read_certificate({place, Use::signing});
        if (der) info.certificates.push_back({place, std::move(*der)});
        if (!der && der.error().failure == Failure::user_error) return tl::unexpected(der.error());
    }
    info.state = info.certificates.empty() ? TokenInfo::State::blank : TokenInfo::State::used;
    if (info.pin_tries_left == 0) info.state = TokenInfo::State::locked;
    return info;
}

TokenResult<void> SkfToken::verify_pin(std::string_view pin) {
    Wiped text = text_of(pin);
    SkfNumber left;
    const auto code =
        library_.call("VerifyPIN", application_, SkfUlong{skf::user_pin}, characters(text), &left);
    return checked_pin("VerifyPIN", code, left);
}

TokenResult<void> SkfToken::change_pin(std::string_view old_pin, std::string_view new_pin) {
    Wiped before = text_of(old_pin);
    Wiped after = text_of(new_pin);
    SkfNumber left;
    const auto code = library_.call("ChangePIN", application_, SkfUlong{skf::user_pin},
                                    characters(before), characters(after), &left);
    return checked_pin("ChangePIN", code, left);
}

TokenResult<void> SkfToken::change_puk(std::string_view old_puk, std::string_view new_puk) {
    Wiped before = text_of(old_puk);
    Wiped after = text_of(new_puk);
    SkfNumber left;
    const auto code = library_.call("ChangePIN", application_, SkfUlong{skf::administrator_pin},
                                    characters(before), characters(after), &left);
    return checked_pin("ChangePIN", code, left);
}

TokenResult<void> SkfToken::reset_pin(std::string_view puk, std::string_view new_pin) {
    Wiped administrator = text_of(puk);
    Wiped user = text_of(new_pin);
    SkfNumber left;
    const auto code = library_.call("UnblockPIN", application_, characters(administrator),
                                    characters(user), &left);
    return checked_pin("UnblockPIN", code, left);
}

/// GM/T 0016, 7.2.2: the device's random number, filled up with zeros, comes back enciphered.
TokenResult<void> SkfToken::authenticate(const Bytes& management_key) {
    const auto info = device_info();
    if (!info) return tl::unexpected(info.error());
    if (info->authentication_algorithm != skf::sm4_ecb) {
        auto refused = bad_data("SKF: the device authenticates by a cipher that is not public");
        refused.unsupported = true;
        return tl::unexpected(std::move(refused));
    }
    if (management_key.size() != block_bytes)
        return tl::unexpected(bad_data("management key: not of this key's size"));
    Bytes block(block_bytes);
    if (const auto code =
            library_.call("GenRandom", connection_, block.data(), SkfUlong{challenge_bytes});
        code != 0)
        return tl::unexpected(fault("GenRandom", code));
    Bytes proof = sm4_block(management_key, block);
    const auto code = library_.call("DevAuth", connection_, proof.data(), SkfUlong{proof.size()});
    if (code == 0) return {};
    TokenFault made = fault("DevAuth", code);
    if (made.failure == Failure::hardware_error || made.tries_left) made = bad_data(made.detail);
    return tl::unexpected(std::move(made));
}

TokenResult<void> SkfToken::set_management_key(const Bytes& management_key, ManagementCipher) {
    Wiped key(management_key);
    const auto code = library_.call("ChangeDevAuthKey", connection_, key.bytes.data(),
                                    SkfUlong{key.bytes.size()});
    return checked("ChangeDevAuthKey", code);
}

TokenResult<void> SkfToken::write_certificate(KeySlot slot, const Bytes& der) {
    if (der.size() > longest_certificate || !is_certificate(der))
        return tl::unexpected(bad_data("not a certificate"));
    return with_container(slot.place, [&](Handle container) {
        Bytes copy = der;
        const int for_signing = slot.use == Use::signing ? 1 : 0;
        return checked("ImportCertificate",
                       library_.call("ImportCertificate", container, for_signing, copy.data(),
                                     SkfUlong{copy.size()}));
    });
}

TokenResult<Bytes> SkfToken::read_certificate(KeySlot slot) {
    const auto there = has_container(slot.place);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return tl::unexpected(bad_data("no certificate"));
    Bytes der;
    const auto read = with_container(slot.place, [&](Handle container) -> TokenResult<void> {
        auto answer = read_certificate(container, slot.use);
        if (!answer) return tl::unexpected(answer.error());
        der = std::move(*answer);
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return der;
}

TokenResult<Bytes> SkfToken::read_certificate(Handle container, Use use) {
    const int for_signing = use == Use::signing ? 1 : 0;
    SkfNumber size;
    std::uint8_t* const nowhere = nullptr;
    if (const auto code =
            library_.call("ExportCertificate", container, for_signing, nowhere, &size);
        code != 0)
        return tl::unexpected(fault("ExportCertificate", code));
    const auto needed = size.value(abi());
    if (needed == 0) return tl::unexpected(bad_data("no certificate"));
    if (needed > longest_certificate)
        return tl::unexpected(TokenFault{
            Failure::bad_data, "certificate of impossible size", {}, false, Breach::malformed});
    Bytes der(needed);
    SkfNumber room(abi(), needed);
    if (const auto code =
            library_.call("ExportCertificate", container, for_signing, der.data(), &room);
        code != 0)
        return tl::unexpected(fault("ExportCertificate", code));
    der.resize(std::min<std::uint64_t>(needed, room.value(abi())));
    if (!is_certificate(der))
        return tl::unexpected(TokenFault{
            Failure::bad_data, "certificate is malformed", {}, false, Breach::malformed});
    return der;
}

TokenResult<void> SkfToken::erase_certificate(KeySlot slot) {
    const auto there = has_container(slot.place);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return {};
    const auto pair = read_certificate({slot.place, Use::encryption});
    if (pair || slot.use == Use::encryption) {
        auto refused = bad_data("SKF: a container with a pair for encryption must stay");
        refused.unsupported = true;
        return tl::unexpected(std::move(refused));
    }
    std::string name = name_of(slot.place);
    return checked("DeleteContainer", library_.call("DeleteContainer", application_, name.data()));
}

}  // namespace drivers
