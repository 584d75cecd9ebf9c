// SPDX-License-Identifier: GPL-3.0-or-later
// One scale, one touch: sedation 5–0, nausea or pain 0–10. The digit keys do the same. Nothing is
// preselected. A view.
#pragma once

#include "ui/entry/entry_panel.h"
#include "ui/entry/score_sheet.h"

namespace chairside {

class ScorePanel : public EntryPanel {
    Q_OBJECT
public:
    explicit ScorePanel(ScoreSheet sheet, QWidget* parent = nullptr);
    PushButton* answerButton(int value) const; ///< null when the scale has no such answer

protected:
    void keyPressEvent(QKeyEvent*) override;
    void focusFirst() override { setFocus(); }
    void showBefore(const EventBody&) override;

private:
    void give(int value);

    ScoreSheet sheet_;
    std::vector<std::pair<int, PushButton*>> buttons_;
};

} // namespace chairside
