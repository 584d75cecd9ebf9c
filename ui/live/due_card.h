// SPDX-License-Identifier: GPL-3.0-or-later
// What is due next: each check with its time, overdue ones tinted, done ones ticked; a square for the
// mandatory marks. A touch on a row asks for the check, on its "…" for the reason why it is not done; Tab,
// the arrows, Enter and Delete do the same. A dumb view.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>

#include <vector>

namespace chairside {

class DueCard : public QWidget {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { coming, due, overdue, done, missed };
    /// One check of the protocol at one due time: what a reason for not doing it names.
    struct Check {
        QString rule;
        qint64 dueMs = 0; ///< session time
        bool operator==(const Check&) const = default;
    };
    struct Row {
        QString id, title;
        QString when; ///< "3:13", "1:12 over", "10:38"
        Kind kind = Kind::coming;
        bool mandatory = false;
        bool canSkip = false;           ///< can be done, or declared not done with a reason
        bool wantsReason = false;       ///< nothing left to do but to say why
        std::vector<Check> checks = {}; ///< several when one measurement settles them together
        bool operator==(const Row&) const = default;
    };
    struct State {
        std::vector<Row> rows; ///< in the order shown; what does not fit is counted in the last line
        QString empty;         ///< the sentence when there is none
        bool operator==(const State&) const = default;
    };
    explicit DueCard(QWidget* parent = nullptr);
    void setState(const State&);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {220, 110}; }
    const State& state() const { return state_; }

Q_SIGNALS:
    void activated(const QString& id);
    void reasonRequested(const chairside::DueCard::Row& row); ///< "not done because…"

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    int rowsThatFit() const;
    void open(int row);
    void askWhy(int row);
    void paintRow(QPainter&, const QRectF&, const Row&) const;

    State state_;
    int current_ = 0; ///< by keyboard
};

} // namespace chairside
