// SPDX-License-Identifier: GPL-3.0-or-later
// Compares two pictures as a person would from a step back: in blocks of a few pixels, so that another
// machine's smoothing of an edge does not count and a mark that moved, came or went does.
#pragma once

#include <QImage>

#include <algorithm>
#include <cstdlib>

namespace chairside::testing {

/// Blocks whose mean colour differs visibly; -1 when the pictures have different sizes. `block` in pixels.
inline int differingBlocks(const QImage& one, const QImage& other, int block) {
    constexpr int kVisible = 20; // of 255, in any of red, green and blue
    if (one.size() != other.size()) return -1;
    const QImage a = one.convertToFormat(QImage::Format_RGB32),
                 b = other.convertToFormat(QImage::Format_RGB32);
    int differing = 0;
    for (int top = 0; top < a.height(); top += block)
        for (int left = 0; left < a.width(); left += block) {
            int red = 0, green = 0, blue = 0, count = 0;
            for (int y = top; y < std::min(top + block, a.height()); ++y)
                for (int x = left; x < std::min(left + block, a.width()); ++x, ++count) {
                    const QRgb p = reinterpret_cast<const QRgb*>(a.constScanLine(y))[x],
                               q = reinterpret_cast<const QRgb*>(b.constScanLine(y))[x];
                    red += qRed(p) - qRed(q), green += qGreen(p) - qGreen(q), blue += qBlue(p) - qBlue(q);
                }
            const int most = std::max({std::abs(red), std::abs(green), std::abs(blue)});
            differing += most > kVisible * count;
        }
    return differing;
}

} // namespace chairside::testing
