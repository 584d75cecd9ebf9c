// SPDX-License-Identifier: GPL-3.0-or-later
// The alarm sound: a test tone that a person hears or does not, the volume, and what the quiet profile does
// now. A view; main thread. It makes no sound itself: it asks for one.
#pragma once

#include "ui/entry/entry_panel.h"

#include <vector>

namespace chairside {

class Chip;

class SoundPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct State {
        int volume = 3;
        bool output = true;  ///< a sound device takes samples
        bool running = true; ///< the program that sounds alarms
        QString profile;     ///< "Quiet profile: …"
        QString tested;      ///< "Heard at 10:02 by J. Okafor RN", empty = not in this session
        bool operator==(const State&) const = default;
    };
    explicit SoundPanel(QWidget* parent = nullptr);
    void setState(const State& state);
    /// At the start of a session the panel says what it is for.
    void setIsSelfTest(bool selfTest);

Q_SIGNALS:
    void testRequested(chairside::AlarmPriority priority);
    void volumeChosen(int step);
    void answered(bool heard);

protected:
    void focusFirst() override;

private:
    State state_;
    TextLabel *intro_, *problem_, *profile_, *tested_;
    std::vector<Chip*> volumes_;
    PushButton *test_, *heard_, *notHeard_;
    bool played_ = false;
};

} // namespace chairside
