// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_canvas.h"

#include "core/base/number.h"
#include "core/base/text.h"

#include "ui/style/theme.h"

#include <QFontMetricsF>

namespace chairside {

ChartFonts::ChartFonts(double scale, int dotsPerInch, bool words)
    : scale_(scale), dotsPerInch_(dotsPerInch),
      words_(words), measured_{uiFont(type::kTiny * scale), uiFont(type::kTiny * scale, QFont::DemiBold),
                               uiFont(11 * scale)},
      fonts_(measured_) {
    // On paper a ":" between digits must stay a character that a reader of the PDF can find and copy; Inter
    // replaces it by a sign of its own when it is shaped.
    if (dotsPerInch != kScreenDpi)
        for (auto* fonts : {&measured_, &fonts_})
            for (auto& font : *fonts) font.setStyleStrategy(QFont::PreferNoShaping);
    for (auto& font : fonts_) font.setPointSizeF(font.pointSizeF() * kScreenDpi / dotsPerInch);
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        const QFontMetricsF metrics(measured_[i]);
        ascents_[i] = metrics.ascent();
        descents_[i] = metrics.descent();
    }
}

double ChartFonts::width(Face face, const QString& text) const {
    if (!words_) return std::round(static_cast<double>(text.size()) * em() * 0.5);
    constexpr qsizetype kMost = 3000; // running times make new words all day
    auto& known = widths_[static_cast<std::size_t>(face)];
    if (known.size() > kMost) known.clear();
    auto found = known.constFind(text);
    if (found == known.constEnd())
        found = known.insert(
            text, QFontMetricsF(measured_[static_cast<std::size_t>(face)]).horizontalAdvance(text));
    return *found;
}

QString ChartFonts::elided(Face face, const QString& text, double most) const {
    if (!words_) return text.left(std::max<qsizetype>(0, static_cast<qsizetype>(most / (em() * 0.5))));
    return width(face, text) <= most ? text
                                     : QFontMetricsF(measured_[static_cast<std::size_t>(face)])
                                           .elidedText(text, Qt::ElideRight, most);
}

void ChartCanvas::fill(double left, double y, double width, double height, const QColor& colour) const {
    if (!pixels) return painter.fillRect(QRectF(left, y, width, height), colour);
    const auto device = [&](double v) { return static_cast<int>(std::lround(v * columnsPerPixel)); };
    PixelClip area{device(left), device(y), device(left + width), device(y + height)};
    // A thin line has the same width wherever it falls; a wide area keeps its edges.
    const auto thin = [&](double v) {
        return std::max(1, static_cast<int>(std::lround(v * columnsPerPixel)));
    };
    if (width < 3) area.right = area.left + thin(width);
    if (height < 3) area.bottom = area.top + thin(height);
    fillPixels(pixels->surface, area.within(pixels->clip), colour.rgb() & 0xffffffu);
}

void ChartCanvas::fillRounded(double left, double y, double width, double height,
                              const QColor& colour) const {
    if (!pixels || width < 4) {
        if (pixels) return fill(left, y, width, height, colour);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(left, y, width, height), 3, 3);
        return painter.setRenderHint(QPainter::Antialiasing, false);
    }
    fill(left + 2, y, width - 4, height, colour);
    fill(left + 1, y + 1, width - 2, height - 2, colour);
    fill(left, y + 2, width, height - 4, colour);
}

void ChartCanvas::mark(const SpriteKey& key, double at, double y, double reach,
                       const std::function<void(QPainter&)>& draw) const {
    if (pixels) {
        const auto& sprite =
            pixels->sprites->get(key, columnsPerPixel, QRectF(-reach, -reach, 2 * reach, 2 * reach), draw);
        blendSprite(pixels->surface, pixels->clip, sprite.pixels(),
                    static_cast<int>(std::lround(at * columnsPerPixel)) + sprite.left,
                    static_cast<int>(std::lround(y * columnsPerPixel)) + sprite.top);
        return;
    }
    painter.save();
    painter.translate(at, y);
    painter.setRenderHint(QPainter::Antialiasing);
    draw(painter);
    painter.restore();
}

void ChartCanvas::clipTo(const Box& box) const {
    if (!pixels) {
        painter.save();
        return painter.setClipRect(QRectF(box.x, box.y, box.width, box.height));
    }
    const auto device = [&](double v) { return static_cast<int>(std::lround(v * columnsPerPixel)); };
    pixels->clip = PixelClip{device(box.x), device(box.y), device(box.right()), device(box.bottom())}.within(
        whole(pixels->surface));
}

void ChartCanvas::unclip() const {
    if (pixels)
        pixels->clip = whole(pixels->surface);
    else
        painter.restore();
}

QString ChartCanvas::elapsed(MonoTime at) const {
    return QString::fromStdString(formatDuration(at - model.anchor()));
}

QString ChartCanvas::clock(MonoTime at) const {
    if (!options.clockBase) return {};
    WallTime wall = *options.clockBase;
    wall.utcMs += toMs(at);
    const QString full = QString::fromStdString(formatClock(wall));
    return grid.msPerColumn * grid.count > 10 * 60'000 ? full.left(5) : full;
}

QString shown(const std::string& text) {
    return QString::fromStdString(cleanName(text));
}

void drawText(const ChartCanvas& c, double x, double baseline, Face face, const QColor& colour,
              const QString& text) {
    if (text.isEmpty()) return;
    if (!c.fonts.hasWords()) {
        const double height = std::round(c.fonts.em() * 0.4);
        return c.fill(x, baseline - height, c.fonts.width(face, text), height,
                      c.palette.softened(colour, 0.5));
    }
    const auto draw = [&](QPainter& painter) {
        painter.setFont(c.fonts.font(face));
        painter.setPen(colour);
        painter.drawText(QPointF(0, 0), text);
    };
    if (!c.pixels) {
        c.painter.setFont(c.fonts.font(face));
        c.painter.setPen(colour);
        return c.painter.drawText(QPointF(x, baseline), text);
    }
    const double overhang = 3, ascent = c.fonts.ascent(face) + 1;
    const QRectF box(-overhang, -ascent, c.fonts.width(face, text) + 2 * overhang,
                     ascent + c.fonts.descent(face) + 1);
    const auto& sprite =
        c.pixels->sprites->get({shape::text, colour.rgb(), 0,
                                static_cast<int>(face) + static_cast<int>(c.fonts.scale() * 1024) * 4, text},
                               c.columnsPerPixel, box, draw);
    blendSprite(c.pixels->surface, c.pixels->clip, sprite.pixels(),
                static_cast<int>(std::lround(x * c.columnsPerPixel)) + sprite.left,
                static_cast<int>(std::lround(baseline * c.columnsPerPixel)) + sprite.top);
}

QString edgeText(double value, bool above) {
    constexpr double kMost = 9'999'999;
    const std::string number = formatNumber(std::clamp(value, -kMost, kMost), 1);
    return QString(QChar(above ? 0x2191 : 0x2193)) + QString::fromStdString(number);
}

QString elided(const ChartCanvas& c, Face face, const QString& text, double width) {
    return c.fonts.elided(face, text, width);
}

} // namespace chairside
