// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/trace_raster.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

void blend(std::uint32_t& pixel, std::uint32_t rgb, std::uint32_t alpha) {
    const std::uint32_t keep = 256 - alpha;
    const std::uint32_t redBlue = ((pixel & 0xff00ffu) * keep + (rgb & 0xff00ffu) * alpha) >> 8 & 0xff00ffu;
    const std::uint32_t green = ((pixel & 0x00ff00u) * keep + (rgb & 0x00ff00u) * alpha) >> 8 & 0x00ff00u;
    pixel = 0xff000000u | redBlue | green;
}

/// Heights in 1/256 pixel: whole rows inside are plain stores, only the two ends are mixed.
struct Pen {
    const PixelSurface& surface;
    std::uint32_t rgb;
    std::uint32_t alpha; ///< 0..256

    void column(int x, double top, double bottom) const {
        if (x < 0 || x >= surface.width) return;
        const int from = toFixed(top), to = toFixed(bottom);
        if (to <= from) return;
        const int first = from >> 8, last = (to - 1) >> 8;
        std::uint32_t* pixel = surface.pixels + static_cast<std::ptrdiff_t>(first) * surface.stride + x;
        if (first == last) return mix(*pixel, to - from);
        mix(*pixel, 256 - (from & 255));
        pixel += surface.stride;
        if (alpha == 256)
            for (int y = first + 1; y < last; ++y, pixel += surface.stride) *pixel = 0xff000000u | rgb;
        else
            for (int y = first + 1; y < last; ++y, pixel += surface.stride) blend(*pixel, rgb, alpha);
        mix(*pixel, ((to - 1) & 255) + 1);
    }
    /// `height` of the pixel, in 1/256, is covered.
    void mix(std::uint32_t& pixel, int height) const {
        const auto cover = static_cast<std::uint32_t>(height) * alpha >> 8;
        if (cover == 256)
            pixel = 0xff000000u | rgb;
        else
            blend(pixel, rgb, cover);
    }
    int toFixed(double y) const {
        return static_cast<int>(std::clamp(y, 0.0, static_cast<double>(surface.height)) * 256);
    }
};

} // namespace

PixelClip PixelClip::within(const PixelClip& o) const {
    return {std::max(left, o.left), std::max(top, o.top), std::min(right, o.right),
            std::min(bottom, o.bottom)};
}

void fillPixels(const PixelSurface& surface, const PixelClip& area, std::uint32_t rgb) {
    const PixelClip a = area.within(whole(surface));
    if (a.right <= a.left) return;
    for (int y = a.top; y < a.bottom; ++y)
        std::fill_n(surface.pixels + static_cast<std::ptrdiff_t>(y) * surface.stride + a.left,
                    a.right - a.left, 0xff000000u | rgb);
}

void blendSprite(const PixelSurface& surface, const PixelClip& clip, const PixelSprite& sprite, int x,
                 int y) {
    const PixelClip a =
        PixelClip{x, y, x + sprite.width, y + sprite.height}.within(clip).within(whole(surface));
    for (int row = a.top; row < a.bottom; ++row) {
        const std::uint32_t* from =
            sprite.pixels + static_cast<std::ptrdiff_t>(row - y) * sprite.stride + (a.left - x);
        std::uint32_t* to = surface.pixels + static_cast<std::ptrdiff_t>(row) * surface.stride + a.left;
        for (int i = a.left; i < a.right; ++i, ++from, ++to) {
            const std::uint32_t source = *from, alpha = source >> 24;
            if (alpha == 0) continue;
            if (alpha == 255) {
                *to = source;
                continue;
            }
            const std::uint32_t keep = 256 - alpha;
            const std::uint32_t redBlue = (*to & 0xff00ffu) * keep >> 8 & 0xff00ffu;
            const std::uint32_t green = (*to & 0x00ff00u) * keep >> 8 & 0x00ff00u;
            *to = 0xff000000u | ((redBlue | green) + (source & 0xffffffu));
        }
    }
}

void rasterTrace(const PixelSurface& surface, const std::vector<ColumnRange>& columns, int left,
                 const ValueScale& scale, std::uint32_t rgb, double thickness, double opacity) {
    const Pen pen{surface, rgb & 0xffffffu, static_cast<std::uint32_t>(opacity * 256)};
    const double half = thickness / 2, perUnit = (scale.bottom - scale.top) / (scale.high - scale.low);
    // ValueScale::y() without its division, which thousands of columns would repeat.
    const auto yOf = [&](float value) {
        return scale.bottom -
               (std::clamp(static_cast<double>(value), scale.low, scale.high) - scale.low) * perUnit;
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.empty()) continue;
        const double top = yOf(column.range.hi), bottom = yOf(column.range.lo);
        const int x = left + static_cast<int>(i);
        if (!column.dot) {
            pen.column(x, top - half, bottom + half);
            continue;
        }
        const int reach = std::max(1, static_cast<int>(std::lround(thickness)));
        for (int dx = -reach; dx <= reach; ++dx) pen.column(x + dx, top - reach, bottom + reach);
    }
}

} // namespace chairside
