#include "deploy/sandbox/call.hpp"

#include "deploy/sandbox/digests.hpp"

namespace sandbox {

std::optional<std::string> Request::header(const std::string& name) const {
    const auto found = headers.find(name);
    if (found == headers.end()) return std::nullopt;
    return found->second;
}

std::string Request::parameter(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

Result<std::string> Call::text(const std::string& member) const {
    const auto found = body.find(member);
    if (found == body.end() || !found->is_string()) return bad_request(member + " is missing");
    return found->get<std::string>();
}

tl::unexpected<Problem> failed(std::string_view code) { return failed(Problem{.code = code}); }

tl::unexpected<Problem> failed(Problem problem) {
    return tl::unexpected<Problem>(std::move(problem));
}

tl::unexpected<Problem> bad_request(std::string detail) {
    return failed(Problem{.code = "request-invalid", .detail = std::move(detail)});
}

std::string etag_of(const Json& body) { return '"' + sha256_hex(body.dump()).substr(0, 20) + '"'; }

Answer tagged(Json body, bool final, int status) {
    Answer answer{.status = status, .body = std::move(body), .final = final};
    answer.headers["ETag"] = etag_of(answer.body);
    return answer;
}

}  // namespace sandbox
