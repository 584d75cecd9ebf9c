// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/staff_panel.h"

#include "core/base/text.h"
#include "core/base/uuid.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/role_word.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {
constexpr int kStaffColumns = 3;
}

std::string withCredential(const std::string& name, const std::string& credential) {
    if (credential.empty() || name.ends_with(" " + credential)) return name;
    return name + ", " + credential;
}

StaffPanel::StaffPanel(const std::vector<Actor>& people, const std::string& current, QWidget* parent)
    : EntryPanel(tr("Who is at the chair?"), parent), people_(people) {
    times()->hide();
    if (people.empty())
        body()->addWidget(new TextLabel(tr("Nobody is on the list yet. Add your name to begin."), type::kBody,
                                        Tone::quiet));
    else
        setHint(tr("every entry is recorded under this name"));
    if (!people.empty()) body()->addWidget(makePeople(people, current), 1);
    makeNew();
}

QWidget* StaffPanel::makePeople(const std::vector<Actor>& people, const std::string& current) {
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::kTight);
    int at = 0;
    for (const auto& person : people) {
        auto* button = new PushButton(QString::fromStdString(person.name));
        button->setSubline(person.id == current ? tr("%1 · now at the chair").arg(roleWord(person.role))
                                                : roleWord(person.role));
        button->setHighlighted(person.id == current);
        if (at < 9) button->setKeyHint(QString::number(at + 1));
        button->setMinimumHeight(64);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, person] { Q_EMIT chosen(person); });
        grid->addWidget(button, at / kStaffColumns, at % kStaffColumns);
        ++at;
    }
    for (int column = 0; column < kStaffColumns; ++column) grid->setColumnStretch(column, 1);
    grid->setRowStretch(at / kStaffColumns + 1, 1);
    auto* scroll = plainScroll(list);
    scroll->setMinimumHeight(std::min(4, (at + kStaffColumns - 1) / kStaffColumns) * (64 + space::kTight));
    return scroll;
}

/// Two lines of the same grid, so that every field has its label above it and the same height.
void StaffPanel::makeNew() {
    name_ = new QLineEdit;
    name_->setPlaceholderText(tr("for example J. Okafor"));
    name_->setAccessibleName(tr("Name of the colleague to add"));
    limit(name_, 80);
    credential_ = new QLineEdit;
    credential_->setPlaceholderText(tr("RN, NP, MD"));
    credential_->setAccessibleName(tr("Credential of the colleague to add"));
    limit(credential_, 20);
    credential_->setFixedWidth(150);
    nurse_ = new Chip(roleWord(Role::nurse));
    prescriber_ = new Chip(roleWord(Role::prescriber));
    auto* roles = new QHBoxLayout;
    roles->setSpacing(space::kTight);
    for (auto* chip : {nurse_, prescriber_}) {
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        roles->addWidget(chip);
    }
    nurse_->setChecked(true);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kGap);
    grid->setVerticalSpacing(space::kUnit);
    const auto column = [&](int at, const QString& label, QWidget* field) {
        grid->addWidget(new TextLabel(label, type::kSmall, Tone::quiet), 0, at);
        field->setMinimumHeight(space::kTouch);
        grid->addWidget(field, 1, at);
    };
    column(0, people_.empty() ? tr("Your name") : tr("Add a colleague"), name_);
    column(1, tr("Credential"), credential_);
    grid->addWidget(new TextLabel(tr("Role"), type::kSmall, Tone::quiet), 0, 2);
    grid->addLayout(roles, 1, 2);
    auto* add = new PushButton(tr("Add"), people_.empty() ? ButtonLook::primary : ButtonLook::quiet);
    add->setMinimumWidth(96);
    column(3, {}, add);
    grid->setColumnStretch(0, 1);
    body()->addSpacing(space::kTight);
    body()->addLayout(grid);
    connect(add, &QPushButton::clicked, this, &StaffPanel::add);
    for (auto* field : {name_, credential_})
        connect(field, &QLineEdit::returnPressed, this, &StaffPanel::add);
}

void StaffPanel::focusFirst() {
    if (people_.empty())
        name_->setFocus();
    else
        setFocus();
}

void StaffPanel::keyPressEvent(QKeyEvent* event) {
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 1 && digit <= 9 && static_cast<std::size_t>(digit) <= people_.size()) {
        const auto person = people_[static_cast<std::size_t>(digit) - 1]; // the panel may go with its list
        Q_EMIT chosen(person);
        return;
    }
    EntryPanel::keyPressEvent(event);
}

void StaffPanel::add() {
    const auto name = cleanName(name_->text().trimmed().toStdString());
    const auto credential = cleanName(credential_->text().trimmed().toStdString());
    if (QString::fromStdString(name).size() < 2) return say(tr("Please type the name first."));
    const auto whole = withCredential(name, credential);
    for (const auto& person : people_)
        if (person.name == whole)
            return say(tr("%1 is on the list already; touch the name to choose it.")
                           .arg(QString::fromStdString(whole)));
    const auto id = RandomUuids{}.next(0).toString().substr(24);
    Q_EMIT added({id, whole, prescriber_->isChecked() ? Role::prescriber : Role::nurse});
}

} // namespace chairside
