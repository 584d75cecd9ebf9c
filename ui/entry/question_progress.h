// SPDX-License-Identifier: GPL-3.0-or-later
// How far a questionnaire is: one segment for each question, answered or open, and where we are. A view; main
// thread.
#pragma once

#include <QWidget>
#include <vector>

namespace chairside {

class QuestionProgress final : public QWidget {
    Q_OBJECT
public:
    explicit QuestionProgress(QWidget* parent = nullptr);
    /// `at` beyond the last question: the overview.
    void set(std::vector<bool> answered, std::size_t at);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<bool> answered_;
    std::size_t at_ = 0;
};

} // namespace chairside
