// SPDX-License-Identifier: GPL-3.0-or-later
// What the window tests share: keys as a person types them, and a recorder for what a panel asks.
#pragma once

#include "ui/entry/entry_panel.h"

#include <QApplication>
#include <QTest>

#include <vector>

/// Types each character into whichever widget has the focus at that moment; counts as one keystroke each.
inline int typeKeys(const QString& text) {
    for (const QChar c : text) {
        QWidget* focus = QApplication::focusWidget();
        if (focus) QTest::keyClick(focus, c.toLatin1());
    }
    return static_cast<int>(text.size());
}
inline int pressKey(Qt::Key key) {
    if (QWidget* focus = QApplication::focusWidget()) QTest::keyClick(focus, key);
    return 1;
}

/// Shows a panel in a window of its own with the focus inside, and remembers what it asks.
class PanelUnderTest {
public:
    explicit PanelUnderTest(chairside::EntryPanel& panel) : panel_(panel) {
        QObject::connect(&panel, &chairside::EntryPanel::submitted, &panel,
                         [this](const chairside::Command& command, chairside::Millis ago) {
                             // One answer of a list is recorded when given; the panel stays.
                             if (std::holds_alternative<chairside::ItemConfirmed>(command.ask)) {
                                 answers.push_back(std::get<chairside::ItemConfirmed>(command.ask));
                                 panel_.showAnswer(std::vector<chairside::Event>{chairside::Event{}});
                                 return;
                             }
                             commands.push_back(command);
                             agos.push_back(ago);
                         });
        QObject::connect(&panel, &chairside::EntryPanel::finished, &panel, [this] { ++finished; });
        QObject::connect(&panel, &chairside::EntryPanel::closeRequested, &panel, [this] { ++closed; });
        panel.resize(1068, 420);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowActive(&panel);
        panel.begin();
    }
    template <class Body>
    const Body& last() const {
        return std::get<Body>(commands.back().ask);
    }
    void answerRecorded() { panel_.showAnswer(std::vector<chairside::Event>{chairside::Event{}}); }

    std::vector<chairside::Command> commands;
    std::vector<chairside::ItemConfirmed> answers;
    std::vector<chairside::Millis> agos;
    int finished = 0, closed = 0;

private:
    chairside::EntryPanel& panel_;
};
