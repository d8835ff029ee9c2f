// The pages with the most words, in both languages, both sizes and both orientations: no text cut
// off, nothing too small for a finger, nothing over something else (R92, R93).

#include "tests/ui/panel.hpp"
#include "ui/screens/screens.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Capture;
using flow::FieldId;
using Sheet = Capture::Sheet;

struct Look {
    bool lying, english, large;
};

std::string name_of(const testing::TestParamInfo<Look>& look) {
    const auto [lying, english, large] = look.param;
    return std::string(lying ? "Landscape" : "Portrait") + (english ? "English" : "Chinese") +
           (large ? "Large" : "");
}

/// What the documents of invented people (样本) say.
flow::ReadingResult licence(flow::PictureId crop) {
    flow::ReadingResult reading;
    reading.document = "licence";
    reading.values = {{"code", "91310115MA1K000003", true, crop},
                      {"name", "样本（上海）数字科技有限公司", false, crop},
                      {"type", "有限责任公司(自然人投资或控股)", true, crop},
                      {"person", "样本华", false, crop},
                      {"established", "2018年06月12日", false, crop},
                      {"term", "2018年06月12日至2048年06月11日", true, crop},
                      {"address", "上海市浦东新区样本路88号样本大厦3号楼东区502室", true, crop}};
    return reading;
}

flow::ReadingResult card(flow::PictureId crop) {
    flow::ReadingResult reading;
    reading.document = "id_front";
    reading.values = {{"name", "样本芳", false, crop},
                      {"sex", "女", false, {}},
                      {"birth", "1985年3月14日", false, {}},
                      {"address", "上海市浦东新区样本路99弄6号1203室", false, {}},
                      {"id_number", "310115198503140021", true, crop}};
    return reading;
}

class Legible : public testing::TestWithParam<Look> {
protected:
    Legible() {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        WindowConfig config;
        config.software = true;
        if (GetParam().lying) config.panel = {1920, 1080, 476.1};
        if (auto opened = Window::open(config)) window_ = std::move(*opened);
        text_.speak(GetParam().english ? flow::Language::en : flow::Language::zh_cn);
        crop_ =
            pictures_.put({800, 60, std::vector<std::uint8_t>(std::size_t{800} * 60 * 3, 200), {}});
        auto& draft = visit_.draft;
        draft.today = "2026-11-22";
        draft.readiness.camera = draft.readiness.face_camera = true;
        draft.channel.agent_methods = {flow::AgentMethod::phone, flow::AgentMethod::bank_card,
                                       flow::AgentMethod::face};
        draft.choices.lr_in_person = false;
        visit_.large_type = GetParam().large;
    }
    void SetUp() override { ASSERT_NE(window_, nullptr); }

    void read(const std::string& material, const flow::ReadingResult& reading) {
        flow::fill_from(reading, material, visit_.draft);
        visit_.draft.photos[material] = {crop_, {}};
    }
    void write(FieldId field, const std::string& text) { visit_.draft.fields[field] = {text, {}}; }

    /// All of the page, screen by screen.
    void expect_legible(flow::Page page) {
        visit_.page = std::move(page);
        for (int screens = 0; screens < 6; ++screens) {
            for (int i = 0; i < 2; ++i)
                window_->frame([&](Canvas& canvas) {
                    (void)draw(visit_, view_, canvas, pictures_, text_, hall_);
                });
            expect_legible(window_->registry());
            const float most = view_.scroll.content - view_.scroll.viewport;
            if (view_.scroll.offset >= most - 1) break;
            view_.scroll.offset += view_.scroll.viewport * 0.75F;
        }
    }

    /// A photo that does not belong to the others.
    void expect_told(const std::string& material, const flow::Disagreement& what) {
        SCOPED_TRACE(what.key);
        Sheet sheet{material, Sheet::Stage::kept, crop_};
        sheet.odd = what;
        Capture::Job job{{std::move(sheet)}, 0};
        expect_legible(
            flow::Capturing{flow::StepId::organisation, Capture::Differing{std::move(job)}});
    }

