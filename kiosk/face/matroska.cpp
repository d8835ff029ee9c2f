#include "kiosk/face/matroska.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string_view>

namespace kiosk::face {
namespace {

// Element IDs (RFC 9559, section 5), their length marker included.
enum Id : std::uint32_t {
    ebml = 0x1A45DFA3,
    ebml_version = 0x4286,
    ebml_read_version = 0x42F7,
    ebml_max_id_length = 0x42F2,
    ebml_max_size_length = 0x42F3,
    doc_type = 0x4282,
    doc_type_version = 0x4287,
    doc_type_read_version = 0x4285,
    segment = 0x18538067,
    info = 0x1549A966,
    timestamp_scale = 0x2AD7B1,
    duration = 0x4489,
    muxing_app = 0x4D80,
    writing_app = 0x5741,
    tracks = 0x1654AE6B,
    track_entry = 0xAE,
    track_number = 0xD7,
    track_uid = 0x73C5,
    track_type = 0x83,
    flag_lacing = 0x9C,
    codec_id = 0x86,
    video = 0xE0,
    pixel_width = 0xB0,
    pixel_height = 0xBA,
    audio = 0xE1,
    sampling_frequency = 0xB5,
    channels = 0x9F,
    bit_depth = 0x6264,
    cluster = 0x1F43B675,
    timestamp = 0xE7,
    simple_block = 0xA3,
    attachments = 0x1941A469,
    attached_file = 0x61A7,
    file_name = 0x466E,
    file_media_type = 0x4660,
    file_data = 0x465C,
    file_uid = 0x46AE,
};

constexpr std::uint8_t video_track = 1;
constexpr std::uint8_t audio_track = 2;
constexpr std::int64_t cluster_ms = 1000;
constexpr std::int64_t sound_block_ms = 40;

/// Writes elements one after another; masters are written into a writer of their own first.
class Writer {
public:
    void number(Id id, std::uint64_t value) {
        WipedBytes bytes;
        do {
            bytes.insert(bytes.begin(), static_cast<std::uint8_t>(value));
            value >>= 8U;
        } while (value != 0);
        binary(id, bytes);
    }
    void real(Id id, double value) {
        WipedBytes bytes;
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
        binary(id, bytes);
    }
    void text(Id id, std::string_view value) {
        begin(id, value.size());
        out_.insert(out_.end(), value.begin(), value.end());
    }
    void binary(Id id, std::span<const std::uint8_t> value) {
        begin(id, value.size());
        out_.insert(out_.end(), value.begin(), value.end());
    }
    void master(Id id, const Writer& content) { binary(id, content.out_); }

    /// `at`: milliseconds after the cluster's begin.
    void block(std::uint8_t track, std::int16_t at, std::span<const std::uint8_t> data) {
        begin(simple_block, data.size() + 4);
        out_.push_back(static_cast<std::uint8_t>(0x80U | track));
        out_.push_back(static_cast<std::uint8_t>(static_cast<std::uint16_t>(at) >> 8U));
        out_.push_back(static_cast<std::uint8_t>(at));
        out_.push_back(0x80);  // every picture stands for itself
        out_.insert(out_.end(), data.begin(), data.end());
    }

    [[nodiscard]] WipedBytes take() { return std::move(out_); }

private:
    void begin(Id id, std::size_t size) {
        bool started = false;
        for (int shift = 24; shift >= 0; shift -= 8) {
            const auto byte = static_cast<std::uint8_t>(id >> shift);
            started = started || byte != 0;
            if (started) out_.push_back(byte);
        }
        out_.push_back(0x01);  // a size of eight bytes, its own marker included
        for (int shift = 48; shift >= 0; shift -= 8)
            out_.push_back(static_cast<std::uint8_t>(size >> shift));
    }

    WipedBytes out_;
};

/// A piece of a track at its time.
struct Piece {
    std::int64_t at_ms = 0;
    std::uint8_t track = video_track;
    WipedBytes own;                      ///< Where it is not someone else's.
    std::span<const std::uint8_t> data;  ///< Of a frame.

