// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between now and the next stage, as a short list of steps with one action each: before the start
// (baseline, screen, dose, time-out, start) and after treatment (criteria, ready, discharge, signatures).
// A view: plain state in, the name of the touched action out. Main thread.
#pragma once

#include "ui/style/card.h"

#include <QStringList>
#include <vector>

class QScrollArea;

namespace chairside {

class PushButton;

class StepsCard final : public Card {
    Q_OBJECT
public:
    enum class StepState { done, open, attention, waiting };
    struct Step {
        QString title, detail; ///< "Screen", "5 of 9 answered"
        StepState state = StepState::open;
        bool operator==(const Step&) const = default;
    };
    struct State {
        QString title;
        std::vector<Step> steps;
        QString action;     ///< name of the action of the big button, empty = no button
        QString actionText; ///< "Answer the screen"
        QString whyNot;     ///< the button is shown but disabled, with this reason
        QString secondAction, secondText;
        QString thirdAction, thirdText;
        bool operator==(const State&) const = default;
    };
    explicit StepsCard(QWidget* parent = nullptr);
    void setState(const State&);
    /// At least so many rows are shown, or all of them; the others are scrolled to.
    void setLeastRows(int rows);

Q_SIGNALS:
    void actionRequested(const QString& action);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    class Rows;
    void fitRows();

    State state_;
    Rows* rows_;
    QScrollArea* scroll_;
    int leastRows_ = 4;
    PushButton* action_;
    PushButton *second_, *third_;
};

} // namespace chairside
