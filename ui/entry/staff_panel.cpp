// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/staff_panel.h"

#include "core/base/text.h"
#include "core/base/uuid.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {

QString roleWord(Role role) {
    switch (role) {
    case Role::nurse: return QCoreApplication::translate("StaffPanel", "nurse");
    case Role::prescriber: return QCoreApplication::translate("StaffPanel", "prescriber");
    case Role::witness: return QCoreApplication::translate("StaffPanel", "witness");
    case Role::system: return QCoreApplication::translate("StaffPanel", "program");
    }
    return {};
}

StaffPanel::StaffPanel(const std::vector<Actor>& people, QWidget* parent)
    : EntryPanel(tr("Who is at the chair?"), parent) {
    times()->hide();
    auto* column = body();
    if (people.empty())
        column->addWidget(new TextLabel(tr("Nobody is on the list yet. Add your name to begin."), type::kBody,
                                        Tone::quiet));
    auto* grid = new QGridLayout;
    grid->setSpacing(space::kTight);
    int at = 0;
    for (const auto& person : people) {
        auto* button = new PushButton(QString::fromStdString(person.name));
        button->setSubline(roleWord(person.role));
        button->setMinimumHeight(60);
        connect(button, &QPushButton::clicked, this, [this, person] { Q_EMIT chosen(person); });
        grid->addWidget(button, at / 3, at % 3);
        ++at;
    }
    column->addLayout(grid);

    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    name_ = new QLineEdit;
    name_->setPlaceholderText(tr("Name and title, for example J. Okafor RN"));
    name_->setAccessibleName(tr("Name of the colleague to add"));
    name_->setMinimumHeight(space::kTouch);
    name_->setMaxLength(80);
    nurse_ = new Chip(roleWord(Role::nurse));
    prescriber_ = new Chip(roleWord(Role::prescriber));
    for (auto* chip : {nurse_, prescriber_}) {
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
    }
    nurse_->setChecked(true);
    auto* add = new PushButton(tr("Add"), people.empty() ? ButtonLook::primary : ButtonLook::quiet);
    row->addWidget(name_, 1);
    row->addWidget(nurse_);
    row->addWidget(prescriber_);
    row->addWidget(add);
    column->addLayout(row);
    column->addStretch();
    connect(add, &QPushButton::clicked, this, &StaffPanel::add);
    connect(name_, &QLineEdit::returnPressed, this, &StaffPanel::add);
}

void StaffPanel::focusFirst() {
    name_->setFocus();
}

void StaffPanel::add() {
    const auto name = cleanName(name_->text().toStdString());
    if (name.size() < 2) {
        return say(tr("Please type the name first."));
    }
    const auto id = RandomUuids{}.next(0).toString().substr(24);
    Q_EMIT added({id, name, prescriber_->isChecked() ? Role::prescriber : Role::nurse});
}

} // namespace chairside
