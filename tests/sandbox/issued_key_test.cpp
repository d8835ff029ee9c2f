// Keys as they leave the terminal, in the hands of strangers: OpenSC, yubico-piv-tool, OpenSSL.

#include "deploy/sandbox/processes.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "tests/kiosk/issuing/sandbox_backend.hpp"
#include "tests/sandbox/stand_test.hpp"

namespace sandbox {
namespace {

using kiosk::issuing::SandboxBackend;
using testing::HasSubstr;

class IssuedKey : public StandTest {
protected:
    /// Into a blank key that stays in the reader; its chain is left in the stand's folder.
    void issue(const std::string& algorithm) {
        Settings settings;
        settings.state = (stand_->folder() / ("ca-" + algorithm)).string();
        settings.key_algorithm = algorithm;
        World world(settings);
        world.phone_url = "https://127.0.0.1:1";
        const std::string order = SandboxBackend::approve_order(world);
        SandboxBackend backend(world, order);
        kiosk::store::Database database(":memory:");
        kiosk::store::IssueJournal journal(database);
        const auto token = put_in(algorithm);
        ASSERT_TRUE(token);
        const auto issued = kiosk::issuing::IssueSaga(*token, backend, journal, {})
                                .run(order, serial_, kiosk::flow::Secret("908172"));
        ASSERT_TRUE(issued) << issued.error().code;
        write_whole(stand_->folder() / "issuing.pem", issued->chain_pem.front());
        write_whole(stand_->folder() / "root.pem", issued->chain_pem.back());
        reader_->release();
    }
    void expect(const std::string& command) {
        EXPECT_EQ(run(command), 0) << command << '\n' << output();
    }
    /// That whoever reads the certificate so finds one that leads to the root.
    void expect_certificate(const std::string& reading, const std::string& options = "") {
        expect(reading + " -o certificate.pem");
        for (const char* step :
             {"-trusted issuing.pem certificate.pem", "-trusted root.pem issuing.pem"})
            expect("openssl verify -partial_chain " + options + ' ' + step);
    }
};

TEST_F(IssuedKey, SignsForStrangersWithP256AndRsa) {  // R53 R54
    for (const std::string algorithm : {"ec_p256", "rsa_2048"}) {
        const bool rsa = algorithm == "rsa_2048";
        issue(algorithm);
        expect("yubico-piv-tool -r '' -a status");
        EXPECT_THAT(output(), HasSubstr(rsa ? "RSA2048" : "ECCP256"));
        EXPECT_THAT(output(), HasSubstr("PIN tries left:\t3"));
        expect_certificate("pkcs15-tool --read-certificate 01");
        expect(
            "echo 样本 >message && openssl dgst -sha256 -binary -out digest message && "
            "openssl x509 -in certificate.pem -pubkey -noout -out key.pem");
        const std::string how =
            rsa ? "--mechanism SHA256-RSA-PKCS --input-file message"
                : "--mechanism ECDSA --signature-format openssl --input-file digest";
        expect("pkcs11-tool --sign --id 01 --pin 908172 --output-file signature " + how);
        expect("openssl dgst -sha256 -verify key.pem -signature signature message");
    }
}

/// OpenSC lists no certificate whose curve it does not know; its neighbour reads what is there.
TEST_F(IssuedKey, HasTwoSm2CertificatesThatStrangersReadAndVerify) {  // R53 R54
    issue("sm2");
    expect("yubico-piv-tool -r '' -a status");
    const std::string read = "yubico-piv-tool -r '' -a read-certificate -s ";
    const std::string id = "-vfyopt distid:1234567812345678";
    expect_certificate(read + "9a", id);
    expect("openssl x509 -in certificate.pem -noout -ext keyUsage");
    EXPECT_THAT(output(), HasSubstr("Digital Signature"));
    expect_certificate(read + "9d", id);
    expect("openssl x509 -in certificate.pem -noout -ext keyUsage");
    EXPECT_THAT(output(), HasSubstr("Key Encipherment"));
}

}  // namespace
}  // namespace sandbox
