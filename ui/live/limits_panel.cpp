// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/limits_panel.h"

#include "ui/entry/keypad.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

/// As they are stored.
constexpr const char* kReasons[] = {"Usual for this patient", "Prescriber's order", "Back to the protocol"};

constexpr int kTitleWidth = 168, kCellWidth = 122, kCellHeight = 52, kEditorWidth = 408,
              kLimitsPanelLeastHeight = 380;

QScrollArea* scrolled(QVBoxLayout*& into) {
    auto* inner = new QWidget;
    into = new QVBoxLayout(inner);
    into->setContentsMargins(0, 0, space::kGap, 0);
    into->setSpacing(space::kTight);
    return plainScroll(inner);
}

QString levelWord(LimitLevel level) {
    switch (level) {
    case LimitLevel::info: return LimitsPanel::tr("note");
    case LimitLevel::caution: return LimitsPanel::tr("caution");
    case LimitLevel::action: return LimitsPanel::tr("action");
    case LimitLevel::emergency: return LimitsPanel::tr("emergency");
    }
    return {};
}

} // namespace

LimitsPanel::LimitsPanel(QWidget* parent)
    : EntryPanel(tr("Alarm limits of this session"), parent), pages_(new QStackedWidget) {
    times()->hide();
    setHint(tr("The bedside monitor keeps its own limits."));
    auto* side = new QHBoxLayout;
    side->setSpacing(space::kWide);
    side->addWidget(makeList(), 1);
    editor_ = makeEditor();
    side->addWidget(editor_);
    body()->addLayout(side, 1);
    setMinimumHeight(kLimitsPanelLeastHeight);
    useRecordButton(tr("Change this limit"));
}

QWidget* LimitsPanel::makeList() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(space::kTight);
    limitsTab_ = new Chip(tr("Limits in force"));
    offersTab_ = new Chip(tr("Proposed for this patient"));
    for (Chip* tab : {limitsTab_, offersTab_}) {
        tab->setCheckable(true);
        tabs->addWidget(tab);
        connect(tab, &QPushButton::clicked, this, [this, tab] { showOffers(tab == offersTab_); });
    }
    tabs->addStretch(1);
    column->addLayout(tabs);
    pages_->addWidget(scrolled(rows_));
    auto* offers = new QWidget;
    auto* offersColumn = new QVBoxLayout(offers);
    offersColumn->setContentsMargins(0, 0, 0, 0);
    offersNote_ = new TextLabel({}, type::kSmall, Tone::quiet);
    offersNote_->setWrapping(true);
    offersColumn->addWidget(offersNote_);
    offersColumn->addWidget(scrolled(offers_), 1);
    pages_->addWidget(offers);
    column->addWidget(pages_, 1);
    return box;
}

QWidget* LimitsPanel::makeEditor() {
    auto* box = new QWidget;
    box->setFixedWidth(kEditorWidth);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kGap);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kTight);
    editTitle_ = new TextLabel({}, type::kBody, Tone::normal, QFont::DemiBold);
    editTitle_->setWrapping(true);
    editHint_ = new TextLabel({}, type::kSmall, Tone::quiet);
    editHint_->setWrapping(true);
    number_ = new NumberField(tr("New limit"), {}, Advance::never, Tone::normal);
    column->addWidget(editTitle_);
    column->addWidget(editHint_);
    column->addWidget(number_);
    for (const auto* reason : kReasons) {
        auto* chip = new Chip(storedText(QString::fromLatin1(reason)));
        chip->setCheckable(true);
        connect(chip, &QPushButton::clicked, this, [this, chip] {
            for (Chip* other : reasons_) other->setChecked(other == chip);
        });
        reasons_.push_back(chip);
        column->addWidget(chip);
    }
    column->addStretch(1);
    line->addLayout(column, 1);
    keypad_ = new Keypad;
    keypad_->setFallback(number_->edit());
    line->addWidget(keypad_, 0, Qt::AlignTop);
    connect(number_->edit(), &NumberEdit::entered, this, [this] { record(); });
    return box;
}

void LimitsPanel::begin() {
    edit({});
    showOffers(false);
    EntryPanel::begin();
}

void LimitsPanel::setState(const LimitsState& state) {
    const bool sameRows = state.rows == state_.rows;
    const bool sameOffers =
        std::ranges::equal(state.offers, state_.offers, {}, &LimitOffer::title, &LimitOffer::title);
    const bool first = state_.rows.empty();
    state_ = state;
    if (!sameRows || first) fillRows();
    if (!sameOffers || first) fillOffers();
    offersNote_->setText(state.offersNote);
    const auto open = std::ranges::count_if(state.offers, [](const auto& o) { return o.refused.isEmpty(); });
    offersTab_->setValue(open > 0 ? QString::number(open) : QString());
}

