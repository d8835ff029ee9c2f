#include "kiosk/backend/https_line.hpp"

#include <algorithm>
#include <cctype>
#include <curl/curl.h>
#include <mutex>
#include <openssl/crypto.h>
#include <stdexcept>

namespace kiosk::backend {
namespace {

constexpr std::size_t longest_body = 16U << 20U;
constexpr std::chrono::seconds held_grace{10};

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* handle) const {
        free(handle);
    }
};

std::string trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\r' || c == '\n' || c == '\t'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return std::string(text);
}

std::size_t take_header(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& reply = *static_cast<HttpsReply*>(target);
    const std::string_view line(data, size * count);
    if (line.starts_with("HTTP/")) reply.headers.clear();  // an interim answer came before
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        auto name = trimmed(line.substr(0, colon));
        std::ranges::transform(name, name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.headers[name] = trimmed(line.substr(colon + 1));
    }
    return size * count;
}

std::size_t take_body(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& body = static_cast<HttpsReply*>(target)->body;
    const std::size_t more = size * count;
    if (body.size() + more > longest_body) return 0;
    if (body.size() + more > body.capacity()) {  // growth would leave a copy behind
        std::string larger;
        larger.reserve(std::max(body.capacity() * 2, body.size() + more));
        larger = body;
        wipe(body);
        body.swap(larger);
    }
    body.append(data, more);
    return more;
}

LineFault fault_of(CURLcode code) {
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR: return LineFault::untrusted;
        default: return LineFault::unreachable;
    }
}

std::uint64_t positive(curl_off_t value) {
    return value > 0 ? static_cast<std::uint64_t>(value) : 0;
}

}  // namespace

void wipe(std::string& text) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

HttpsReply::~HttpsReply() { wipe(body); }

std::string HttpsReply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found != headers.end() ? found->second : std::string();
}

struct HttpsLine::Handles {
    std::unique_ptr<CURL, Freed<curl_easy_cleanup>> easy{curl_easy_init()};
    std::unique_ptr<CURLM, Freed<curl_multi_cleanup>> multi{curl_multi_init()};
    std::unique_ptr<curl_slist, Freed<curl_slist_free_all>> headers;
};

HttpsLine::HttpsLine(HttpsLineConfig config, Traffic& traffic)
    : config_(std::move(config)), traffic_(traffic) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handles_ = std::make_unique<Handles>();
    if (!handles_->easy || !handles_->multi) throw std::runtime_error("libcurl does not start");
}

HttpsLine::~HttpsLine() = default;

void HttpsLine::prepare(const HttpsRequest& request, HttpsReply& reply) {
    CURL* easy = handles_->easy.get();
    curl_easy_reset(easy);  // keeps the connection
    const auto set = [easy](CURLoption option, auto value) {
        curl_easy_setopt(easy, option, value);
    };
    set(CURLOPT_URL, (config_.base_url + request.path).c_str());
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_CAINFO, config_.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // else the distribution's CAs count
    set(CURLOPT_SSLCERT, config_.certificate_file.c_str());
    set(CURLOPT_SSLKEY, config_.key_file.c_str());
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_USERAGENT, config_.agent.c_str());
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(config_.connect.count()));
    if (request.held.count() > 0) {
        set(CURLOPT_TIMEOUT, static_cast<long>((request.held + held_grace).count()));
    } else {
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(config_.silence.count()));
    }
    curl_slist* headers = curl_slist_append(nullptr, "Expect:");
    for (const auto& header : request.headers) headers = curl_slist_append(headers, header.c_str());
    handles_->headers.reset(headers);
    set(CURLOPT_HTTPHEADER, headers);
    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (request.method == "POST" || request.method == "PATCH") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    } else {
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &reply);
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &reply);
}

tl::expected<HttpsReply, LineFault> HttpsLine::exchange(const HttpsRequest& request) {
    const auto stopped = [&] {
        return request.stop.stop_requested() || config_.stop.stop_requested();
    };
    if (stopped()) return tl::unexpected(LineFault::stopped);
    HttpsReply reply;
    prepare(request, reply);
    CURLM* multi = handles_->multi.get();
    const auto wake = [multi] { curl_multi_wakeup(multi); };
    const std::stop_callback by_caller(request.stop, wake);
    const std::stop_callback by_owner(config_.stop, wake);

    curl_multi_add_handle(multi, handles_->easy.get());
    CURLcode code = CURLE_FAILED_INIT;
    for (int running = 1; running > 0 && !stopped();) {
        if (curl_multi_perform(multi, &running) != CURLM_OK) break;
        if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left))
            if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    count();
    long status = 0;
    curl_easy_getinfo(handles_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(multi, handles_->easy.get());
    if (code == CURLE_OK) {
        reply.status = static_cast<int>(status);
        return reply;
    }
    return tl::unexpected(stopped() ? LineFault::stopped : fault_of(code));
}

void HttpsLine::count() {
    CURL* easy = handles_->easy.get();
    long request_head = 0;
    long reply_head = 0;
    curl_off_t uploaded = 0;
    curl_off_t downloaded = 0;
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request_head);
    curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &reply_head);
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &downloaded);
    ++traffic_.requests;
    traffic_.bytes_sent += positive(request_head) + positive(uploaded);
    traffic_.bytes_received += positive(reply_head) + positive(downloaded);
}

}  // namespace kiosk::backend
