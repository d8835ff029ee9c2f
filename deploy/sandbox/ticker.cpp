#include "deploy/sandbox/ticker.hpp"

#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/face_on_site.hpp"
#include "deploy/sandbox/letter.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/review.hpp"

#include <chrono>
#include <iostream>

namespace sandbox {

namespace {

void tick(World& world) {
    world.records.begin();
    try {
        const bool expired = expire_face_sessions(world);
        const bool faces = decide_faces(world) || expired;
        const bool letters = expire_letters(world);
        const bool payments = advance_payments(world);
        const bool orders = advance_orders(world);
        world.records.commit();
        if (!faces && !letters && !payments && !orders) return;
        ++world.generation;
        world.changed.notify_all();
    } catch (const std::exception& error) {
        world.records.roll_back();
        std::cerr << "sandbox: tick: " << error.what() << std::endl;
    }
}

}  // namespace

Ticker::Ticker(World& world)
    : thread_([&world] {
          std::unique_lock lock(world.mutex);
          const auto stopping = [&world] { return world.stopping; };
          while (!world.changed.wait_for(lock, std::chrono::milliseconds(200), stopping))
              tick(world);
      }) {}

Ticker::~Ticker() { thread_.join(); }

}  // namespace sandbox
