// SPDX-License-Identifier: GPL-3.0-or-later
// Choose a drill: the scripted emergencies with what happens in each, one touch to begin. A view; main
// thread. Nothing starts here: it says which one.
#pragma once

#include "ui/entry/entry_panel.h"

namespace chairside {

class DrillPanel final : public EntryPanel {
    Q_OBJECT
public:
    explicit DrillPanel(QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& drill); ///< id

protected:
    void focusFirst() override;

private:
    PushButton* first_ = nullptr;
};

} // namespace chairside
