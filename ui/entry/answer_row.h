// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a questionnaire's overview: the question, shortened, and its answer; a touch leads to it. A
// required question without answer says so. 44 px high. A view.
#pragma once

#include <QPushButton>

namespace chairside {

class AnswerRow : public QPushButton {
    Q_OBJECT
public:
    AnswerRow(const QString& question, const QString& answer, bool required, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString question_, answer_;
    bool open_;
};

} // namespace chairside
