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
    void reset(); ///< back to now

Q_SIGNALS:
    void changed();

private:
    std::array<Chip*, 4> chips_{};
    QLineEdit* minutes_;
};

} // namespace chairside
