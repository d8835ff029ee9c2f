#include "deploy/sandbox/router.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/idempotency.hpp"
#include "deploy/sandbox/sessions.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iostream>
#include <thread>

namespace sandbox {

namespace {

std::string_view next_segment(std::string_view& path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

std::optional<std::map<std::string, std::string>> match(std::string_view pattern,
                                                        std::string_view path) {
    std::map<std::string, std::string> captures;
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = next_segment(pattern);
        const auto given = next_segment(path);
        if (wanted.starts_with('{') && !given.empty())
            captures[std::string(wanted.substr(1, wanted.size() - 2))] = given;
        else if (wanted != given)
            return std::nullopt;
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return captures;
}

Answer problem_answer(const Problem& problem) {
    Answer answer{.status = status_of(problem), .body = problem_json(problem)};
    answer.content_type = "application/problem+json";
    if (answer.status == 429 || answer.status == 503)
        answer.headers["Retry-After"] = std::to_string(std::max(1, problem.retry_after_s));
    return answer;
}

Handled parse_body(Call& call) {
    const auto type = call.request.header("content-type").value_or("");
    if (call.request.body.empty() || !type.starts_with("application/json")) return Answer{};
    call.body = Json::parse(call.request.body, nullptr, false);
    if (!call.body.is_object()) return bad_request("the body is no JSON object");
    return Answer{};
}

/// The handler's work becomes visible whole or not at all. What a refusal wrote (a try used up)
/// stays.
Handled work(Call& call, const Route& route) {
    World& world = call.world;
    const auto before = world.records.changes();
    world.records.begin();
    try {
        Handled handled = [&]() -> Handled {
            if (route.needs == Needs::session) {
                const auto session = session_of(call);
                if (!session) return failed(session.error());
                call.session = *session;
            }
            if (auto parsed = parse_body(call); !parsed) return parsed;
            return route.handler(call);
        }();
        world.records.commit();
        if (world.records.changes() != before) {
            ++world.generation;
            world.changed.notify_all();
        }
        return handled;
    } catch (const std::exception& error) {
        world.records.roll_back();
        std::cerr << "sandbox: " << route.method << ' ' << route.pattern << ": " << error.what()
                  << std::endl;
        return failed(Problem{.code = "internal", .detail = error.what()});
    }
}

int wanted_wait(const Request& request) {
    const auto prefer = request.header("prefer").value_or("");
    if (!prefer.starts_with("wait=")) return 0;
    int seconds = 0;
    std::from_chars(prefer.data() + 5, prefer.data() + prefer.size(), seconds);
    return std::clamp(seconds, 0, 30);
}

/// Runs a reading handler again whenever something changed, until its answer is another one than
/// the reader knows.
Handled work_waiting(Call& call, const Route& route, std::unique_lock<std::mutex>& lock) {
    World& world = call.world;
    const auto known = call.request.header("if-none-match");
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(wanted_wait(call.request));
    while (true) {
        const auto seen = world.generation;
        Handled handled = work(call, route);
        if (!handled || !known || handled->final || handled->headers["ETag"] != *known)
            return handled;
        const bool woken = world.changed.wait_until(
            lock, deadline, [&] { return world.generation != seen || world.stopping; });
        if (!woken || world.stopping) return handled;
    }
}

Answer work_on(World& world, const Route& route, const Request& request,
               std::map<std::string, std::string> captures, bool idempotent) {
    std::unique_lock lock(world.mutex);
    Call call{.world = world, .request = request, .captures = std::move(captures)};
    const auto finish = [](Handled handled) {
        return handled ? *std::move(handled) : problem_answer(handled.error());
    };
    if (request.method == "GET") return finish(work_waiting(call, route, lock));
    if (!idempotent || request.method != "POST") return finish(work(call, route));

    const auto earlier = remembered(world, request);
    if (!earlier) return problem_answer(earlier.error());
    if (*earlier) return **earlier;
    Answer answer = finish(work(call, route));
    remember(world, request, answer);
    return answer;
}

void delay(World& world, int milliseconds) {
    if (milliseconds <= 0) return;
    std::unique_lock lock(world.mutex);
    world.changed.wait_for(lock, std::chrono::milliseconds(milliseconds),
                           [&] { return world.stopping; });
}

}  // namespace

Answer answer(World& world, Listener listener, const Request& request, bool& lost_reply) {
    const bool terminal = listener == Listener::terminal;
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    std::string_view path = request.path;
    if (terminal) {
        if (!path.starts_with("/v1/")) return problem_answer({.code = "not-found"});
        path.remove_prefix(3);
        const Faults::Fault fault = world.faults.take(request.path);
        delay(world, fault.latency_ms);
        lost_reply = fault.lost_reply;
        if (fault.status != 0) {
            Answer answer = problem_answer({.code = fault.status == 429   ? "too-many-requests"
                                                    : fault.status == 409 ? "still-running"
                                                    : fault.status == 503 ? "busy"
                                                                          : "internal"});
            answer.status = fault.status;
            answer.body["status"] = fault.status;
            return answer;
        }
    }
    for (const Route& route : terminal ? terminal_routes() : outer_routes()) {
        const bool same =
            route.method == method || (route.method == "HEAD" && request.method == "HEAD");
        if (!same) continue;
        if (auto captures = match(route.pattern, path))
            return work_on(world, route, request, *std::move(captures), terminal);
    }
    return problem_answer({.code = "not-found", .detail = "no such resource"});
}

}  // namespace sandbox
