// SPDX-License-Identifier: GPL-3.0-or-later
// Backups, for the person at the chair: when the last good one was made and where it lies, one touch to make
// one now with its progress, one touch to prove that it can be restored. A view: what is shown comes as a
// State, what is touched goes out as a signal (app/console/backup_service does it on a thread of its own).
// Main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <optional>

namespace chairside {

class ProgressTrack;

class BackupPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct State {
        QString last;    ///< "21 Nov 2026 at 17:04, checked"; empty = there is none yet
        QString where;   ///< the folder
        QString when;    ///< the schedule in words
        QString drill;   ///< "21 Nov 2026: 12 sessions restored and read"; empty = never checked
        QString caution; ///< "The backups lie on the same disk as the record. …"
        QString problem; ///< why the last attempt failed
        QString result;  ///< what was just done
        QString phase;   ///< "Copying the record …"; empty = nothing runs
        double fraction = 0;
        bool canBackUp = true;
        bool operator==(const State&) const = default;
    };
    explicit BackupPanel(QWidget* parent = nullptr);
    void setState(const State& state);

Q_SIGNALS:
    void backUpRequested();
    void checkRequested();
    void folderRequested();
    void stopRequested();

protected:
    void focusFirst() override;

private:
    TextLabel *last_, *where_, *when_, *drill_, *caution_, *answer_, *phase_;
    PushButton *backUp_, *check_, *folder_, *stop_;
    ProgressTrack* track_;
    QWidget* running_;
};

} // namespace chairside
