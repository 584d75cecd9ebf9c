// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: one large "Check in a patient", one quiet "Try a demo session", the way to the history,
// and, when a session was interrupted, what was lost and one touch to resume it. A view; main thread.
#pragma once

#include <QString>
#include <QWidget>
#include <optional>

namespace chairside {

class Card;
class PushButton;
class TextLabel;

class StartPage final : public QWidget {
    Q_OBJECT
public:
    struct Interrupted {
        QString patient; ///< "RIVERA, Ana · MRN 004711"
        QString detail;  ///< "Infusion, last recorded 10:42:07, 2:31 ago."
        QString loss;    ///< "At most the last second of readings is lost. The gap will show as a gap."
        bool operator==(const Interrupted&) const = default;
    };
    struct State {
        std::optional<Interrupted> interrupted;
        QString operatorName; ///< "J. Okafor RN", empty = nobody chosen yet
        QString problem;      ///< "The record can't be written: …", empty if fine
        QString source;       ///< "Vital signs: simulated monitor"
        int sessions = 0;     ///< in the history
        bool operator==(const State&) const = default;
    };
    explicit StartPage(QWidget* parent = nullptr);
    void setState(const State& state);

Q_SIGNALS:
    void checkInRequested();
    void demoRequested();
    void historyRequested();
    void operatorRequested();
    void resumeRequested();
    void aboutRequested();

private:
    Card* resumeCard_;
    TextLabel *resumePatient_, *resumeDetail_, *resumeLoss_;
    PushButton *resume_, *checkIn_, *demo_, *history_, *operator_;
    TextLabel *problem_, *source_;
};

} // namespace chairside
