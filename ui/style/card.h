// SPDX-License-Identifier: GPL-3.0-or-later
// A rounded surface with an optional quiet title and a vertical layout for its content. Main thread; a view.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace chairside {

class TextLabel;

class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);
    QVBoxLayout* content() const { return content_; }
    void setTitle(const QString&);
    void setPadding(int px); ///< inside distance on all sides, 12–16

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QVBoxLayout* content_;
    TextLabel* title_;
};

/// The card's surface alone, for widgets that paint themselves.
void paintCard(QPainter&, const QRectF& box, const Theme&, const QColor* fill = nullptr,
               const QColor* line = nullptr);
/// The line along the top of a page that says "this is not the chair".
void paintReviewEdge(QWidget& page);
/// The keyboard focus ring around a rounded box.
void paintFocusRing(QPainter&, const QRectF& box, double radius, const Theme&);
/// True when the focus came by keyboard and must be seen.
bool showsFocus(const QWidget&);

} // namespace chairside