    flow::Visit visit_;
    flow::PictureId crop_{};

private:
    void expect_legible(const Registry& registry) {
        for (const auto& words : registry.cut()) ADD_FAILURE() << "cut off: " << words;
        const float tall = window_->theme().mm(Theme::min_target_mm),
                    broad = window_->theme().mm(12);
        std::vector<const Widget*> touched;
        for (const auto& widget : registry.all()) {
            if (!widget.touchable || widget.visible.empty()) continue;
            EXPECT_GE(widget.rect.height(), tall) << widget.id;
            EXPECT_GE(widget.rect.width(), broad) << widget.id;
            for (const auto* other : touched)
                EXPECT_TRUE(widget.visible.within(other->visible).empty())
                    << widget.id << " over " << other->id;
            touched.push_back(&widget);
        }
    }

    std::unique_ptr<Window> window_;
    kiosk::Pictures pictures_;
    kiosk::Text text_{SOURCE_DIR "/assets/text"};
    View view_;
    Hall hall_{"样例服务大厅", "A-017", "10:42", "11月22日"};
};

TEST_P(Legible, TheOrganisationsFormWithNotes) {  // R9
    read("licence", licence(crop_));
    write(FieldId::org_name, "样本（上海）数字技术有限公司");
    write(FieldId::org_code, "91310115MA1K000030");
    expect_legible(flow::Organisation::State(flow::Organisation::Form{}));
}

TEST_P(Legible, TheRepresentativesFormWithNotes) {  // R9
    read("licence", licence(crop_));
    read("lr_id_front", card(crop_));
    write(FieldId::lr_id_number, "310115198503140012");
    flow::Organisation::Form form;
    form.part = 1;
    expect_legible(flow::Organisation::State(form));
}

TEST_P(Legible, TheAgentsFormWithNotes) {  // R9
    read("agent_id_front", card(crop_));
    write(FieldId::agent_name, "样本花");
    write(FieldId::lr_name, "样本芳");
    write(FieldId::lr_id_number, "310115198503140021");
    expect_legible(flow::Agent::State(flow::Agent::Form{flow::AgentMethod::bank_card, {}}));
}

TEST_P(Legible, DocumentsThatDoNotBelongTogether) {  // R9
    expect_told("lr_id_back", {"check.sides.age", "2016.05.20-2026.05.20", "1985年3月14日"});
    expect_told("lr_id_back",
                {"check.sides.place", "北京市公安局海淀分局", "上海市浦东新区样本路99弄6号1203室"});
    expect_told("lr_id_front", {"check.holder", "样本芳", "样本华"});
    expect_told("licence", {"check.other_licence", "91350100M000100Y43", "91310115MA1K000003"});
    expect_told("lr_id_front", {"check.other_lr", "310115197802145025", "310115198503140021"});
    expect_told("agent_id_front",
                {"check.other_agent", "310115197802145025", "310115199003071239"});
    expect_told("agent_id_front", {"check.lr_card", "样本华", ""});
}

TEST_P(Legible, TheCameraWithWhatIsReadMeanwhile) {  // R10
    Sheet read_already{"licence", Sheet::Stage::kept, crop_};
    read_already.reading = licence(crop_);
    Sheet going_on{"lr_id_front", Sheet::Stage::reading, crop_};
    going_on.reading = card(crop_);
    for (auto& value : going_on.reading.values) value.settled = false;
    Sheet refused{"lr_id_back", Sheet::Stage::refused};
    refused.why = "capture.why.expired";
    refused.until = "2026-05-20";
    Capture::Job job{{read_already, going_on, refused}, 2};
    expect_legible(flow::Capturing{flow::StepId::organisation, Capture::Aiming{job, {}}});
    expect_legible(flow::Capturing{flow::StepId::organisation, Capture::Finishing{job}});
}

INSTANTIATE_TEST_SUITE_P(Looks, Legible,
                         testing::Values(Look{false, false, false}, Look{false, false, true},
                                         Look{false, true, false}, Look{false, true, true},
                                         Look{true, false, false}, Look{true, false, true},
                                         Look{true, true, false}, Look{true, true, true}),
                         name_of);

}  // namespace
}  // namespace ui
