// SPDX-License-Identifier: GPL-3.0-or-later
// A vital number: semibold, fixed digit advance, three ways to be drawn that never look alike (a measurement,
// a dimmed ageing value, a hollow implausible one) and dashes for no reading. Main thread; a view.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>

class QPainter;

namespace chairside {

enum class NumberLook : std::uint8_t { solid, dimmed, hollow };

/// An ageing value keeps 3:1 on its card, the ratio for large text.
inline constexpr double kAgeingOpacity = 0.68;

inline QString noReading() {
    return QStringLiteral("– – –");
}

/// Paints `text` with its baseline at `baseline`; returns its width. Dashes become bars as wide as digits.
double paintNumber(QPainter&, QPointF baseline, const QString& text, double px, const QColor&, NumberLook,
                   const QColor& surface);
double numberWidth(const QString& text, double px);

class NumberLabel : public QWidget {
    Q_OBJECT
public:
    NumberLabel(double px, Tone tone, QWidget* parent = nullptr);
    /// An empty text shows as dashes.
    void setNumber(const QString& text, NumberLook look = NumberLook::solid);
    void setTone(Tone);
    const QString& text() const { return text_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString text_ = noReading();
    double px_;
    Tone tone_;
    NumberLook look_ = NumberLook::solid;
};

} // namespace chairside
