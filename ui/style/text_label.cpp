// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/text_label.h"

#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <cmath>

namespace chairside {
namespace {

/// Between words where possible; a word longer than the line is broken rather than clipped.
QTextOption wrapping(Qt::Alignment alignment) {
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

} // namespace

TextLabel::TextLabel(const QString& text, double px, Tone tone, QFont::Weight weight, QWidget* parent)
    : QLabel(parent), tone_(tone) {
    setTextFormat(Qt::PlainText);
    setFont(uiFont(px, weight));
    setText(text);
}

void TextLabel::setText(const QString& text) {
    if (text == QLabel::text()) return;
    QLabel::setText(text);
    updateGeometry();
}

void TextLabel::setTone(Tone tone) {
    if (tone == tone_) return;
    tone_ = tone;
    update();
}

void TextLabel::setWrapping(bool wraps) {
    setWordWrap(wraps);
    auto policy = sizePolicy();
    policy.setHeightForWidth(wraps);
    setSizePolicy(policy);
}

QSize TextLabel::sizeHint() const {
    if (wordWrap()) return QLabel::sizeHint();
    const QFontMetricsF metrics(font());
    return {static_cast<int>(std::ceil(tabularWidth(font(), text()))) + 1,
            static_cast<int>(std::ceil(metrics.height()))};
}

QSize TextLabel::minimumSizeHint() const {
    if (wordWrap()) return {40, QLabel::minimumSizeHint().height()};
    return {std::min(24, sizeHint().width()), sizeHint().height()};
}

int TextLabel::heightForWidth(int width) const {
    if (!wordWrap()) return -1;
    QTextLayout layout(QString(text()).replace(QLatin1Char('\n'), QChar::LineSeparator), font());
    layout.setTextOption(wrapping(alignment()));
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        height += line.height();
    }
    layout.endLayout();
    return static_cast<int>(std::ceil(std::max(height, QFontMetricsF(font()).height())));
}

void TextLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(isEnabled() ? themeOf(*this).tone(tone_) : themeOf(*this).faint);
    if (wordWrap()) {
        painter.drawText(QRectF(contentsRect()), text(), wrapping(alignment()));
        return;
    }
    drawTabular(painter, contentsRect(), alignment(), text());
    const bool whole = tabularWidth(font(), text()) <= contentsRect().width() + 0.5;
    const QString tip = whole ? QString() : text().toHtmlEscaped();
    if (toolTip() != tip) setToolTip(tip); // escaped: a tooltip would otherwise guess at markup
}

} // namespace chairside