    [[nodiscard]] std::span<const std::uint8_t> bytes() const {
        return own.empty() ? data : std::span<const std::uint8_t>(own);
    }
};

std::int64_t milliseconds(Seconds at) { return std::llround(at.count() * 1000); }

Seconds begin_of(const Film& film) {
    if (film.frames.empty()) return film.sound.at;
    if (film.sound.samples.empty()) return film.frames.front().at;
    return std::min(film.sound.at, film.frames.front().at);
}

std::vector<Piece> pieces_of(const Film& film) {
    const Seconds begin = begin_of(film);
    std::vector<Piece> pieces;
    for (const auto& frame : film.frames)
        pieces.push_back({milliseconds(frame.at - begin), video_track, {}, frame.jpeg});
    const auto& sound = film.sound;
    const auto step = static_cast<std::size_t>(sound.rate * sound_block_ms / 1000);
    for (std::size_t i = 0; i < sound.samples.size(); i += step) {
        const auto count = std::min(step, sound.samples.size() - i);
        Piece piece{milliseconds(sound.at - begin + Seconds(static_cast<double>(i) / sound.rate)),
                    audio_track,
                    {},
                    {}};
        for (const auto sample : std::span(sound.samples).subspan(i, count)) {
            const auto bits = static_cast<std::uint16_t>(sample);
            piece.own.push_back(static_cast<std::uint8_t>(bits));
            piece.own.push_back(static_cast<std::uint8_t>(bits >> 8U));
        }
        pieces.push_back(std::move(piece));
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.at_ms < b.at_ms; });
    return pieces;
}

Writer header() {
    Writer w;
    w.number(ebml_version, 1);
    w.number(ebml_read_version, 1);
    w.number(ebml_max_id_length, 4);
    w.number(ebml_max_size_length, 8);
    w.text(doc_type, "matroska");
    w.number(doc_type_version, 4);
    w.number(doc_type_read_version, 2);
    return w;
}

Writer information(const std::vector<Piece>& pieces) {
    Writer w;
    w.number(timestamp_scale, 1'000'000);  // nanoseconds
    w.real(duration,
           pieces.empty() ? 0 : static_cast<double>(pieces.back().at_ms + sound_block_ms));
    w.text(muxing_app, "kiosk");
    w.text(writing_app, "kiosk");
    return w;
}

Writer track(std::uint8_t number, std::uint8_t type, std::string_view codec, Id kind,
             const Writer& details) {
    Writer w;
    w.number(track_number, number);
    w.number(track_uid, number);
    w.number(track_type, type);
    w.number(flag_lacing, 0);
    w.text(codec_id, codec);
    w.master(kind, details);
    return w;
}

Writer track_list(const Film& film) {
    Writer w;
    Writer size;
    size.number(pixel_width, static_cast<std::uint64_t>(film.picture.width));
    size.number(pixel_height, static_cast<std::uint64_t>(film.picture.height));
    w.master(track_entry, track(video_track, 1, "V_MJPEG", video, size));
    if (film.sound.samples.empty()) return w;
    Writer form;
    form.real(sampling_frequency, film.sound.rate);
    form.number(channels, 1);
    form.number(bit_depth, 16);
    w.master(track_entry, track(audio_track, 2, "A_PCM/INT/LIT", audio, form));
    return w;
}

Writer attachment_list(const Film& film) {
    Writer w;
    std::uint64_t uid = 1;
    for (const auto& file : film.attachments) {
        Writer f;
        f.text(file_name, file.name);
        f.text(file_media_type, file.type);
        f.number(file_uid, uid++);
        f.binary(file_data, file.bytes);
        w.master(attached_file, f);
    }
    return w;
}

void add_clusters(Writer& out, const std::vector<Piece>& pieces) {
    for (std::size_t i = 0; i < pieces.size();) {
        const auto begin = pieces[i].at_ms;
        Writer w;
        w.number(timestamp, static_cast<std::uint64_t>(begin));
        for (; i < pieces.size() && pieces[i].at_ms < begin + cluster_ms; ++i)
            w.block(pieces[i].track, static_cast<std::int16_t>(pieces[i].at_ms - begin),
                    pieces[i].bytes());
        out.master(cluster, w);
    }
}

}  // namespace

WipedBytes matroska(const Film& film) {
    const auto pieces = pieces_of(film);
    Writer content;
    content.master(info, information(pieces));
    content.master(tracks, track_list(film));
    // Before the pictures: readers do not look for them behind.
    if (!film.attachments.empty()) content.master(attachments, attachment_list(film));
    add_clusters(content, pieces);
    Writer file;
    file.master(ebml, header());
    file.master(segment, content);
    return file.take();
}

}  // namespace kiosk::face
