#include "kiosk/flow/materials.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

struct MaterialsFlow : testing::Test, Walk<Materials> {
    void take(const std::string& kind) {
        draft.photos[kind] = {PictureId{7}, {}, Photo::State::kept};
    }
    void have(const std::string& kind) {
        draft.order.materials.push_back({kind, MaterialState::received, {}, false});
    }
    void have_all() {
        have("licence");
        have("authorisation_letter");
    }
    void choose_letter() {
        have("licence");
        begin();
        on(Materials::LetterWanted{});
    }
    void wait_for_letter() {
        choose_letter();
        on(Materials::ESignChosen{});
        on(LetterReplied{to(), LetterState::pending, {"", "139****0001", 60s, 0}});
    }
    void sign() {
        step = {Materials::SendingCode{draft.ask(30s), {{"a", "1", {}, {}, "f00"}}}, {}, {}};
        on(CodeSent{to(), {"", "139****0001", 60s, 5}});
    }
    void type_and_tick() {
        sign();
        on(Edited{FieldId::sms_code, "123456"});
        on(Materials::AgreementTicked{"a"});
        on(Next{});
    }
};

TEST_F(MaterialsFlow, NeedsWhatTheChannelNames) {
    EXPECT_EQ(needed_materials(draft).size(), 2U);
    draft.choices.lr_in_person = true;
    ASSERT_EQ(needed_materials(draft).size(), 1U);
    EXPECT_EQ(needed_materials(draft)[0].id, "licence");  // R20 R21
}

TEST_F(MaterialsFlow, SendsWhatWasCapturedBeforeByItselfOneAfterAnother) {
    take("licence");
    take("authorisation_letter");
    begin();
    EXPECT_EQ(asked<SendMaterial>().kind, "licence");
    on(MaterialSent{to(), {"licence", MaterialState::received, {}, false}});
    EXPECT_EQ(asked<SendMaterial>().kind, "authorisation_letter");
    EXPECT_EQ(state_of("licence", draft), MaterialState::received);  // R20
}

TEST_F(MaterialsFlow, NamesTheMissingOneAndStays) {
    have("licence");
    begin();
    on(Next{});
    EXPECT_THAT(in<Materials::Listing>().missing, ElementsAre("authorisation_letter"));  // R20
}

TEST_F(MaterialsFlow, GoesNoFurtherWhileAPhotoIsOnItsWay) {
    take("licence");
    begin();
    on(Next{});
    EXPECT_TRUE(is<Materials::Listing>());
}

TEST_F(MaterialsFlow, SaysWhichPhotoWasRefusedAndGoesOnWithTheRest) {
    take("licence");
    take("authorisation_letter");
    begin();
    on(Failed{to(), {Problem::Who::customer, "photo-too-small", {}, {}, {}, {}}});
    EXPECT_THAT(in<Materials::Listing>().problem->items, ElementsAre("licence"));
    EXPECT_EQ(state_of("licence", draft), MaterialState::rejected);
    EXPECT_EQ(asked<SendMaterial>().kind, "authorisation_letter");
}

TEST_F(MaterialsFlow, KeepsThePhotoWhenTheNetworkFails) {
    take("licence");
    begin();
    fails("offline");
    EXPECT_TRUE(in<Materials::Listing>().problem);
    on(Retried{});
    EXPECT_EQ(asked<SendMaterial>().kind, "licence");  // R91
}

TEST_F(MaterialsFlow, PhotographsTheOneTouched) {
    begin();
    on(Materials::CaptureWanted{"licence"});
    EXPECT_EQ(step.outcome, Materials::Outcome::capture);
    EXPECT_EQ(Materials::wanted(draft), "licence");  // R20
}

TEST_F(MaterialsFlow, ForgetsAPhotoHereAndAtTheBackend) {
    draft.photos["licence"] = {PictureId{7}, {}, Photo::State::sent};
    begin();
    on(Materials::Removed{"licence"});
    EXPECT_EQ(std::get<ForgetPicture>(step.effects.at(0)).picture, PictureId{7});
    EXPECT_EQ(std::get<DeleteMaterial>(step.effects.at(1)).kind, "licence");
    on(MaterialsListed{to(), {}});
    EXPECT_EQ(state_of("licence", draft), MaterialState::missing);
}

TEST_F(MaterialsFlow, TakesPhotosFromTheCustomersPhone) {
    begin();
    on(Materials::HandOverWanted{});
    on(HandOverOpened{to(), "https://phone/photos/1"});
    EXPECT_TRUE(asks<WatchMaterials>());
    on(MaterialsListed{to(), {{"licence", MaterialState::received, {}, true}}});
    EXPECT_TRUE(is<Materials::HandOver>());
    EXPECT_EQ(state_of("licence", draft), MaterialState::received);  // R20
}

