// SPDX-License-Identifier: GPL-3.0-or-later
// When it happened: now (the default), one or five minutes ago, or a typed number of minutes. Knows no clock:
// it answers how long ago, the page turns that into a time. Main thread; a view.
#pragma once

#include "core/base/time.h"

#include <QWidget>

#include <array>
#include <optional>

class QLineEdit;

namespace chairside {

class Chip;

class TimeChips : public QWidget {
    Q_OBJECT
public:
    explicit TimeChips(QWidget* parent = nullptr);
    /// Empty when the typed minutes are no number from 0 to 600; problem() then says why.
    std::optional<Millis> ago() const;
    QString problem() const;
    void reset(); ///< back to the first chip: now, or the time that a correction keeps
    /// For a correction: the first chip is the time of the entry itself, "10:40", instead of now.
    void offerKept(const QString& time);
    bool isKept() const; ///< the entry keeps its time

Q_SIGNALS:
    void changed();

private:
    std::array<Chip*, 4> chips_{};
    QLineEdit* minutes_;
    bool offersKept_ = false;
};

} // namespace chairside
