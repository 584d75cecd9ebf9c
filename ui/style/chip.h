// SPDX-License-Identifier: GPL-3.0-or-later
// A small rounded choice or fact: a text and an optional coloured value ("Nausea 1"). Checkable chips are
// used for times, doses and severities. The touch area is at least 44 px high; the chip drawn in it is 32. A
// view.
#pragma once

#include "ui/style/theme.h"

#include <QPushButton>

namespace chairside {

class Chip : public QPushButton {
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);
    void setValue(const QString& value, Tone tone = Tone::score);
    const QString& value() const { return value_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    QString value_;
    Tone valueTone_ = Tone::score;
};

} // namespace chairside
