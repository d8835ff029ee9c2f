// The regions set-up lists, for tests of what is known about places.

#pragma once

#include "ocr/regions.hpp"

#include <gtest/gtest.h>

namespace ocr {

inline const Regions& regions() {
    static const Regions all = [] {
        Regions loaded;
        EXPECT_TRUE(loaded.load(SOURCE_DIR "/.deps/tessdata/regions.txt"));
        return loaded;
    }();
    return all;
}

}  // namespace ocr
