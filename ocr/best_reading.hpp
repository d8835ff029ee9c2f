// The best reading of a photo so far, and whether another page of it is worth reading.

#pragma once

#include "ocr/document.hpp"

namespace ocr {

constexpr double certain = 0.95;       ///< Evidence of what is such a document.
constexpr double readable_from = 0.5;  ///< Confidence of a field that counts as legible.

/// The reading with the most evidence, and among equals the most legible one.
struct Best {
    Reading reading;
    double evidence = 0.45;
    Corners corners{};
    double legible = 0;  ///< Mean confidence of what every such document shows.
    int expected = 0;    ///< Fields that it shows.
    int read = 0;        ///< Of them, in whatever quality.
    int well_read = 0;
    int easily_read = 0;

    Best() = default;
    Best(Reading now, double its_evidence, const Corners& its_corners);

    [[nodiscard]] bool complete() const { return expected > 0 && well_read == expected; }
    /// Whether what cannot be read is likelier printed badly than found badly.
    [[nodiscard]] bool nearly_complete() const { return expected > 4 && well_read + 1 >= expected; }
    /// Whether another page would hardly be easier to read: of many fields one may be of rare
    /// characters, or printed badly.
    [[nodiscard]] bool plain() const { return read == expected && 4 * easily_read >= 3 * expected; }
    /// How many pages of what is certainly such a document are read at most.
    [[nodiscard]] int readings_worth_it() const { return well_read + 1 >= expected ? 2 : 5; }
    [[nodiscard]] bool certain_of_other(DocumentKind kind) const {
        return evidence >= certain && reading.kind != DocumentKind::none && reading.kind != kind;
    }
    /// Whether so much was read well that all of it lies there, and sharp.
    [[nodiscard]] bool whole() const { return expected > 0 && 2 * well_read >= expected; }
};

}  // namespace ocr
