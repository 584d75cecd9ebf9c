// SPDX-License-Identifier: GPL-3.0-or-later
// The only label for text that comes from people, files or devices: always plain text (a QLabel left alone
// would read "<img src=…>" as markup and open the file), tabular digits, elided with the whole text as
// tooltip. Main thread; a view, owns nothing but its text.
#pragma once

#include "ui/style/theme.h"

#include <QLabel>

namespace chairside {

class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(const QString& text = {}, double px = type::kSmall, Tone tone = Tone::normal,
                       QFont::Weight weight = QFont::Normal, QWidget* parent = nullptr);

    void setText(const QString&);
    void setTone(Tone);
    void setWrapping(bool); ///< several lines instead of one elided line
    Tone tone() const { return tone_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    using QLabel::setTextFormat; // plain text is not negotiable
    using QLabel::setWordWrap;

    Tone tone_;
};

} // namespace chairside
