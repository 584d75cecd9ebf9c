// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/dissociation_panel.h"

#include "core/domain/open_answers.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace chairside {

DissociationPanel::DissociationPanel(ScoreSheet checklist, std::vector<ScoreSheet> scales, QWidget* parent)
    : EntryPanel(checklist.title, parent), checklist_(std::move(checklist)), scales_(std::move(scales)),
      pages_(new QStackedLayout), sum_(new TextLabel({}, type::kLead, Tone::score, QFont::DemiBold)),
      restNone_(new PushButton(tr("None of the others"))) {
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(space::kTight);
    auto* group = new QButtonGroup(this);
    QStringList titles{checklist_.title};
    for (const ScoreSheet& scale : scales_) titles << scale.title;
    for (int i = 0; i < titles.size(); ++i) {
        auto* chip = new Chip(titles.at(i));
        chip->setCheckable(true);
        group->addButton(chip);
        connect(chip, &QPushButton::clicked, this, [this, i] { showScale(i); });
        tabs->addWidget(chip);
        tabs_.push_back(chip);
    }
    tabs->addStretch(1);
    body()->addLayout(tabs);
    pages_->addWidget(makeChecklist());
    for (const ScoreSheet& scale : scales_) pages_->addWidget(makeScale(scale));
    body()->addLayout(pages_, 1);
    footer()->addWidget(restNone_);
    footer()->addWidget(sum_);
    connect(restNone_, &QPushButton::clicked, this, [this] {
        for (std::size_t row = 0; row < checklist_.items.size(); ++row)
            if (!given_.count(checklist_.items[row].linkId)) give(row, 0);
        recordButton()->setFocus();
    });
    useRecordButton(tr("Record"));
    showScale(0);
}

QWidget* DissociationPanel::makeChecklist() {
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::kUnit);
    grid->setVerticalSpacing(space::kUnit);
    const auto rows = static_cast<int>(checklist_.items.size()), half = (rows + 1) / 2;
    const auto answers = static_cast<int>(checklist_.answers.size());
    for (int row = 0; row < rows; ++row) {
        const auto& item = checklist_.items[static_cast<std::size_t>(row)];
        const int line = row % half, column = row / half * (answers + 2);
        grid->addWidget(new TextLabel(item.text, type::kSmall), line, column);
        auto* group = new QButtonGroup(page);
        for (int i = 0; i < answers; ++i) {
            const auto& answer = checklist_.answers[static_cast<std::size_t>(i)];
            auto* button = new PushButton(QString::number(answer.value));
            button->setCheckable(true);
            button->setFixedSize(48, space::kTouch);
            button->setFocusPolicy(Qt::ClickFocus);
            button->setToolTip(answer.label.toHtmlEscaped());
            button->setAccessibleName(
                QStringLiteral("%1: %2 %3").arg(item.text, QString::number(answer.value), answer.label));
            group->addButton(button, answer.value);
            grid->addWidget(button, line, column + 1 + i);
        }
        connect(group, &QButtonGroup::idClicked, this,
                [this, row](int value) { give(static_cast<std::size_t>(row), value); });
        rows_.push_back(group);
        grid->setColumnStretch(column, 1);
    }
    grid->setColumnMinimumWidth(answers + 1, space::kWide);
    return page;
}

QWidget* DissociationPanel::makeScale(const ScoreSheet& sheet) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kTight);
    auto* ends = new QHBoxLayout;
    for (const auto& answer : sheet.answers) {
        auto* button = new PushButton(QString::number(answer.value));
        button->setTextSize(type::kTitle);
        button->setMinimumHeight(64);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, &sheet, value = answer.value] {
            submit(scoreEntry(sheet, {{sheet.items.front().linkId, value}}));
        });
        line->addWidget(button, 1);
        if (!answer.description.isEmpty()) {
            if (ends->count()) ends->addStretch(1);
            ends->addWidget(new TextLabel(answer.description, type::kSmall, Tone::quiet));
        }
    }
    column->addLayout(line);
    column->addLayout(ends);
    column->addStretch(1);
    return page;
}

void DissociationPanel::goOn(const std::map<std::string, std::string>& stored) {
    for (const auto& item : checklist_.items)
        if (const auto at = stored.find(item.linkId); at != stored.end())
            if (const auto value = valueOf(checklist_, item, at->second)) open_[item.linkId] = *value;
    begin();
}

