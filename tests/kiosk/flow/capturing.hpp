// Documents under the camera, step by step: what the tests of capturing share.

#pragma once

#include "kiosk/flow/capture.hpp"
#include "tests/kiosk/flow/sample_readings.hpp"
#include "tests/kiosk/flow/table.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace kiosk::flow {

struct CaptureTest : testing::Test, Table<Capture> {
    using Stage = Capture::Sheet::Stage;

    CaptureTest() { draft.today = "2026-11-22"; }
    bool forgets(PictureId picture) const {
        return std::ranges::any_of(effects, [&](const Effect& effect) {
            const auto* e = std::get_if<ForgetPicture>(&effect);
            return e && e->picture == picture;
        });
    }
    void look(Guidance guidance) {
        Looked looked;
        looked.to = at<Capture::Aiming>()->preview.id;
        looked.guidance = guidance;
        say(looked);
    }
    void after(std::chrono::milliseconds time) {
        draft.now += time;
        say(Ticked{});
    }
    void aim(const std::vector<std::string>& materials) { take(Capture::begin(draft, materials)); }
    void shoot(PictureId photo = PictureId{9}) {
        say(Capture::PhotoWanted{});
        say(PhotoTaken{at<Capture::Taking>()->asked.id, photo});
    }
    const Capture::Job& job() const { return Capture::job_of(state); }
    AskId asked_of(const std::string& material) const {
        return std::ranges::find(job().sheets, material, &Capture::Sheet::material)->asked.id;
    }
    Stage stage_of(const std::string& material) const {
        return std::ranges::find(job().sheets, material, &Capture::Sheet::material)->stage;
    }
    std::string why() const {
        const auto refused =
            std::ranges::find(job().sheets, Stage::refused, &Capture::Sheet::stage);
        return refused != job().sheets.end() ? refused->why : std::string();
    }
    /// The names of the values that the page shows of it.
    std::vector<std::string> shown(const std::string& material) const {
        std::vector<std::string> names;
        const auto sheet = std::ranges::find(job().sheets, material, &Capture::Sheet::material);
        for (const auto& value : sheet->reading.values) names.push_back(value.name);
        return names;
    }
    void tell(const std::string& material, const ReadingResult& so_far) {
        say(FieldsRead{asked_of(material), so_far});
    }
    void read(const std::string& material, const ReadingResult& reading) {
        say(DocumentRead{asked_of(material), reading});
    }
};

}  // namespace kiosk::flow
