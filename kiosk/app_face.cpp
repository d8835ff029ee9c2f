#include "kiosk/app.hpp"
#include "kiosk/app_asking.hpp"
#include "kiosk/face/sha256.hpp"
#include "kiosk/match.hpp"

#include <spdlog/spdlog.h>

namespace kiosk {
namespace {

using namespace flow;
using backend::Backend;

/// What was deleted, without what it was.
std::string name_of(const face::WipedBytes& sealed) {
    return "sha256 " + face::hexadecimal(face::sha256(sealed)) + ", " +
           std::to_string(sealed.size()) + " bytes";
}

}  // namespace

/// A face in front of the terminal, and the voice that guides.
bool App::perform_face(const Effect& effect) {
    const auto session = [](AskId to, FaceSession s) -> Event {
        return FaceReplied{to, std::move(s)};
    };
    return std::visit(Match{
                          [&](const OpenFaceTry& e) {
                              call(
                                  e.ask,
                                  [e](Backend& b) {
                                      return b.open_face_try(e.order, e.subject, e.consents,
                                                             e.sound);
                                  },
                                  session);
                              return true;
                          },
                          [&](const PrepareFaceCamera&) {
                              face_.prepare();
                              return true;
                          },
                          [&](const WatchPerson& e) {
                              face_.watch(e);
                              return true;
                          },
                          [&](const StopWatchingPerson&) {
                              drop_evidence();
                              face_.stop();
                              return true;
                          },
                          [&](const AwaitFaceCamera& e) {
                              face_.await_camera(e.ask);
                              return true;
                          },
                          [&](const SendFaceEvidence& e) {
                              send_evidence(e);
                              return true;
                          },
                          [&](const Say& e) {
                              say(e);
                              return true;
                          },
                          [](const auto&) { return false; },
                      },
                      effect);
}

/// From memory only; acknowledged, it is deleted and the deletion recorded (R45).
void App::send_evidence(const SendFaceEvidence& e) {
    forwarding_.post([this, e, order = visit_.draft.order.id] {
        auto sealed = face_.evidence();
        if (!sealed) {
            answer(Failed{e.ask, {Problem::Who::customer, "evidence-gone", {}, {}, {}, {}}});
            return;
        }
        const auto decided = parts_.forwarding.submit_face_evidence(order, e.session, *sealed);
        if (!decided) return answer(Failed{e.ask, decided.error()});
        const auto name = name_of(*sealed);
        sealed.reset();
        if (face_.forget_evidence() &&
            !parts_.audit.record("face-evidence-deleted", "acknowledged, " + name))
            spdlog::error("audit: the deletion of evidence was not recorded");
        answer(FaceReplied{e.ask, *decided});
    });
}

/// Nobody waits for it any more.
void App::drop_evidence() {
    const auto sealed = face_.evidence();
    if (!sealed || !face_.forget_evidence()) return;
    if (!parts_.audit.record("face-evidence-deleted", "not sent, " + name_of(*sealed)))
        spdlog::error("audit: the deletion of evidence was not recorded");
}

/// The newest sentence counts: the one before is cut off.
void App::say(const Say& e) {
    speaking_.request_stop();
    speaking_ = {};
    std::string text = parts_.text(e.key);
    for (const auto& [name, value] : e.values) {
        const auto mark = "{" + name + "}";
        if (const auto at = text.find(mark); at != std::string::npos)
            text.replace(at, mark.size(), value);
    }
    const std::string language = parts_.text.language() == Language::en ? "en" : "zh";
    const auto recording = parts_.recordings.empty()
                               ? parts_.recordings
                               : parts_.recordings / language / (e.key + ".wav");
    talking_.post([this, stop = speaking_.get_token(),
                   spoken = drivers::Spoken{std::move(text), language, recording}] {
        if (stop.stop_requested()) return;
        if (const auto said = parts_.loudspeaker.say(spoken, stop); !said)
            spdlog::info("voice: {}", said.error().detail);
    });
}

}  // namespace kiosk
