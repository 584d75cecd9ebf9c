// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures that a chart repeats (words, carets, rings), drawn once with QPainter and then copied into
// the frame: at sixty marks and a hundred words a frame, laying out and stroking them anew would cost more
// than all lines. One owner, main thread. It forgets everything when it has grown too large; nothing depends
// on what it remembers.
#pragma once

#include "core/chart/trace_raster.h"

#include <QHash>
#include <QImage>
#include <QString>

#include <functional>

class QPainter;

namespace chairside {

/// What makes one sprite different from another.
struct SpriteKey {
    int shape = 0; ///< of the caller's choosing
    QRgb first = 0, second = 0;
    int size = 0; ///< in 1/16 pixel
    QString text;
    bool operator==(const SpriteKey&) const = default;
};
size_t qHash(const SpriteKey& key, size_t seed = 0) noexcept;

class Sprites {
public:
    /// The picture for `key` at `ratio` device pixels per logical one. `box` is its place around the origin
    /// in logical pixels; `draw` paints it there, once.
    struct Sprite {
        QImage image;
        int left = 0, top = 0; ///< of the image, relative to the origin, in device pixels
        PixelSprite pixels() const;
    };
    const Sprite& get(const SpriteKey& key, double ratio, const QRectF& box,
                      const std::function<void(QPainter&)>& draw);

private:
    double ratio_ = 0;
    QHash<SpriteKey, Sprite> known_;
};

} // namespace chairside
