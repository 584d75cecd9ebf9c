// SPDX-License-Identifier: GPL-3.0-or-later
// Blood pressure as digits that move on and, a moment after the last one, are recorded by themselves; and the
// other vital signs typed from a monitor that does not talk. Nothing is ever filled in from before; in a
// correction the old numbers stand as a quiet hint and what is left blank stays as it was. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include "core/domain/channel.h"

#include <QTimer>

#include <vector>

namespace chairside {

class NumberField;

class BloodPressurePanel : public EntryPanel {
    Q_OBJECT
public:
    explicit BloodPressurePanel(QWidget* parent = nullptr);
    void begin() override;
    NumberField* field(Channel) const; ///< null for a channel that is not typed here

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override;
    void showBefore(const EventBody&) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Entry {
        Channel channel;
        NumberField* field;
    };
    void moveOn(std::size_t from, bool byEnter);
    void recordSoon();
    void recordNow();
    void goBack(std::size_t from);
    void clear();

    std::vector<Entry> entries_;
    QTimer soon_;
};

} // namespace chairside
