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

struct Pen {
    const PixelSurface& surface;
    std::uint32_t rgb;
    double opacity;

    void column(int x, double top, double bottom) const {
        if (x < 0 || x >= surface.width) return;
        top = std::clamp(top, 0.0, static_cast<double>(surface.height));
        bottom = std::clamp(bottom, 0.0, static_cast<double>(surface.height));
        const int last = std::min(static_cast<int>(std::ceil(bottom)), surface.height);
        for (int y = static_cast<int>(top); y < last; ++y) {
            const double cover = std::min(y + 1.0, bottom) - std::max<double>(y, top);
            if (cover > 0)
                blend(surface.pixels[static_cast<std::ptrdiff_t>(y) * surface.stride + x], rgb,
                      static_cast<std::uint32_t>(cover * opacity * 256));
        }
    }
};

} // namespace

void rasterTrace(const PixelSurface& surface, const std::vector<ColumnRange>& columns, int left,
                 const ValueScale& scale, std::uint32_t rgb, double thickness, double opacity) {
    const Pen pen{surface, rgb & 0xffffffu, opacity};
    const double half = thickness / 2;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.empty()) continue;
        const double top = scale.y(static_cast<double>(column.range.hi));
        const double bottom = scale.y(static_cast<double>(column.range.lo));
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
