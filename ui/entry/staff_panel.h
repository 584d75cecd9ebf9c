// SPDX-License-Identifier: GPL-3.0-or-later
// Choose who is at the chair, or add a colleague with name, credential and role. The credential is part of
// the name that every event keeps: "J. Okafor, RN". A simple choice of operator: it says who did it, it does
// not prove it. A view; the list itself is kept by app/console/staff. Main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <vector>

class QLineEdit;

namespace chairside {

class Chip;

class StaffPanel final : public EntryPanel {
    Q_OBJECT
public:
    /// `current`: id of the one who is at the chair now, empty if nobody.
    explicit StaffPanel(const std::vector<Actor>& people, const std::string& current = {},
                        QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const chairside::Actor& person);
    void added(const chairside::Actor& person);

protected:
    void focusFirst() override;
    void keyPressEvent(QKeyEvent*) override;
    void record() override { add(); }

private:
    QWidget* makePeople(const std::vector<Actor>& people, const std::string& current);
    void makeNew();
    void add();

    std::vector<Actor> people_;
    QLineEdit *name_ = nullptr, *credential_ = nullptr;
    Chip *nurse_ = nullptr, *prescriber_ = nullptr;
};

/// "J. Okafor" and "RN" give "J. Okafor, RN"; a credential that the name ends with already is not repeated.
std::string withCredential(const std::string& name, const std::string& credential);

} // namespace chairside
