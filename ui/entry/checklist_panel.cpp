// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/checklist_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {

ChecklistPanel::ChecklistPanel(Content content, QWidget* parent)
    : EntryPanel(content.title, parent), content_(std::move(content)) {
    times()->hide(); // an answer is given now
    setHint(content_.hint);
    if (content_.twoPeople) addPeople(body());
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, space::kTight, 0);
    rows->setSpacing(space::kUnit);
    for (const auto& item : content_.items) addLine(item, rows);
    rows->addStretch();
    auto* scroll = plainScroll(list);
    body()->addWidget(scroll, 1);
    if (content_.finish) useRecordButton(content_.finishText);
    setAnswers(content_.answers);
}

void ChecklistPanel::addLine(const RequiredItem& item, QVBoxLayout* into) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kTight);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(
        new TextLabel(QString::fromStdString(item.title), type::kBody, Tone::normal, QFont::Medium));
    if (!item.hint.empty())
        words->addWidget(new TextLabel(QString::fromStdString(item.hint), type::kTiny, Tone::quiet));
    row->addLayout(words, 1);

    Line line{item, box, {}, nullptr, nullptr};
    if (content_.twoPeople) {
        line.names = new TextLabel({}, type::kTiny, Tone::quiet);
        words->addWidget(line.names);
        line.names->hide();
    }
    auto choices = item.choices;
    const bool isTyped = item.kind == RequiredItem::Kind::text || item.kind == RequiredItem::Kind::date;
    if (choices.empty() && !isTyped) choices = {"yes", "no"};
    if (isTyped) row->addWidget(line.text = textField(item));
    for (const auto& choice : choices) {
        auto* chip = new Chip(choice == "yes"  ? tr("Yes")
                              : choice == "no" ? tr("No")
                                               : QString::fromStdString(choice));
        chip->setCheckable(true);
        chip->setAccessibleName(QString::fromStdString(item.title) + QStringLiteral(": ") + chip->text());
        chip->setProperty("answer", QString::fromStdString(choice));
        connect(chip, &QPushButton::clicked, this,
                [this, key = item.key, choice] { confirm(key, QString::fromStdString(choice)); });
        row->addWidget(chip);
        line.choices.push_back(chip);
    }
    lines_.push_back(line);
    into->addWidget(box);
}

QLineEdit* ChecklistPanel::textField(const RequiredItem& item) {
    const bool isDate = item.kind == RequiredItem::Kind::date;
    auto* edit = new QLineEdit;
    edit->setMinimumHeight(space::kTouch);
    edit->setMinimumWidth(isDate ? 160 : 320);
    if (isDate) edit->setPlaceholderText(tr("2026-11-02"));
    limit(edit, 400);
    edit->setAccessibleName(QString::fromStdString(item.title));
    connect(edit, &QLineEdit::editingFinished, this, [this, key = item.key, edit, optional = item.optional] {
        const auto typed = edit->text().trimmed();
        const bool isTakenBack = optional && typed.isEmpty() && !content_.answers[key].empty();
        if (edit->isModified() && (!typed.isEmpty() || isTakenBack)) confirm(key, typed);
        edit->setModified(false);
    });
    return edit;
}

bool ChecklistPanel::isAskedNow(const RequiredItem& item) const {
    return isAsked(item, [this](const std::string& key) {
        const auto it = content_.answers.find(key);
        return it == content_.answers.end() ? std::string() : it->second;
    });
}

void ChecklistPanel::addPeople(QVBoxLayout* into) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    row->addWidget(new TextLabel(tr("Second person"), type::kBody, Tone::quiet));
    if (content_.people.empty())
        row->addWidget(
            new TextLabel(tr("Nobody else is on the list. Add a colleague by touching the name at the "
                             "top right, then come back."),
                          type::kBody, Tone::caution));
    auto* names = new QWidget;
    auto* flow = new FlowLayout(names, space::kTight);
    for (const auto& person : content_.people) {
        auto* chip = new Chip(QString::fromStdString(person.name));
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        flow->addWidget(chip);
        people_.push_back(chip);
    }
    row->addWidget(names, 1);
    into->addLayout(row);
}

std::optional<Actor> ChecklistPanel::second() const {
    for (std::size_t i = 0; i < people_.size(); ++i)
        if (people_[i]->isChecked()) return content_.people[i];
    return std::nullopt;
}

void ChecklistPanel::confirm(const std::string& key, const QString& value) {
    finishing_ = false;
    const auto with = second();
    if (content_.twoPeople && !with) {
        say(tr("Choose the second person first: each line is confirmed by both."));
        return setAnswers(content_.answers);
    }
    submit(ItemConfirmed{content_.list, key, value.toStdString()}, with);
}

void ChecklistPanel::record() {
    if (!content_.finish) return;
    const auto with = second();
    if (content_.twoPeople && !with) return say(tr("Choose the second person."));
    finishing_ = true;
    auto ask = *content_.finish;
    if (auto* timeout = std::get_if<TimeoutConfirmed>(&ask)) timeout->second = *with;
    submit(std::move(ask), with);
}

void ChecklistPanel::setAnswers(const std::map<std::string, std::string>& answers) {
    content_.answers = answers;
    for (auto& line : lines_) {
        line.row->setVisible(isAskedNow(line.item));
        const auto it = answers.find(line.item.key);
        const auto given = it == answers.end() ? QString{} : QString::fromStdString(it->second);
        for (auto* chip : line.choices)
            chip->setChecked(!given.isEmpty() && chip->property("answer").toString() == given);
        if (line.text && !line.text->hasFocus() && !given.isEmpty()) line.text->setText(given);
    }
}

void ChecklistPanel::setNames(const std::map<std::string, std::string>& names) {
    for (auto& line : lines_) {
        const auto it = names.find(line.item.key);
        if (!line.names || it == names.end()) continue;
        line.names->setText(QString::fromStdString(it->second));
        line.names->show();
    }
}

} // namespace chairside
