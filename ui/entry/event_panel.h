// SPDX-License-Identifier: GPL-3.0-or-later
// Events by name: nine of the clinic's own, on the digits and under the finger, or typed. A view.
#pragma once

#include "ui/entry/entry_panel.h"

class QLineEdit;

namespace chairside {

class EventPanel : public EntryPanel {
    Q_OBJECT
public:
    explicit EventPanel(const QStringList& labels, QWidget* parent = nullptr);
    void mark(int number); ///< 1–9, as the digit keys of the page do

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override { setFocus(); }
    void keyPressEvent(QKeyEvent*) override;

private:
    QStringList labels_;
    QLineEdit* other_;
};

} // namespace chairside