TEST_F(MaterialsFlow, LeavesTheHandOverByItselfWhenAllIsThere) {
    begin();
    on(Materials::HandOverWanted{});
    on(HandOverOpened{to(), "https://phone/photos/1"});
    on(MaterialsListed{to(),
                       {{"licence", MaterialState::received, {}, true},
                        {"authorisation_letter", MaterialState::received, {}, true}}});
    EXPECT_TRUE(is<Materials::Listing>());
}

TEST_F(MaterialsFlow, KeepsLookingWhenTheWatchFails) {
    begin();
    on(Materials::HandOverWanted{});
    on(HandOverOpened{to(), "https://phone/photos/1"});
    fails("offline");
    EXPECT_TRUE(asks<WatchMaterials>());
}

TEST_F(MaterialsFlow, OffersStampOrSignatureForTheLetter) {
    choose_letter();
    EXPECT_TRUE(is<Materials::ChoosingLetter>());
    on(Materials::StampedChosen{});
    EXPECT_EQ(step.outcome, Materials::Outcome::capture);
    EXPECT_EQ(Materials::wanted(draft), "authorisation_letter");  // R21
}

TEST_F(MaterialsFlow, DoesNotAskWhereOnlyAStampIsTaken) {
    draft.channel.letter_ways = {LetterWay::stamped};
    choose_letter();
    EXPECT_EQ(step.outcome, Materials::Outcome::capture);
}

TEST_F(MaterialsFlow, MovesOnByItselfWhenTheRepresentativeHasSigned) {
    wait_for_letter();
    EXPECT_TRUE(asks<WatchLetter>());
    on(LetterReplied{to(), LetterState::e_signed, {}});
    EXPECT_TRUE(is<Materials::Listing>());
    EXPECT_TRUE(missing_materials(draft).empty());  // R21
}

TEST_F(MaterialsFlow, ResendsTheLinkOnlyAfterTheCoolDown) {
    wait_for_letter();
    on(CodeResent{});
    EXPECT_TRUE(step.effects.empty());
    draft.now += 61s;
    on(CodeResent{});
    EXPECT_TRUE(asks<RequestESign>());
}

TEST_F(MaterialsFlow, TellsThatTheLinkHasExpired) {
    wait_for_letter();
    on(LetterReplied{to(), LetterState::none, {}});
    EXPECT_EQ(in<Materials::Listing>().problem->code, "letter-expired");
}

TEST_F(MaterialsFlow, ReadsTheOrderThenSavesThenLoadsTheAgreement) {
    have_all();
    begin();
    on(Next{});
    EXPECT_TRUE(asks<ReadOrder>());
    on(OrderReplied{to(), draft.order});
    EXPECT_EQ(asked<SaveStep>().step, "materials");
    on(OrderReplied{to(), draft.order});
    EXPECT_EQ(asked<LoadAgreements>().scene, "signature");
    on(AgreementsLoaded{to(), {}});
    EXPECT_TRUE(asks<SendSignatureCode>());  // R22
}

TEST_F(MaterialsFlow, ReturnsToTheListWhenTheBackendMissesOne) {
    step = {Materials::SendingCode{draft.ask(30s), {}}, {}, {}};
    on(Failed{to(), {Problem::Who::customer, "order-incomplete", {}, {"licence"}, {}, {}}});
    EXPECT_THAT(in<Materials::Listing>().missing, ElementsAre("licence"));  // R20
}

TEST_F(MaterialsFlow, SignsWithCodeAndConsent) {
    type_and_tick();
    const auto signing = asked<Sign>();
    EXPECT_EQ(signing.code.view(), "123456");
    ASSERT_EQ(signing.consents.size(), 1U);
    EXPECT_EQ(signing.consents[0].sha256, "f00");
    EXPECT_EQ(draft.text(FieldId::sms_code), "");  // R22
}

TEST_F(MaterialsFlow, DoesNotSignWithoutTheTick) {
    sign();
    on(Edited{FieldId::sms_code, "123456"});
    on(Next{});
    EXPECT_TRUE(step.effects.empty());
    EXPECT_EQ(in<Materials::Signing>().problem->code, "consent-missing");  // R6 R22
}

TEST_F(MaterialsFlow, IsSignedWhenTheBackendSaysSo) {
    type_and_tick();
    auto order = draft.order;
    order.application_sha256 = "beef";
    on(OrderReplied{to(), order});
    EXPECT_EQ(step.outcome, Materials::Outcome::complete);  // R22
}

TEST_F(MaterialsFlow, LetsASpentCodeBeSentAgainAtOnce) {
    type_and_tick();
    fails("code-spent");
    on(CodeResent{});
    EXPECT_TRUE(asks<SendSignatureCode>());  // R22
}

TEST_F(MaterialsFlow, ReadsTheAgreementInFull) {
    sign();
    on(Materials::AgreementOpened{"a"});
    EXPECT_EQ(in<Materials::Signing>().reading, "a");
    on(Dismissed{});
    EXPECT_FALSE(in<Materials::Signing>().reading);  // R6
}

}  // namespace
}  // namespace kiosk::flow
