#pragma once

#include "deploy/sandbox/json.hpp"
#include "deploy/sandbox/problem.hpp"
#include "deploy/sandbox/world.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace sandbox {

/// One part of a multipart form.
struct FormPart {
    std::string name;
    std::string content;
};

/// A request as the handlers see it, free of the HTTP library. Header names in lower case.
struct Request {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers = {};
    std::map<std::string, std::string> query = {};  ///< And the fields of an url-encoded form.
    std::vector<FormPart> parts = {};
    std::string body = {};

    [[nodiscard]] std::optional<std::string> header(const std::string& name) const;
    [[nodiscard]] std::string parameter(const std::string& name) const;  ///< Empty when missing.
};

struct Answer {
    int status = 200;
    Json body = {};          ///< Sent as JSON unless null.
    std::string bytes = {};  ///< Sent when `body` is null.
    std::string content_type = "application/json";
    std::map<std::string, std::string> headers = {};
    bool final = true;  ///< Nothing more will happen to the thing: a waiting reader is let go.
};

template <class T>
using Result = tl::expected<T, Problem>;
using Handled = Result<Answer>;

/// One request being worked on, with World's mutex held and a transaction open.
struct Call {
    World& world;
    const Request& request;
    std::map<std::string, std::string> captures = {};  ///< {order} of the route's pattern.
    Json body = Json::object();
    std::string session = {};  ///< Id of the customer's session; empty where none is needed.

    [[nodiscard]] const std::string& captured(const std::string& name) const {
        return captures.at(name);
    }
    /// A text of the body.
    [[nodiscard]] Result<std::string> text(const std::string& member) const;
};

using Handler = Handled (*)(Call&);

[[nodiscard]] tl::unexpected<Problem> failed(std::string_view code);
[[nodiscard]] tl::unexpected<Problem> failed(Problem problem);
/// request-invalid with a word for the developer.
[[nodiscard]] tl::unexpected<Problem> bad_request(std::string detail);

/// 200 (or `status`) with a body and an ETag made from it.
[[nodiscard]] Answer tagged(Json body, bool final, int status = 200);
[[nodiscard]] std::string etag_of(const Json& body);

}  // namespace sandbox
