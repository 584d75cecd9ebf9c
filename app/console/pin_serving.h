// SPDX-License-Identifier: GPL-3.0-or-later
// Between a panel that asks and decide() that answers: every command goes out with what the staff list knows
// of the people it names, and when only a PIN is missing, the panel asks for it and the same command goes
// once more. A PIN counts for one recorded act. Main thread.
#pragma once

#include "app/console/staff.h"

#include <memory>
#include <set>

namespace chairside {

/// For anything with submitted(Command, ...), pinGiven, submitAgain, showWrongPin and showAnswer.
/// `send` takes what submitted() carries and answers; `staff` outlives the panel.
template <class Panel, class Send>
void servePins(Panel& panel, Staff& staff, Send send) {
    const auto proven = std::make_shared<std::set<std::string>>();
    QObject::connect(&panel, &Panel::submitted, &panel,
                     [&panel, &staff, proven, send](Command command, auto... more) {
                         command.credentials = staff.credentials(*proven);
                         const auto decision = send(std::move(command), more...);
                         if (std::holds_alternative<std::vector<Event>>(decision)) proven->clear();
                         panel.showAnswer(decision);
                     });
    QObject::connect(&panel, &Panel::pinGiven, &panel,
                     [&panel, &staff, proven](const QString& person, const QString& pin) {
                         const auto id = person.toStdString();
                         if (auto right = staff.checkPin(id, pin.toStdString()); !right)
                             return panel.showWrongPin(QString::fromStdString(right.error().message));
                         proven->insert(id);
                         panel.submitAgain();
                     });
}

} // namespace chairside
