// SPDX-License-Identifier: GPL-3.0-or-later
// Every active alarm, highest first, each with its own Acknowledge; drops down from the strip and closes by
// itself when touched elsewhere. Owned by AlarmStrip. A dumb view.
#pragma once

#include "ui/live/alarm_strip.h"

#include <QFrame>

class QVBoxLayout;

namespace chairside {

class AlarmListPopup : public QFrame {
    Q_OBJECT
public:
    AlarmListPopup();
    void setAlarms(const std::vector<AlarmStrip::Alarm>&);
    void openUnder(const QWidget& strip);

Q_SIGNALS:
    void acknowledged(const QString& condition);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QVBoxLayout* rows_;
};

} // namespace chairside