void DissociationPanel::begin() {
    given_ = isCorrecting() ? std::map<std::string, int>{} : open_;
    currentRow_ = 0;
    while (currentRow_ < checklist_.items.size() && given_.contains(checklist_.items[currentRow_].linkId))
        ++currentRow_;
    mark();
    showScale(0);
    EntryPanel::begin();
}

void DissociationPanel::showScale(int page) {
    pages_->setCurrentIndex(page);
    tabs_[static_cast<std::size_t>(page)]->setChecked(true);
    const bool list = page == 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{restNone_, sum_, recordButton()})
        widget->setVisible(list);
    clearMessage();
    setFocus();
}

PushButton* DissociationPanel::answerButton(std::size_t row, int value) const {
    return row < rows_.size() ? qobject_cast<PushButton*>(rows_[row]->button(value)) : nullptr;
}

void DissociationPanel::give(std::size_t row, int value) {
    if (!rows_[row]->button(value)) return;
    const auto& item = checklist_.items[row];
    const auto before = given_.find(item.linkId);
    if (isCorrecting() || (before != given_.end() && before->second == value)) return take(row, value);
    storing_ = {row, value};
    submit(ItemConfirmed{answerList(checklist_.instrument), item.linkId, storedAnswer(item, value)});
    if (!storing_) return;
    storing_.reset(); // refused: the marks show what is in the record
    mark();
}

void DissociationPanel::take(std::size_t row, int value) {
    given_[checklist_.items[row].linkId] = value;
    currentRow_ = row + 1;
    mark();
    if (given_.size() == checklist_.items.size())
        recordButton()->setFocus();
    else
        setFocus();
}

void DissociationPanel::mark() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const auto at = given_.find(checklist_.items[row].linkId);
        rows_[row]->setExclusive(false);
        for (auto* button : rows_[row]->buttons())
            button->setChecked(at != given_.end() && rows_[row]->id(button) == at->second);
        rows_[row]->setExclusive(true);
    }
    showSum();
}

void DissociationPanel::showBefore(const EventBody& body) {
    const auto* score = std::get_if<ScoreEntered>(&body);
    if (!score) return;
    for (std::size_t row = 0; row < checklist_.items.size(); ++row) {
        const auto& item = checklist_.items[row];
        const auto stored = score->answers.find(item.linkId);
        if (stored == score->answers.end()) continue;
        if (const auto value = valueOf(checklist_, item, stored->second)) take(row, *value);
    }
    currentRow_ = 0;
}

QString DissociationPanel::sumText() const {
    return sum_->text();
}

void DissociationPanel::showSum() {
    int sum = 0;
    for (const auto& [item, value] : given_) sum += value;
    const auto open = static_cast<int>(checklist_.items.size() - given_.size());
    sum_->setText(open == 0 ? tr("Sum %1").arg(sum) : tr("%1 so far, %n to answer", nullptr, open).arg(sum));
    restNone_->setVisible(open > 0 && pages_->currentIndex() == 0);
}

void DissociationPanel::record() {
    const auto open = static_cast<int>(checklist_.items.size() - given_.size());
    if (given_.empty()) return say(tr("No row has an answer yet. Touch one number for each row."));
    if (open == 0) return recordChecklist();
    ask(tr("%n row(s) have no answer, so this check will have no sum.", nullptr, open),
        tr("Record without sum"), tr("Answer them"), [this] { recordChecklist(); });
}

void DissociationPanel::recordChecklist() {
    submit(scoreEntry(checklist_, given_));
}

void DissociationPanel::afterRecorded() {
    stays_ = storing_.has_value();
    if (const auto one = std::exchange(storing_, std::nullopt)) return take(one->first, one->second);
    given_.clear();
    open_.clear();
    currentRow_ = 0;
    mark();
}

void DissociationPanel::focusFirst() {
    setFocus();
}

void DissociationPanel::keyPressEvent(QKeyEvent* event) {
    const bool list = pages_->currentIndex() == 0;
    const int digit = event->key() - Qt::Key_0;
    if (list && digit >= 0 && digit <= 9 && currentRow_ < rows_.size()) return give(currentRow_, digit);
    if (list && event->key() == Qt::Key_Backspace && currentRow_ > 0) {
        --currentRow_; // the next digit answers that row again
        setFocus();
        return;
    }
    if (list && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return record();
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
