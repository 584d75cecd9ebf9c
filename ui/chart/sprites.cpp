// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/sprites.h"

#include <QPainter>

#include <cmath>

namespace chairside {

size_t qHash(const SpriteKey& key, size_t seed) noexcept {
    return qHashMulti(seed, key.shape, key.first, key.second, key.size, key.text);
}

PixelSprite Sprites::Sprite::pixels() const {
    return {reinterpret_cast<const std::uint32_t*>(image.constBits()), image.width(), image.height(),
            static_cast<int>(image.bytesPerLine() / 4)};
}

namespace {

/// The part of a picture that has something on it, at least one pixel.
QRect inkOf(const QImage& image) {
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(row[x])) ink |= QRect(x, y, 1, 1);
    }
    return ink.isEmpty() ? QRect(0, 0, 1, 1) : ink;
}

} // namespace

const Sprites::Sprite& Sprites::get(const SpriteKey& key, double ratio, const QRectF& box,
                                    const std::function<void(QPainter&)>& draw) {
    constexpr qsizetype kMost = 1500; // running times make new words all day
    if (ratio != ratio_ || known_.size() > kMost) known_.clear();
    ratio_ = ratio;
    const auto found = known_.constFind(key);
    if (found != known_.constEnd()) return *found;
    Sprite sprite;
    sprite.left = static_cast<int>(std::floor(box.left() * ratio));
    sprite.top = static_cast<int>(std::floor(box.top() * ratio));
    const int right = static_cast<int>(std::ceil(box.right() * ratio)),
              bottom = static_cast<int>(std::ceil(box.bottom() * ratio));
    sprite.image = QImage(std::max(right - sprite.left, 1), std::max(bottom - sprite.top, 1),
                          QImage::Format_ARGB32_Premultiplied);
    sprite.image.fill(0);
    QPainter painter(&sprite.image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-sprite.left, -sprite.top);
    painter.scale(ratio, ratio);
    draw(painter);
    painter.end();
    const QRect ink = inkOf(sprite.image); // what is empty would be walked through in every frame
    sprite.image = sprite.image.copy(ink);
    sprite.left += ink.left(), sprite.top += ink.top();
    return *known_.insert(key, std::move(sprite));
}

} // namespace chairside
