// SPDX-License-Identifier: GPL-3.0-or-later
// A large field for one number that moves on by itself when the number is complete, and back on Backspace
// when it is empty. It reads numbers only through core/base/number.h and shows at once what is wrong with
// them. A view.
#pragma once

#include "ui/style/theme.h"

#include <QLineEdit>

#include <optional>

namespace chairside {

/// When a number is complete without being told.
enum class Advance : std::uint8_t {
    never,
    pressure, ///< after 3 digits if it starts with 1 or 2, else after 2 (systolic, diastolic, pulse)
    percent,  ///< after 3 digits if it starts with 10, else after 2
    two,      ///< after 2 digits
};
bool isComplete(Advance rule, const QString& digits);

class NumberEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit NumberEdit(Advance rule, QWidget* parent = nullptr);
    bool isBlank() const { return text().trimmed().isEmpty(); }
    std::optional<double> number() const; ///< empty when blank or not a number
    QString problem() const;              ///< why the text is not a number, in words

Q_SIGNALS:
    void completed(); ///< move on: complete by its rule, or Enter
    void entered();   ///< Enter was pressed
    void backedOut(); ///< Backspace in an empty field

protected:
    void keyPressEvent(QKeyEvent*) override;

private:
    void look();
    Advance rule_;
};

/// Label with unit above a NumberEdit, a quiet hint below.
class NumberField : public QWidget {
    Q_OBJECT
public:
    NumberField(const QString& label, const QString& unit, Advance rule, Tone tone,
                QWidget* parent = nullptr);
    NumberEdit* edit() const { return edit_; }
    void setHint(const QString&);

private:
    NumberEdit* edit_;
    class TextLabel* hint_;
};

} // namespace chairside
