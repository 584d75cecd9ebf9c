// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: one large "Check in a patient", a few quiet ways elsewhere and, when a session was
// interrupted, what was lost and one touch to resume it; when nothing can be recorded, why, and one touch to
// try again. A view; main thread.
#pragma once

#include <QString>
#include <QWidget>
#include <optional>

class QGridLayout;

namespace chairside {

class Card;
class FollowUpCard;
class PushButton;
class TextLabel;

class StartPage final : public QWidget {
    Q_OBJECT
public:
    struct Interrupted {
        QString patient; ///< "RIVERA, Ana · MRN 004711"
        QString detail;  ///< "Last recorded at 10:42:07 on 21 Nov 2026, 2:31 ago."
        QString loss;    ///< "At most the last second of readings is lost. The gap will show as a gap."
        bool discharged = false; ///< only a signature is missing: the next patient need not wait for it
        bool operator==(const Interrupted&) const = default;
    };
    struct State {
        std::optional<Interrupted> interrupted;
        QString operatorName;  ///< "J. Okafor RN", empty = nobody chosen yet
        QString problem;       ///< "The record file … is in use by another program. …", empty if fine
        QString source;        ///< "Vital signs: simulated monitor"
        int sessions = 0;      ///< in the history
        bool canRecord = true; ///< false: no check-in, no demo; `problem` says why
        bool canRead = true;   ///< false: no history either
        bool operator==(const State&) const = default;
    };
    explicit StartPage(QWidget* parent = nullptr);
    void setState(const State& state);
    FollowUpCard* followUps() const { return followUps_; }
    void
    setBackup(const QString& words); ///< "last on 21 Nov 2026 at 17:04"; until then no way to the backups

Q_SIGNALS:
    void checkInRequested();
    void demoRequested();
    void drillRequested(); ///< choose an emergency to practise
    void historyRequested();
    void figuresRequested();
    void clinicRequested();
    void operatorRequested();
    void resumeRequested();
    void aboutRequested();
    void backupRequested();
    void retryRequested();

private:
    Card* buildResumeCard();
    void showInterrupted(const std::optional<Interrupted>& session);
    Card* buildFaultCard();
    PushButton* addWay(const QString& text, const QString& subline = {});
    QString whyNoSession(const State& state) const;

    Card *resumeCard_, *faultCard_;
    FollowUpCard* followUps_;
    TextLabel *resumePatient_, *resumeDetail_, *resumeLoss_, *fault_;
    PushButton *checkIn_, *demo_, *drill_, *history_, *clinic_, *operator_, *backup_, *resume_;
    QGridLayout* ways_; ///< the quiet buttons, in the order added
    TextLabel *problem_, *source_;
};

} // namespace chairside
