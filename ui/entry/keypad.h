// SPDX-License-Identifier: GPL-3.0-or-later
// Digits for fingers: at least 56 px each, typed into the field of its panel that has or had the focus last,
// as if from a keyboard. A view.
#pragma once

#include <QPointer>
#include <QWidget>

class QLineEdit;

namespace chairside {

class Keypad : public QWidget {
    Q_OBJECT
public:
    explicit Keypad(QWidget* parent = nullptr);
    /// Where keys go before any field of the panel had the focus.
    void setFallback(QLineEdit* field) { field_ = field; }

private:
    void press(int key, const QString& text);
    QPointer<QLineEdit> field_; ///< the panel's field that had the focus last
};

} // namespace chairside
