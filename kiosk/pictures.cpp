#include "kiosk/pictures.hpp"

#include <algorithm>

namespace kiosk {

std::shared_ptr<const Picture> guarded(Picture picture) {
    return {new Picture(std::move(picture)), [](Picture* last) {
                for (auto* bytes : {&last->rgb, &last->jpeg})
                    std::fill_n(bytes->data(), bytes->size(), std::uint8_t{0});
                delete last;
            }};
}

flow::PictureId Pictures::put(Picture picture) {
    const std::lock_guard lock(mutex_);
    const flow::PictureId id{++last_id_};
    pictures_[id] = guarded(std::move(picture));
    return id;
}

std::shared_ptr<const Picture> Pictures::find(flow::PictureId id) const {
    const std::lock_guard lock(mutex_);
    const auto found = pictures_.find(id);
    return found != pictures_.end() ? found->second : nullptr;
}

void Pictures::forget(flow::PictureId id) {
    const std::lock_guard lock(mutex_);
    pictures_.erase(id);
}

void Pictures::forget_all() {
    const std::lock_guard lock(mutex_);
    pictures_.clear();
    preview_.reset();
    ++revision_;
}

void Pictures::show_preview(std::shared_ptr<const Picture> frame) {
    const std::lock_guard lock(mutex_);
    preview_ = std::move(frame);
    ++revision_;
}

std::shared_ptr<const Picture> Pictures::preview(std::uint64_t& revision) const {
    const std::lock_guard lock(mutex_);
    revision = revision_;
    return preview_;
}

}  // namespace kiosk
