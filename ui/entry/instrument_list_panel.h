// SPDX-License-Identifier: GPL-3.0-or-later
// Choose a questionnaire or scale: each with what is known of it (due, begun, last result) and a key of its
// own. A view; main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <vector>

namespace chairside {

class InstrumentListPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Choice {
        std::string id;
        QString title, state; ///< "PHQ-9", "3 of 10 answered"
        bool due = false;
    };
    explicit InstrumentListPanel(const std::vector<Choice>& choices, QWidget* parent = nullptr);
    PushButton* button(const std::string& id) const;

Q_SIGNALS:
    void instrumentChosen(const std::string& id);

protected:
    void focusFirst() override { setFocus(); }
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Line {
        std::string id;
        QChar key;
        PushButton* button;
    };
    std::vector<Line> lines_;
};

} // namespace chairside
