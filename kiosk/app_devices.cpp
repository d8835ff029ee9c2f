#include "kiosk/app.hpp"
#include "kiosk/match.hpp"
#include "kiosk/photo.hpp"

#include <spdlog/spdlog.h>

namespace kiosk {
namespace {

using namespace flow;

constexpr const char* regular_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";

SlipResult slip_result(const drivers::Result<drivers::Printed>& printed) {
    if (!printed) {
        spdlog::warn("printer: {}", printed.error().detail);
        return SlipResult::not_printed;
    }
    return *printed == drivers::Printed::confirmed ? SlipResult::printed : SlipResult::uncertain;
}

}  // namespace

bool App::perform_devices(const Effect& effect) {
    return std::visit(Match{
                          [&](const CheckReadiness& e) {
                              check_readiness(e.ask);
                              return true;
                          },
                          [&](const StartPreview& e) {
                              load_reader();
                              camera_.look(e.ask);
                              return true;
                          },
                          [&](const StopPreview&) {
                              camera_.rest();
                              return true;
                          },
                          [&](const TakePhoto& e) {
                              camera_.take(e.ask);
                              return true;
                          },
                          [&](const ReadDocument& e) {
                              read_document(e);
                              return true;
                          },
                          [&](const RotatePhoto& e) {
                              reading_.post([this, e] {
                                  const auto photo = parts_.pictures.find(e.photo);
                                  if (!photo) return;
                                  answer(PhotoTaken{e.ask, parts_.pictures.put(rotated(*photo))});
                              });
                              return true;
                          },
                          [&](const ForgetPicture& e) {
                              parts_.pictures.forget(e.picture);
                              return true;
                          },
                          [&](const PrintSlip& e) {
                              print_slip(e);
                              return true;
                          },
                          [&](const AwaitKey& e) {
                              keys_.await_key(e.ask, visit_.draft.order.id);
                              return true;
                          },
                          [&](const Issue& e) {
                              keys_.issue(e);
                              return true;
                          },
                          [&](const ProveKey& e) {
                              keys_.prove(e);
                              return true;
                          },
                          [&](const ChangePin& e) {
                              keys_.change_pin(e);
                              return true;
                          },
                          [&](const UnblockKey& e) {
                              keys_.unblock(e);
                              return true;
                          },
                          [&](const ScanCode& e) {
                              camera_.scan(e.ask);
                              return true;
                          },
                          [&](const AwaitKeyRemoval& e) {
                              keys_.await_removal(e.ask);
                              return true;
                          },
                          [&](const EndVisit&) {
                              end_visit();
                              return true;
                          },
                          [](const auto&) { return false; },
                      },
                      effect);
}

/// Asks every device on its own worker, one after another, and the backend last.
void App::check_readiness(AskId ask) {
    auto found = std::make_shared<Readiness>();
    camera_.check([this, ask, found](bool camera) {
        found->camera = camera;
        face_.check([this, ask, found](bool face_camera, bool microphone) {
            found->face_camera = face_camera;
            found->microphone = microphone;
            keys_.check([this, ask, found](bool reader) {
                found->reader = reader;
                check_printer_and_backend(ask, found);
            });
        });
    });
}

void App::check_printer_and_backend(AskId ask, const std::shared_ptr<Readiness>& found) {
    printing_.post([this, ask, found] {
        const auto state = parts_.printer.read_state();
        found->printer = state && state->device == drivers::Status::online &&
                         state->paper != drivers::PrinterState::Paper::out && !state->cover_open;
        found->paper_low = state && state->paper == drivers::PrinterState::Paper::low;
        calls_.post([this, ask, found] {
            found->backend = parts_.calls.reach().has_value();
            answer(ReadinessChecked{ask, *found});
        });
    });
}

/// While the first document is put in, its models are read from disk.
void App::load_reader() {
    reading_.post([this] {
        if (reader_) return;
        reader_ = std::make_unique<ocr::Reader>(parts_.models);
        if (!reader_->load()) spdlog::error("reading: no models in {}", parts_.models.string());
    });
}

void App::read_document(const ReadDocument& e) {
    load_reader();
    auto photo = parts_.pictures.find(e.photo);
    reading_.post([this, e, photo = std::move(photo)] {
        const Problem unread{Problem::Who::technician, "reading-failed", {}, {}, {}, {}};
        if (!photo) return answer(Failed{e.ask, unread});
        const auto so_far = [&](const ocr::Reading& known) {
            answer(FieldsRead{e.ask, result_so_far(known)});
        };
        const auto reading = reader_->read(matrix_of(*photo), so_far);
        if (!reading) return answer(Failed{e.ask, unread});
        answer(DocumentRead{e.ask, result_of(*reading, parts_.pictures)});
    });
}

void App::print_slip(const PrintSlip& e) {
    printing_.post([this, e, draft = visit_.draft, words = parts_.text] {
        auto paper = SlipPaper::open(regular_font, bold_font);
        if (!paper) {
            spdlog::error("printer: no font {}", paper.error());
            return answer(SlipPrinted{e.ask, SlipResult::not_printed});
        }
        compose(*paper, e, draft, {parts_.hall, parts_.terminal, hall_time()}, words);
        answer(SlipPrinted{e.ask, slip_result(parts_.printer.print(paper->image()))});
    });
}

}  // namespace kiosk
