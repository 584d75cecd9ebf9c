// SPDX-License-Identifier: GPL-3.0-or-later
// The follow-ups whose day has come, on the start page: whom, since when, what for, and one touch to the
// course or to closing it. Nothing due, nothing shown. Main thread; a view.
#pragma once

#include "ui/style/card.h"

#include <vector>

namespace chairside {

class FollowUpCard final : public Card {
    Q_OBJECT
public:
    struct Row {
        QString patient, text, due; ///< "RIVERA, Ana", "Call", "due since 2026-11-19"
        bool operator==(const Row&) const = default;
    };
    explicit FollowUpCard(QWidget* parent = nullptr);
    /// The longest due ones first; `total` when there are more than these.
    void setRows(std::vector<Row> rows, std::size_t total);
    const std::vector<Row>& rows() const { return rows_; }
    void setHeldBack(bool); ///< something more urgent needs the room

Q_SIGNALS:
    void opened(int row);
    void closeRequested(int row);

private:
    QWidget* makeRow(int index);
    std::vector<Row> rows_;
    std::size_t total_ = 0;
    bool heldBack_ = false;
    QVBoxLayout* lines_;
};

} // namespace chairside
