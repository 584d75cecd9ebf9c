// SPDX-License-Identifier: GPL-3.0-or-later
// A line in which one person types their PIN, by keyboard or by touch; what is typed shows as dots and is
// emptied after each try. A view: it knows neither the PIN nor whose it is. Main thread.
#pragma once

#include <QWidget>

class QLineEdit;

namespace chairside {

class PinLine final : public QWidget {
    Q_OBJECT
public:
    explicit PinLine(QWidget* parent = nullptr);
    /// Empty, ready for `who`, with the focus.
    void begin(const QString& who);
    QLineEdit* edit() const { return edit_; }

Q_SIGNALS:
    void given(const QString& pin);

private:
    void give();
    QLineEdit* edit_;
};

} // namespace chairside
