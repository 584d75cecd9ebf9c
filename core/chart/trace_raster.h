// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a trace column by column straight into opaque 32-bit pixels, with smooth edges: two orders of
// magnitude cheaper than stroking an antialiased path. For screens; print draws the same columns as vectors.
// Pure, any thread.
#pragma once

#include "core/chart/sample_series.h"

#include <cstdint>
#include <vector>

namespace chairside {

/// Pixels 0xffRRGGBB, opaque. `stride` counts pixels.
struct PixelSurface {
    std::uint32_t* pixels = nullptr;
    int width = 0, height = 0, stride = 0;
};

/// Device pixels that may be touched: [left, right) × [top, bottom).
struct PixelClip {
    int left = 0, top = 0, right = 0, bottom = 0;
    PixelClip within(const PixelClip& other) const;
};
inline PixelClip whole(const PixelSurface& surface) {
    return {0, 0, surface.width, surface.height};
}
/// An opaque rectangle. `rgb` is 0xRRGGBB.
void fillPixels(const PixelSurface& surface, const PixelClip& area, std::uint32_t rgb);
/// Small premultiplied picture (0xAARRGGBB) over the surface, its top left corner at (x, y).
struct PixelSprite {
    const std::uint32_t* pixels = nullptr;
    int width = 0, height = 0, stride = 0;
};
void blendSprite(const PixelSurface& surface, const PixelClip& clip, const PixelSprite& sprite, int x, int y);

/// A fixed clinical scale over a height. Values beyond it are drawn at its edge (the painter adds arrow and
/// number).
struct ValueScale {
    double low = 0, high = 1;   ///< values at the bottom and at the top
    double top = 0, bottom = 1; ///< y of `high` and of `low`
    double y(double value) const {
        const double part = (value - low) / (high - low);
        return bottom - (part < 0 ? 0 : part > 1 ? 1 : part) * (bottom - top);
    }
    double valueAt(double y) const { return low + (bottom - y) / (bottom - top) * (high - low); }
    bool shows(double value) const { return value >= low && value <= high; }
};

/// Column i goes to x = left + i. `rgb` is 0xRRGGBB, `opacity` 0..1, `thickness` in pixels.
void rasterTrace(const PixelSurface& surface, const std::vector<ColumnRange>& columns, int left,
                 const ValueScale& scale, std::uint32_t rgb, double thickness, double opacity = 1);

} // namespace chairside
