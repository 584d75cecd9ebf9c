// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/answer_field.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/entry/keypad.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/option_button.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr int kRoomForOneRow = 960; ///< of the panel at 1366 pixels
constexpr std::size_t kMostDigits = 10;

/// Digits are the options' own values where each is a different whole number from 0 to 9, else positions.
std::vector<int> digitsFor(const std::vector<AnswerOption>& options) {
    std::vector<int> digits;
    for (const auto& option : options) {
        if (!option.value || *option.value != std::floor(*option.value) || *option.value < 0) break;
        digits.push_back(*option.value <= 9 ? static_cast<int>(*option.value) : -1);
    }
    auto sorted = digits;
    std::erase(sorted, -1);
    std::sort(sorted.begin(), sorted.end());
    const bool distinct = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    if (digits.size() == options.size() && distinct) return digits;
    digits.clear();
    for (std::size_t i = 0; i < options.size(); ++i)
        digits.push_back(i < kMostDigits ? static_cast<int>((i + 1) % kMostDigits) : -1);
    return digits;
}

} // namespace

AnswerField::AnswerField(const Item& item, const std::string& answer, QWidget* parent)
    : QWidget(parent), item_(item), before_(answer) {
    switch (item_.type) {
    case ItemType::choice:
    case ItemType::boolean: makeChoices(); break;
    case ItemType::integer:
    case ItemType::decimal: makeNumber(); break;
    case ItemType::string:
    case ItemType::text:
    case ItemType::date: makeText(); break;
    case ItemType::group:
    case ItemType::display: break;
    }
}

void AnswerField::makeChoices() {
    const auto add = [this](const std::string& stored, const QString& text, int digit) {
        auto* button = new OptionButton(text, digit < 0 ? QString() : QString::number(digit));
        const std::size_t at = choices_.size();
        connect(button, &QPushButton::clicked, this, [this, at] { choose(at); });
        choices_.push_back({stored, digit, button});
    };
    if (item_.type == ItemType::boolean) {
        add("true", tr("Yes"), 1);
        add("false", tr("No"), 0);
    } else {
        const auto digits = digitsFor(item_.options);
        for (std::size_t i = 0; i < item_.options.size(); ++i)
            add(item_.options[i].code, QString::fromStdString(shownAnchor(item_.options[i])), digits[i]);
    }
    const auto given = answersOf(item_, before_);
    for (auto& choice : choices_)
        choice.button->setChecked(std::find(given.begin(), given.end(), choice.stored) != given.end());
    layOutChoices(kRoomForOneRow);
}

/// Short anchors stand side by side, long ones in two columns, three long ones below each other.
void AnswerField::layOutChoices(int roomForOneRow) {
    int widest = 0;
    for (const auto& choice : choices_) widest = std::max(widest, choice.button->oneLineWidth());
    const auto count = static_cast<int>(choices_.size());
    const bool oneRow = count * (widest + space::kTight) <= roomForOneRow;
    const int columns = oneRow ? std::max(1, count) : count <= 3 ? 1 : 2;
    const int rows = (count + columns - 1) / columns;
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::kTight);
    for (int i = 0; i < count; ++i)
        grid->addWidget(choices_[static_cast<std::size_t>(i)].button, i % rows, i / rows);
    for (int column = 0; column < columns; ++column) grid->setColumnStretch(column, 1);
    grid->setRowStretch(rows, 1);
}

void AnswerField::makeNumber() {
    auto* field = new NumberField(tr("Answer"), {}, Advance::never, Tone::normal);
    number_ = field->edit();
    const auto bound = [](double value) { return QString::fromStdString(formatNumber(value)); };
    if (item_.minValue && item_.maxValue)
        field->setHint(tr("from %1 to %2").arg(bound(*item_.minValue), bound(*item_.maxValue)));
    number_->setText(QString::fromStdString(before_));
    auto* keypad = new Keypad;
    keypad->setFallback(number_);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kWide);
    auto* column = new QVBoxLayout;
    column->addWidget(field);
    column->addStretch(1);
    line->addLayout(column, 1);
    line->addWidget(keypad, 0, Qt::AlignTop);
    line->addStretch(1);
    connect(number_, &NumberEdit::entered, this, &AnswerField::entered);
    connect(number_, &NumberEdit::backedOut, this, &AnswerField::backedOut);
    number_->installEventFilter(this);
}

void AnswerField::makeText() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    QWidget* field = nullptr;
    if (item_.type == ItemType::text || item_.repeats) {
        lines_ = new QPlainTextEdit;
        lines_->setTabChangesFocus(true);
        lines_->setPlainText(QString::fromStdString(before_));
        lines_->setMinimumHeight(120);
        field = lines_;
    } else {
        line_ = new QLineEdit;
        line_->setText(QString::fromStdString(before_));
        line_->setMinimumHeight(52);
        if (item_.type == ItemType::date) line_->setPlaceholderText(tr("year-month-day, 2026-11-21"));
        field = line_;
    }
    field->setAccessibleName(tr("Answer"));
    field->installEventFilter(this);
    column->addWidget(field);
    if (item_.repeats)
        column->addWidget(new TextLabel(tr("Several answers: one in each line."), type::kTiny, Tone::quiet));
    column->addStretch(1);
}

bool AnswerField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) Q_EMIT left();
    if (event->type() == QEvent::KeyPress && watched == line_) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) return Q_EMIT entered(), true;
        if (key == Qt::Key_Backspace && line_->text().isEmpty()) return Q_EMIT backedOut(), true;
    }
    return QWidget::eventFilter(watched, event);
}

void AnswerField::choose(std::size_t index) {
    if (!item_.repeats) {
        for (std::size_t i = 0; i < choices_.size(); ++i) choices_[i].button->setChecked(i == index);
        Q_EMIT chosen(choices_[index].stored);
        return;
    }
    std::string all;
    for (const auto& choice : choices_)
        if (choice.button->isChecked()) all += (all.empty() ? "" : "\n") + choice.stored;
    Q_EMIT changed(all);
}

bool AnswerField::answerByDigit(int digit) {
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        if (choices_[i].digit != digit) continue;
        choices_[i].button->click();
        return true;
    }
    return false;
}

void AnswerField::focusAnswer() {
    if (number_) number_->setFocus();
    if (line_) line_->setFocus();
    if (lines_) lines_->setFocus();
}

std::optional<std::string> AnswerField::typed() const {
    if (!isTyped()) return std::nullopt; // buttons hand over what they answer themselves
    std::string now;
    if (number_) {
        if (!number_->isBlank()) now = number_->text().trimmed().toStdString();
        if (const auto value = number_->number()) now = formatPlain(*value, 6);
    } else if (line_) {
        now = cleanText(line_->text().trimmed().toStdString(), kMaxNoteChars + 1);
    } else if (lines_) {
        now = cleanText(lines_->toPlainText().trimmed().toStdString(), kMaxNoteChars + 1, true);
    }
    if (now == before_) return std::nullopt;
    return now;
}

QString AnswerField::problem() const {
    if (number_ && !number_->problem().isEmpty()) return number_->problem();
    const auto now = typed();
    if (!now || now->empty()) return {};
    const auto issue = answerIssue(item_, *now);
    return issue ? QString::fromStdString(issue->sentence) : QString();
}

OptionButton* AnswerField::option(const std::string& code) const {
    for (const auto& choice : choices_)
        if (choice.stored == code) return choice.button;
    return nullptr;
}

} // namespace chairside
