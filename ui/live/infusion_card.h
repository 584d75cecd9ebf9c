// SPDX-License-Identifier: GPL-3.0-or-later
// The infusion: how much is in, of how much, until when, and the actions that are possible now. No action
// takes effect by one touch on the card: each opens its panel, where a reason and a second touch are needed.
// A dumb view.
#pragma once

#include "ui/style/card.h"

namespace chairside {

class NumberLabel;
class PushButton;
class TextLabel;

class InfusionCard : public Card {
    Q_OBJECT
public:
    enum class Mode : std::uint8_t { notOrdered, ready, running, paused, ended };
    struct State {
        Mode mode = Mode::notOrdered;
        QString title;         ///< "Infusion", "Nasal spray"
        QString delivered, of; ///< "20.7 mg", "of 35 mg"
        double fraction = 0;   ///< 0..1
        QString detail;        ///< "59.2 of 100 mL · ends 10:58"
        QString rate;          ///< "150 mL/h", "Paused 2:13"
        QString whyNoStart;    ///< empty = may start
        QString startText;     ///< "Start infusion", "Spray 1 of 3 given"
        bool operator==(const State&) const = default;
    };
    explicit InfusionCard(QWidget* parent = nullptr);
    void setState(const State&);

Q_SIGNALS:
    void startRequested();
    void pauseRequested();
    void resumeRequested();
    void rateRequested();
    void stopRequested();

private:
    class Bar;
    State state_;
    TextLabel* title_;
    NumberLabel* delivered_;
    TextLabel *of_, *detail_, *rate_;
    Bar* bar_;
    PushButton *start_, *pause_, *resume_, *changeRate_, *stop_;
};

} // namespace chairside
