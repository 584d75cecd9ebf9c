// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/confirm_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace chairside {

ConfirmPanel::ConfirmPanel(Content content, QWidget* parent)
    : EntryPanel(content.title, parent), content_(std::move(content)) {
    times()->hide(); // a decision happens now
    auto* explanation = new TextLabel(content_.explanation, type::kBody);
    explanation->setWrapping(true);
    body()->addWidget(explanation);
    QStringList names;
    for (const auto& person : content_.people) names << QString::fromStdString(person.name);
    addChips(tr("Who"), names, people_);
    auto* who = new QButtonGroup(this); // the only one offered cannot be touched away
    for (auto* chip : people_) who->addButton(chip);
    if (people_.size() == 1) people_.front()->setChecked(true);
    QStringList reasons;
    for (const auto& reason : content_.reasons) reasons << storedText(reason);
    addChips(content_.reasonsLabel.isEmpty() ? tr("Reason") : content_.reasonsLabel, reasons, reasons_);
    if (!content_.textLabel.isEmpty()) {
        text_ = new QPlainTextEdit;
        text_->setPlaceholderText(content_.textLabel);
        text_->setAccessibleName(content_.textLabel);
        text_->setTabChangesFocus(true);
        text_->setMaximumHeight(96);
        body()->addWidget(text_);
    }
    if (content_.alternative) {
        auto* other = new PushButton(content_.alternativeText);
        other->setMinimumHeight(52);
        connect(other, &QPushButton::clicked, this, [this] { submit(*content_.alternative); });
        footer()->addWidget(other);
    }
    useRecordButton(content_.confirmText);
}

void ConfirmPanel::addChips(const QString& label, const QStringList& texts, std::vector<Chip*>& into) {
    if (texts.isEmpty()) return;
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    auto* name = new TextLabel(label, type::kSmall, Tone::quiet);
    name->setFixedWidth(72);
    row->addWidget(name);
    auto* group = new QWidget; // one exclusive choice per row
    auto* inner = new FlowLayout(group, space::kTight);
    for (const auto& text : texts) {
        auto* chip = new Chip(text);
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        inner->addWidget(chip);
        into.push_back(chip);
    }
    row->addWidget(group, 1);
    body()->addLayout(row);
}

void ConfirmPanel::record() {
    std::optional<Actor> chosen;
    for (std::size_t i = 0; i < people_.size(); ++i)
        if (people_[i]->isChecked()) chosen = content_.people[i];
    if (!people_.empty() && !chosen) return say(tr("Choose who decides."));
    QString reason;
    for (std::size_t i = 0; i < reasons_.size(); ++i)
        if (reasons_[i]->isChecked()) reason = content_.reasons.at(static_cast<qsizetype>(i));
    const auto text = text_ ? text_->toPlainText().trimmed() : QString();
    submit(content_.build(chosen.value_or(Actor{}), reason.toStdString(), text.toStdString()), std::nullopt,
           chosen, content_.corrects);
}

} // namespace chairside
