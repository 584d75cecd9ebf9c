// SPDX-License-Identifier: GPL-3.0-or-later
// The one beat that every flashing thing follows, so that the page blinks as one: high priority 2 Hz half on,
// medium 0.5 Hz half on (IEC 60601-1-8 names 1.4–2.8 and 0.4–0.8 Hz, 20–60 % on), low steady. Runs only while
// asked to.
#pragma once

#include <QObject>
#include <QTimer>

namespace chairside {

class AlarmFlash : public QObject {
    Q_OBJECT
public:
    explicit AlarmFlash(QObject* parent = nullptr);
    void setRunning(bool high, bool medium);
    bool highLit() const { return highLit_; }
    bool mediumLit() const { return mediumLit_; }

Q_SIGNALS:
    void beat(bool highLit, bool mediumLit); ///< only when one of them changed

private:
    void step();

    QTimer timer_;
    int count_ = 0; ///< quarters of a second
    bool high_ = false, medium_ = false, highLit_ = true, mediumLit_ = true;
};

} // namespace chairside
