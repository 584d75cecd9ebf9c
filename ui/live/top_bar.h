// SPDX-License-Identifier: GPL-3.0-or-later
// Who and where in the session: patient with identifiers, weight and allergies, protocol and dose, the
// stages, what is saved, the operator and the clock. Always visible. A dumb view of strings; the clock is
// handed in.
#pragma once

#include "ui/live/saved_indicator.h"
#include "ui/live/stage_stepper.h"

#include <QWidget>

namespace chairside {

class PushButton;
class TextLabel;

class TopBar : public QWidget {
    Q_OBJECT
public:
    struct State {
        QString name;      ///< "RIVERA, Ana"
        QString birth;     ///< "14 Mar 1986 · 39 y"
        QString mrn;       ///< "MRN 004711"
        QString weight;    ///< "70 kg (154 lb)"
        QString allergies; ///< "no known allergies", or what is known
        bool hasAllergy = false;
        QString protocol; ///< "Ketamine IV 0.5 mg/kg over 40 min"
        QString dose;     ///< "35 mg in 100 mL · session 3 of 6"
        QString mode;     ///< "DEMO", "SIMULATED 60×", "NOT LIVE · review"; empty in a real session
        StageStepper::State stage;
        SavedIndicator::State saved;
        QString operatorName, place; ///< "J. Okafor RN", "Quiet room"
        QString clock;               ///< "10:42:08"
        bool operator==(const State&) const = default;
    };
    explicit TopBar(QWidget* parent = nullptr);
    void setState(const State&);
    const State& state() const { return state_; }
    QSize sizeHint() const override { return {1200, 56}; }

Q_SIGNALS:
    void operatorTapped();
    void savedTapped();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void fitLines();

    State state_;
    TextLabel *name_, *identity_, *body_, *allergies_, *protocol_, *dose_, *mode_, *clock_;
    StageStepper* stage_;
    SavedIndicator* saved_;
    PushButton* operator_;
};

} // namespace chairside
