// SPDX-License-Identifier: GPL-3.0-or-later
// Digits for fingers: at least 56 px each, typed into whichever field has the focus, as if from a keyboard. A
// view.
#pragma once

#include <QWidget>

namespace chairside {

class Keypad : public QWidget {
    Q_OBJECT
public:
    explicit Keypad(QWidget* parent = nullptr);
    /// Where keys go when no field of the panel has the focus.
    void setFallback(QWidget* field) { fallback_ = field; }

private:
    void press(int key, const QString& text);
    QWidget* fallback_ = nullptr;
};

} // namespace chairside
