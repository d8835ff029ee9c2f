#include "drivers/virtual_printer.hpp"

#include "drivers/escpos_codes.hpp"

#include <algorithm>
#include <utility>

namespace drivers {
namespace {

using Paper = PrinterState::Paper;

constexpr std::size_t receive_buffer = 1 << 20;  // beyond it bytes are lost, as on a real one
constexpr std::size_t longest_strip = 40'000;    // rows, 5 m
constexpr std::size_t most_strip_bytes = 16 << 20;
constexpr int text_height = 24, text_width = 12, default_spacing = 30;
constexpr std::size_t columns_per_line = 48;

bool is_command_so_far(const Bytes& bytes) {
    if (bytes.size() <= 1) return true;
    if (bytes[1] == escpos::eot || bytes[1] == escpos::enq) return bytes.size() <= 3;
    return bytes.size() <= escpos::clear_buffers.size() &&
           std::equal(bytes.begin(), bytes.end(), escpos::clear_buffers.begin());
}

template <class Row>
void set_dot(Row& row, std::size_t x) {
    if (x / 8 < row.size()) row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | 0x80 >> x % 8);
}

template <class Row>
Image picture_of(const std::vector<Row>& rows) {
    constexpr std::size_t width = 8 * std::tuple_size_v<Row>;
    Image image{static_cast<int>(width), static_cast<int>(rows.size()),
                Bytes(3 * width * rows.size(), 255)};
    for (std::size_t y = 0; y < rows.size(); ++y)
        for (std::size_t x = 0; x < width; ++x)
            if ((rows[y][x / 8] & 0x80 >> x % 8) != 0)
                std::fill_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(3 * (y * width + x)), 3,
                            std::uint8_t{0});
    return image;
}

}  // namespace

Bytes VirtualPrinter::receive(std::span<const std::uint8_t> bytes) {
    for (const auto byte : bytes) {
        if (pending_.size() - done_ < receive_buffer) pending_.push_back(byte);
        notice_real_time(byte);
    }
    work();
    return std::exchange(answers_, {});
}

Bytes VirtualPrinter::set_faults(const VirtualPrinterFaults& faults) {
    const bool was_out = out_of_paper();
    faults_ = faults;
    // Whoever changes the roll takes the torn strip away.
    if (was_out && !out_of_paper()) finish_strip(false);
    work();
    return std::exchange(answers_, {});
}

std::vector<VirtualReceipt> VirtualPrinter::take_receipts() { return std::exchange(receipts_, {}); }

bool VirtualPrinter::out_of_paper() const {
    return faults_.paper == Paper::out || (faults_.paper_left && *faults_.paper_left <= 0);
}

bool VirtualPrinter::can_work() const {
    return !out_of_paper() && !faults_.cover_open && !faults_.cutter_error && !faults_.offline &&
           !faults_.silent;
}

void VirtualPrinter::notice_real_time(std::uint8_t byte) {
    real_time_.push_back(byte);
    if (real_time_[0] != escpos::dle || !is_command_so_far(real_time_)) {
        real_time_.clear();
        if (byte == escpos::dle) real_time_.push_back(byte);
        return;
    }
    const auto length = real_time_.size();
    if (length == 3 && real_time_[1] == escpos::eot) answer_status(byte);
    if ((length == 3 && real_time_[1] == escpos::enq && byte == 2) ||
        length == escpos::clear_buffers.size())
        forget();
    if ((length == 3 && real_time_[1] != escpos::dc4) || length == escpos::clear_buffers.size())
        real_time_.clear();
}

void VirtualPrinter::answer_status(std::uint8_t kind) {
    const auto when = [](bool is, int bits) { return is ? bits : 0; };
    const bool low = faults_.paper != Paper::full || out_of_paper();
    switch (kind) {
        case 1: return answer(0x12 | when(!can_work(), 0x08));
        case 2:
            return answer(0x12 | when(faults_.cover_open, 0x04) | when(out_of_paper(), 0x20) |
                          when(faults_.cutter_error, 0x40));
        case 3: return answer(0x12 | when(faults_.cutter_error, 0x08));
        case 4: return answer(0x12 | when(low, 0x0C) | when(out_of_paper(), 0x60));
        default: return;
    }
}

void VirtualPrinter::answer(int byte) {
    if (!faults_.silent) answers_.push_back(static_cast<std::uint8_t>(byte));
}

void VirtualPrinter::forget() {
    pending_.clear();
    waiting_.clear();
    line_.clear();
    done_ = skip_left_ = raster_.rows = 0;
}

