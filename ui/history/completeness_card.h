// SPDX-License-Identifier: GPL-3.0-or-later
// How complete the record of a session is: valid time and longest gap of each channel, checks on time, alarms
// and when somebody took note. Rows worth a look stand out by word and tone. A view; main thread.
#pragma once

#include "core/live/completeness.h"
#include "ui/style/card.h"

namespace chairside {

class TextLabel;

class CompletenessCard final : public Card {
    Q_OBJECT
public:
    explicit CompletenessCard(QWidget* parent = nullptr);
    /// Of a whole view, judged up to the last recorded moment.
    void show(const SessionView& view);
    void setRows(const std::vector<CompletenessRow>& rows, const QString& summary);

private:
    TextLabel* summary_;
    QVBoxLayout* rows_;
};

} // namespace chairside
