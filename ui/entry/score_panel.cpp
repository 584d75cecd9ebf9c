// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/score_panel.h"

#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace chairside {

ScorePanel::ScorePanel(ScoreSheet sheet, QWidget* parent)
    : EntryPanel(sheet.title, parent), sheet_(std::move(sheet)) {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kTight);
    for (const auto& answer : sheet_.answers) {
        auto* column = new QVBoxLayout;
        column->setSpacing(6);
        auto* button = new PushButton(QString::number(answer.value));
        button->setTextSize(type::kLarge);
        button->setMinimumSize(64, 76);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setAccessibleName(QStringLiteral("%1 %2").arg(answer.value).arg(answer.description));
        connect(button, &QPushButton::clicked, this, [this, value = answer.value] { give(value); });
        buttons_.emplace_back(answer.value, button);
        auto* words = new TextLabel(answer.description, type::kSmall, Tone::quiet);
        words->setWrapping(true);
        words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        words->setMinimumHeight(40);
        column->addWidget(button);
        column->addWidget(words);
        line->addLayout(column, 1);
    }
    body()->addLayout(line);
}

PushButton* ScorePanel::answerButton(int value) const {
    for (const auto& [answer, button] : buttons_)
        if (answer == value) return button;
    return nullptr;
}

void ScorePanel::showBefore(const EventBody& body) {
    const auto* score = std::get_if<ScoreEntered>(&body);
    const auto& item = sheet_.items.front();
    const auto stored = score ? score->answers.find(item.linkId) : decltype(score->answers.end()){};
    if (!score || stored == score->answers.end()) return;
    const auto value = valueOf(sheet_, item, stored->second);
    for (const auto& [answer, button] : buttons_) button->setHighlighted(answer == value);
}

void ScorePanel::give(int value) {
    submit(scoreEntry(sheet_, {{sheet_.items.front().linkId, value}}));
}

void ScorePanel::keyPressEvent(QKeyEvent* event) {
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 0 && digit <= 9 && answerButton(digit)) return give(digit);
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