void VirtualPrinter::work() {
    while (can_work() && move_paper() && skip_data() && draw_raster_row() && obey_next()) {}
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done_));
    done_ = 0;
}

/// False when the roll ended.
bool VirtualPrinter::move_paper() {
    while (!waiting_.empty() && !out_of_paper()) {
        strip_.push_back(waiting_.front());
        waiting_.pop_front();
        if (faults_.paper_left) --*faults_.paper_left;
        if (strip_.size() >= longest_strip) finish_strip(false);
    }
    return waiting_.empty() && !out_of_paper();
}

/// False when more data must come first.
bool VirtualPrinter::skip_data() {
    const auto count = std::min(skip_left_, pending_.size() - done_);
    consume(count);
    skip_left_ -= count;
    return skip_left_ == 0;
}

/// False when more data must come first.
bool VirtualPrinter::draw_raster_row() {
    if (raster_.rows == 0) return true;
    if (pending_.size() - done_ < raster_.columns) return false;
    Row row{};
    const std::size_t scale = (raster_.value & 1) != 0 ? 2 : 1;
    const auto dots = std::span(pending_).subspan(done_, raster_.columns);
    for (std::size_t x = 0; x < std::min(8 * dots.size(), 8 * row.size()); ++x)
        if ((dots[x / 8] & 0x80 >> x % 8) != 0)
            for (std::size_t copy = 0; copy < scale; ++copy) set_dot(row, x * scale + copy);
    waiting_.insert(waiting_.end(), (raster_.value & 2) != 0 ? 2 : 1, row);
    consume(raster_.columns);
    --raster_.rows;
    return true;
}

bool VirtualPrinter::obey_next() {
    if (raster_.rows > 0 || !waiting_.empty()) return true;
    const auto command = next_escpos_command(std::span(pending_).subspan(done_));
    if (command.kind == EscposCommand::Kind::incomplete) return false;
    const bool question =
        command.kind == EscposCommand::Kind::report || pending_[done_] == escpos::dle;
    if (question)
        done_ += command.length;
    else
        consume(command.length);
    skip_left_ = command.skip;
    obey(command);
    return true;
}

void VirtualPrinter::obey(const EscposCommand& command) {
    using Kind = EscposCommand::Kind;
    switch (command.kind) {
        case Kind::text: return write_text(static_cast<std::uint8_t>(command.value));
        case Kind::new_line:
            for (int lines = 0; lines < command.value; ++lines) end_line();
            return;
        case Kind::line_spacing:
            line_spacing_ = command.value > 0 ? command.value : default_spacing;
            return;
        case Kind::feed: return feed(command.value);
        case Kind::raster: raster_ = command; return;
        case Kind::cut: return finish_strip(true);
        case Kind::report: {
            const bool low = faults_.paper != Paper::full;
            const bool paper_asked = command.value == 1 || command.value == '1';
            return answer(paper_asked && low ? 0x03 : 0x00);
        }
        case Kind::reset:
            line_.clear();
            line_spacing_ = default_spacing;
            return;
        case Kind::incomplete:
        case Kind::ignored: return;
    }
}

void VirtualPrinter::consume(std::size_t count) {
    const auto from = pending_.begin() + static_cast<std::ptrdiff_t>(done_);
    if (strip_bytes_.size() + count <= most_strip_bytes)
        strip_bytes_.insert(strip_bytes_.end(), from, from + static_cast<std::ptrdiff_t>(count));
    done_ += count;
}

void VirtualPrinter::write_text(std::uint8_t character) {
    line_.push_back(character);
    if (line_.size() >= columns_per_line) end_line();
}

void VirtualPrinter::end_line() {
    Row bars{};
    for (std::size_t column = 0; column < line_.size(); ++column)
        for (std::size_t x = 2; line_[column] != ' ' && x < text_width - 2; ++x)
            set_dot(bars, column * text_width + x);
    if (!line_.empty()) waiting_.insert(waiting_.end(), text_height, bars);
    feed(line_.empty() ? line_spacing_ : std::max(0, line_spacing_ - text_height));
    line_.clear();
}

void VirtualPrinter::feed(int rows) {
    waiting_.insert(waiting_.end(), static_cast<std::size_t>(rows), Row{});
}

void VirtualPrinter::finish_strip(bool cut) {
    if (!strip_.empty()) receipts_.push_back({picture_of(strip_), std::move(strip_bytes_), cut});
    strip_.clear();
    strip_bytes_.clear();
}

}  // namespace drivers
