// SPDX-License-Identifier: GPL-3.0-or-later
// "Not done because…": the reason why a check of the protocol was not done or came late, by one touch, one
// digit or typed. One reason stands for all checks that one measurement would have settled. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include <QStringList>
#include <vector>

class QLineEdit;

namespace chairside {

class NotDonePanel final : public EntryPanel {
    Q_OBJECT
public:
    /// `late`: it was done, but not in its time.
    NotDonePanel(const QString& check, std::vector<CheckMissed> checks, bool late, QWidget* parent = nullptr);

protected:
    void record() override;
    void afterRecorded() override;
    bool staysOpen() const override { return next_ < checks_.size(); }
    void focusFirst() override { setFocus(); }
    void keyPressEvent(QKeyEvent*) override;

private:
    void give(const QString& reason);
    void submitNext();

    std::vector<CheckMissed> checks_;
    std::size_t next_ = 0; ///< of the checks; the ones before are recorded
    QString reason_;
    QStringList reasons_;
    QLineEdit* other_;
};

} // namespace chairside