void LimitsPanel::fillRows() {
    clearLayout(*rows_);
    for (const LimitRow& row : state_.rows) {
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kTight);
        auto* title = new TextLabel(row.title, type::kSmall, toneOf(row.channel), QFont::DemiBold);
        title->setFixedWidth(kTitleWidth);
        title->setWrapping(true);
        line->addWidget(title);
        for (const LimitCell& cell : row.cells) {
            auto* button = new PushButton(cell.value);
            button->setSubline(cell.changed || cell.setting ? cell.detail
                               : cell.detail.isEmpty()
                                   ? levelWord(cell.level)
                                   : levelWord(cell.level) + QStringLiteral(" · ") + cell.detail);
            button->setFixedSize(kCellWidth, kCellHeight);
            button->setHighlighted(cell.changed);
            button->setAccessibleName(cell.spoken);
            connect(button, &QPushButton::clicked, this, [this, id = cell.id] { edit(id); });
            line->addWidget(button);
        }
        line->addStretch(1);
        rows_->addLayout(line);
    }
    rows_->addStretch(1);
}

void LimitsPanel::fillOffers() {
    clearLayout(*offers_);
    for (const LimitOffer& offer : state_.offers) {
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kGap);
        auto* words = new QVBoxLayout;
        words->setSpacing(2);
        const bool possible = offer.refused.isEmpty();
        words->addWidget(
            new TextLabel(offer.title, type::kBody, possible ? Tone::normal : Tone::quiet, QFont::DemiBold));
        auto* why = new TextLabel(possible ? offer.because : offer.refused, type::kSmall, Tone::quiet);
        why->setWrapping(true);
        words->addWidget(why);
        line->addLayout(words, 1);
        if (possible) {
            auto* confirm = new PushButton(tr("Confirm"));
            confirm->setAccessibleName(tr("Confirm %1").arg(offer.title));
            connect(confirm, &QPushButton::clicked, this,
                    [this, change = offer.change] { submit(LimitChanged(change)); });
            line->addWidget(confirm);
        }
        offers_->addLayout(line);
    }
    offers_->addStretch(1);
}

void LimitsPanel::showOffers(bool offers) {
    pages_->setCurrentIndex(offers ? 1 : 0);
    limitsTab_->setChecked(!offers);
    offersTab_->setChecked(offers);
    editor_->setVisible(!offers);
    recordButton()->setVisible(!offers && !edited_.empty());
    clearMessage();
}

const LimitCell* LimitsPanel::cell(const std::string& limit) const {
    for (const auto& row : state_.rows)
        for (const auto& one : row.cells)
            if (one.id == limit) return &one;
    return nullptr;
}

void LimitsPanel::showChannel(Channel channel) {
    for (const auto& row : state_.rows)
        if (row.channel == channel && !row.cells.empty()) return edit(row.cells.front().id);
}

void LimitsPanel::edit(const std::string& limit) {
    const LimitCell* one = cell(limit);
    edited_ = one ? limit : std::string{};
    number_->setVisible(one);
    keypad_->setVisible(one);
    for (Chip* chip : reasons_) {
        chip->setVisible(one);
        chip->setChecked(false);
    }
    editTitle_->setText(one ? one->spoken : tr("Touch a limit to change it."));
    editHint_->setText(one ? one->detail
                           : tr("Each change is recorded with your name and drawn on the chart."));
    number_->edit()->clear();
    recordButton()->setVisible(one);
    clearMessage();
    if (one) number_->edit()->setFocus();
}

void LimitsPanel::record() {
    const LimitCell* one = cell(edited_);
    if (!one) return;
    if (!number_->edit()->problem().isEmpty()) return say(number_->edit()->problem());
    const auto reason = std::ranges::find_if(reasons_, [](const Chip* c) { return c->isChecked(); });
    const auto to = number_->edit()->number();
    // An empty number goes to the rules as it is: they refuse it in their own words.
    if (to && *to == one->number) return say(tr("That is the limit in force; nothing was changed."));
    if (to && reason == reasons_.end()) return say(tr("Choose why the limit is changed."));
    submit(LimitChanged{one->id, one->number, to,
                        reason == reasons_.end() ? std::string{} : kReasons[reason - reasons_.begin()]});
}

void LimitsPanel::afterRecorded() {
    edit({});
}

} // namespace chairside
