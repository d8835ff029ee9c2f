// A hostile card: the input is what it answers, one answer after the other. Each has a byte of
// length, that many bytes, and two of status; where the input ends, the card is gone.

#include "drivers/card_reader.hpp"
#include "drivers/piv_token.hpp"

#include <algorithm>

namespace {

using drivers::Bytes;

class HostileCard final : public drivers::CardReader {
public:
    explicit HostileCard(std::span<const std::uint8_t> script) : script_(script) {}

    drivers::Status status() override { return drivers::Status::online; }
    drivers::Result<Bytes> wait_for_card(std::chrono::milliseconds, std::stop_token) override {
        return Bytes{};
    }
    bool wait_for_removal(std::chrono::milliseconds, std::stop_token) override { return false; }
    void release() override {}
    drivers::Result<Bytes> transmit(std::span<const std::uint8_t>) override {
        if (script_.empty())
            return tl::unexpected(drivers::Fault{drivers::Failure::user_error, "gone"});
        const std::size_t size =
            std::min<std::size_t>(std::size_t{script_.front()} + 2, script_.size() - 1);
        const auto answer = script_.subspan(1, size);
        script_ = script_.subspan(1 + size);
        return Bytes(answer.begin(), answer.end());
    }

private:
    std::span<const std::uint8_t> script_;
};

/// A signing pair's envelope, of the right shape.
drivers::EnvelopedKey envelope() {
    return {Bytes(64, 1), Bytes(32, 2), false, Bytes(64, 3), Bytes(32, 4), Bytes(16, 5)};
}

}  // namespace

/// The first byte chooses what the terminal does with the card.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace drivers;
    if (size < 2) return 0;
    HostileCard card({data + 1, size - 1});
    PivToken token(card);
    const Place place = (data[0] & 0x10) != 0 ? Place::second : Place::first;
    switch (data[0] & 0x0F) {
        case 0: (void)token.select(); break;
        case 1: (void)token.info(); break;
        case 2: (void)token.generate(place, KeyAlgorithm::rsa_2048); break;
        case 3: (void)token.generate(place, KeyAlgorithm::ec_p256); break;
        case 4: (void)token.generate(place, KeyAlgorithm::sm2); break;
        case 5: (void)token.authenticate(FactorySecrets().management_key); break;
        case 6: (void)token.set_management_key(Bytes(16, 7), ManagementCipher::aes_128); break;
        case 7: (void)token.sign(place, KeyAlgorithm::ec_p256, Bytes(32, 9)); break;
        case 8: (void)token.sign(place, KeyAlgorithm::rsa_2048, Bytes(32, 9)); break;
        case 9: (void)token.import_encryption_pair(place, envelope()); break;
        case 10: (void)token.read_certificate({place, Use::signing}); break;
        case 11: (void)token.verify_pin("123456"); break;
        case 12: (void)token.change_puk("12345678", "87654321"); break;
        case 13: (void)token.erase_certificate({place, Use::signing}); break;
        case 14: (void)token.serial(); break;
        default:
            if (token.select() && token.info()) (void)token.authenticate(Bytes(24, 8));
            break;
    }
    return 0;
}
