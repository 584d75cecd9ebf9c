// SPDX-License-Identifier: GPL-3.0-or-later
// One answer of a questionnaire as a button: its key in a small box, then the anchor over at most two lines.
// Checked ones show it by fill, line and a tick. At least 56 px high. A view.
#pragma once

#include "ui/style/theme.h"

#include <QPushButton>

namespace chairside {

class OptionButton : public QPushButton {
    Q_OBJECT
public:
    explicit OptionButton(const QString& text, const QString& key = {}, QWidget* parent = nullptr);
    /// The narrowest width that shows the text in one line.
    int oneLineWidth() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    int textLeft() const;
    QString key_;
};

} // namespace chairside
