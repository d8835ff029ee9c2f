#include "kiosk/app.hpp"
#include "kiosk/app_asking.hpp"
#include "kiosk/match.hpp"
#include "kiosk/photo.hpp"

namespace kiosk {
namespace {

using namespace flow;
using backend::Backend;
using backend::Reply;

/// A save merges this customer's own fields, so an order that moved on meanwhile (a photo arrived,
/// a phone answered) is read again and the save repeated once.
Reply<Order> save(Backend& backend, const SaveStep& e) {
    const Backend::Patch patch{e.step, e.page, e.fields, e.choices};
    auto saved = backend.save_step(e.order, e.etag, patch);
    if (saved || saved.error().code != "order-changed") return saved;
    const auto current = backend.order(e.order);
    return current ? backend.save_step(e.order, current->etag, patch) : current;
}

Reply<Order> cancel(Backend& backend, const CancelOrder& e) {
    auto cancelled = backend.cancel_order(e.order, e.etag);
    if (cancelled || cancelled.error().code != "order-changed") return cancelled;
    const auto current = backend.order(e.order);
    return current ? backend.cancel_order(e.order, current->etag) : current;
}

}  // namespace

bool App::perform_backend(const Effect& effect) {
    const auto order = [](AskId to, Order o) -> Event { return OrderReplied{to, std::move(o)}; };
    return std::visit(Match{
                          [&](const LoadChannels& e) {
                              call(
                                  e.ask, [](Backend& b) { return b.channels(); },
                                  [](AskId to, auto channels) -> Event {
                                      return ChannelsLoaded{to, std::move(channels)};
                                  });
                              return true;
                          },
                          [&](const LoadChannel& e) {
                              call(
                                  e.ask, [id = e.id](Backend& b) { return b.channel(id); },
                                  [](AskId to, Channel channel) -> Event {
                                      return ChannelLoaded{to, std::move(channel)};
                                  });
                              return true;
                          },
                          [&](const LoadAgreements& e) {
                              call(
                                  e.ask,
                                  [e](Backend& b) { return b.agreements(e.channel, e.scene); },
                                  [](AskId to, auto texts) -> Event {
                                      return AgreementsLoaded{to, std::move(texts)};
                                  });
                              return true;
                          },
                          [&](const CreateOrder& e) {
                              call(
                                  e.ask,
                                  [e](Backend& b) {
                                      return b.create_order({e.channel, e.service, e.method,
                                                             e.consents, e.key_serial});
                                  },
                                  order);
                              return true;
                          },
                          [&](const SaveStep& e) {
                              call(
                                  e.ask, [e](Backend& b) { return save(b, e); }, order);
                              return true;
                          },
                          [&](const ReadOrder& e) {
                              call(
                                  e.ask, [e](Backend& b) { return b.order(e.order); }, order);
                              return true;
                          },
                          [&](const CancelOrder& e) {
                              call(
                                  e.ask, [e](Backend& b) { return cancel(b, e); }, order);
                              return true;
                          },
                          [&](const WatchOrder& e) {
                              watch(
                                  e.ask,
                                  [e](Backend& b, const std::stop_token& stop) {
                                      return b.watch_order(e.order, e.etag, stop);
                                  },
                                  order);
                              return true;
                          },
                          [&](const ListOrders& e) {
                              call(
                                  e.ask, [e](Backend& b) { return b.orders(e.open); },
                                  [](AskId to, auto orders) -> Event {
                                      return OrdersListed{to, std::move(orders)};
                                  });
                              return true;
                          },
                          [&](const FetchMaterial& e) {
                              fetch_material(e);
                              return true;
                          },
                          [&](const SendMaterial& e) {
                              send_material(e);
                              return true;
                          },
                          [&](const DeleteMaterial& e) {
                              call(
                                  e.ask,
                                  [e](Backend& b) -> Reply<std::vector<Material>> {
                                      if (auto gone = b.delete_material(e.order, e.kind); !gone)
                                          return tl::unexpected(gone.error());
                                      return b.materials(e.order);
                                  },
                                  [](AskId to, auto materials) -> Event {
                                      return MaterialsListed{to, std::move(materials)};
                                  });
                              return true;
                          },
                          [&](const ListMaterials& e) {
                              call(
                                  e.ask, [e](Backend& b) { return b.materials(e.order); },
                                  [](AskId to, auto materials) -> Event {
                                      return MaterialsListed{to, std::move(materials)};
                                  });
                              return true;
                          },
                          [&](const WatchMaterials& e) {
                              watch(
                                  e.ask,
                                  [e](Backend& b, const std::stop_token& stop) {
                                      return b.watch_materials(e.order, stop);
                                  },
                                  [](AskId to, auto materials) -> Event {
                                      return MaterialsListed{to, std::move(materials)};
                                  });
                              return true;
                          },
                          [&](const OpenHandOver& e) {
                              call(
                                  e.ask, [e](Backend& b) { return b.open_hand_over(e.order); },
                                  [](AskId to, std::string url) -> Event {
                                      return HandOverOpened{to, std::move(url)};
                                  });
                              return true;
                          },
                          [&](const CallStaff& e) {
                              calls_.post([this, e] { (void)parts_.calls.call_staff(e.page); });
                              return true;
                          },
                          [](const auto&) { return false; },
                      },
                      effect);
}

void App::send_material(const SendMaterial& e) {
    auto photo = parts_.pictures.find(e.photo);
    forwarding_.post([this, e, photo = std::move(photo)] {
        if (!photo) {
            answer(Failed{e.ask, {Problem::Who::customer, "photo-gone", {}, {e.kind}, {}, {}}});
            return;
        }
        const auto sent = parts_.forwarding.send_material(e.order, e.kind, jpeg_for_upload(*photo));
        answer(sent ? Event(MaterialSent{e.ask, *sent}) : Event(Failed{e.ask, sent.error()}));
    });
}

void App::fetch_material(const FetchMaterial& e) {
    calls_.post([this, e] {
        const auto jpeg = parts_.calls.material(e.order, e.kind);
        if (!jpeg) return answer(Failed{e.ask, jpeg.error()});
        auto image = drivers::decode_jpeg(*jpeg);
        if (!image)
            return answer(Failed{e.ask, {Problem::Who::backend, "contract", {}, {e.kind}, {}, {}}});
        const auto id =
            parts_.pictures.put({image->width, image->height, std::move(image->rgb), *jpeg});
        answer(PhotoFetched{e.ask, e.kind, id});
    });
}

}  // namespace kiosk
