#include "tests/visits/proof.hpp"

#include "drivers/card_reader.hpp"
#include "drivers/token.hpp"
#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/verify_key.hpp"

#include <algorithm>
#include <fstream>

namespace visits {
namespace {

using namespace std::chrono_literals;

void keep_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code missing;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing,
                               missing);
}

/// The receipt is the first slip the printer cut.
void keep_receipt(const std::filesystem::path& printer, const std::filesystem::path& out) {
    keep_copy(printer / "receipt-001.png", out / "receipt.png");
    keep_copy(printer / "receipt-001.bin", out / "receipt.bin");
}

std::string check_key(const std::vector<std::string>& chain, const std::string& pin,
                      const std::filesystem::path& out) {
    const auto reader = drivers::open_card_reader("pcsc:");
    if (!reader->wait_for_card(10s, {})) return "the key is not in the reader";
    auto token = drivers::open_piv_token(*reader);
    if (!token) return "the key does not answer: " + token.error().detail;
    const auto info = (*token)->info();
    if (!info) return "the key cannot be read: " + info.error().detail;
    if (info->certificates.size() != 1) return "not one certificate in the key";
    const auto& certificate = info->certificates.front().der;
    std::ofstream(out / "certificate.pem") << kiosk::issuing::certificate_pem(certificate);
    std::ofstream all(out / "chain.pem");
    for (const auto& pem : chain) all << pem;
    const auto proven = kiosk::issuing::verify_key(**token, pin, certificate, chain);
    return proven ? std::string() : "the key does not prove itself: " + proven.error().code;
}

}  // namespace

Proof prove(Visitor& visitor, const std::string& key, const std::filesystem::path& out) {
    Proof proof;
    proof.order = visitor.draft().order.id;
    const auto order = visitor.world().get("/outer/orders/" + proof.order);
    if (!order) return {proof.order, "", "the backend does not know the order"};
    proof.state = order->value("state", "");
    keep_receipt(visitor.world().printer_folder(), out);
    if (proof.state != "completed") proof.fault = "the order is " + proof.state;
    if (!order->contains("issuances") || order->at("issuances").empty()) {
        proof.fault = "the order has no issuance";
        return proof;
    }
    const auto chain = order->at("issuances").back().value("chain_pem", std::vector<std::string>{});
    visitor.world().keys().insert(key);
    if (auto fault = check_key(chain, visitor.people.pin, out); !fault.empty()) proof.fault = fault;
    visitor.world().keys().remove();
    return proof;
}

}  // namespace visits
