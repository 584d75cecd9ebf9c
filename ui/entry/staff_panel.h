// SPDX-License-Identifier: GPL-3.0-or-later
// Choose who is at the chair, or add a colleague (name and role). A simple choice of operator: it says who
// did it, it does not prove it. A view; the list itself is kept by app/console/staff. Main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <vector>

class QLineEdit;

namespace chairside {

class Chip;

class StaffPanel final : public EntryPanel {
    Q_OBJECT
public:
    explicit StaffPanel(const std::vector<Actor>& people, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const chairside::Actor& person);
    void added(const chairside::Actor& person);

protected:
    void focusFirst() override;

private:
    void add();

    QLineEdit* name_ = nullptr;
    Chip *nurse_ = nullptr, *prescriber_ = nullptr;
};

QString roleWord(Role role); ///< "nurse", "prescriber"

} // namespace chairside
