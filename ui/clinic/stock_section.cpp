// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/stock_section.h"

#include "core/base/number.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"
#include "ui/style/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kStockSide = 440, kRowHeight = 44, kFormHeight = 432; // the receipt whole, at 768 px
constexpr std::size_t kShownEntries = 30;

QString number(int value) {
    return value == 0 ? QStringLiteral("–") : text(formatNumber(value));
}

} // namespace

ExpiryWords expiryWords(const StockLot& lot, const std::string& today) {
    if (lot.expiry.empty()) return {QObject::tr("not recorded"), Tone::quiet};
    switch (expiryOn(lot, today)) {
    case Expiry::fine: return {text(lot.expiry), Tone::normal};
    case Expiry::soon: return {QObject::tr("%1 · soon").arg(text(lot.expiry)), Tone::caution};
    case Expiry::expired: return {QObject::tr("%1 · EXPIRED").arg(text(lot.expiry)), Tone::danger};
    case Expiry::unreadable: return {QObject::tr("%1 · not a date").arg(text(lot.expiry)), Tone::caution};
    }
    return {};
}

StockSection::StockSection(QWidget* parent) : QWidget(parent) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kGap);
    columns->addWidget(makeTable(), 1);
    columns->addWidget(makeSide());
}

QWidget* StockSection::makeTable() {
    auto* card = new Card;
    card->setPadding(space::kInside);
    warnings_ = new TextLabel({}, type::kBody, Tone::caution);
    warnings_->setWrapping(true);
    saving_ = new TextLabel({}, type::kBody, Tone::caution);
    saving_->setWrapping(true);
    empty_ =
        new TextLabel(tr("No vial has been received yet. Record a receipt on the right; sessions then offer "
                         "the lot, and what they draw is counted here."),
                      type::kLead, Tone::quiet);
    empty_->setWrapping(true);
    table_ = new QTableWidget(0, 7);
    table_->setHorizontalHeaderLabels({tr("Drug and container"), tr("Lot"), tr("Expiry"), tr("Received"),
                                       tr("Drawn"), tr("Removed"), tr("In stock")});
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setAccessibleName(tr("Lots in stock"));
    card->content()->addWidget(saving_);
    card->content()->addWidget(warnings_);
    card->content()->addWidget(empty_, 1, Qt::AlignTop);
    card->content()->addWidget(table_, 1);
    auto* foot =
        new TextLabel(tr("Containers. Drawn comes from the ledgers of recorded sessions; demos and drills "
                         "are not counted. A partly used container counts as one."),
                      type::kTiny, Tone::quiet);
    foot->setWrapping(true);
    card->content()->addWidget(foot);
    return card;
}

QWidget* StockSection::makeSide() {
    auto* side = new QWidget;
    side->setFixedWidth(kStockSide);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kGap);
    auto* card = new Card;
    card->setPadding(space::kInside);
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(space::kTight);
    forms_ = new QStackedWidget;
    const auto add = [&](const QString& name, StockForm* form) {
        auto* chip = new Chip(name);
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        tabs->addWidget(chip);
        each_.push_back(form);
        auto* inside = new QWidget;
        auto* layout = new QVBoxLayout(inside);
        layout->setContentsMargins(0, 0, space::kUnit, 0);
        layout->addWidget(form);
        layout->addStretch(1);
        const int at = forms_->addWidget(plainScroll(inside));
        connect(chip, &QPushButton::toggled, this, [this, at](bool on) {
            if (on) forms_->setCurrentIndex(at);
        });
        connect(form, &StockForm::submitted, this, [this, form](const Command& command) {
            asked_ = form;
            Q_EMIT submitted(command);
        });
        connect(form, &StockForm::pinGiven, this, &StockSection::pinGiven);
        chip->setChecked(at == 0);
    };
    add(tr("Receive"), new ReceiveForm);
    add(tr("Remove"), new RemoveForm);
    add(tr("Count"), new CountForm);
    tabs->addStretch(1);
    card->content()->addLayout(tabs);
    card->content()->addWidget(forms_, 1);
    card->setMinimumHeight(kFormHeight);
    column->addWidget(card, 3);
    entries_ = new Card(tr("Newest entries"));
    entries_->setPadding(space::kInside);
    entryList_ = new QWidget;
    auto* list = new QVBoxLayout(entryList_);
    list->setContentsMargins(0, 0, space::kUnit, 0);
    list->setSpacing(space::kTight);
    entries_->content()->addWidget(plainScroll(entryList_), 1);
    column->addWidget(entries_, 2);
    return side;
}

void StockSection::setState(const State& state) {
    state_ = state;
    warnings_->setText(state.warnings.join(QLatin1Char('\n')));
    warnings_->setVisible(!state.warnings.isEmpty());
    saving_->setText(state.saving);
    saving_->setVisible(!state.saving.isEmpty());
    for (auto* form : each_) form->setContent(state.forms);
    fillTable();
    fillEntries();
}

void StockSection::fillTable() {
    empty_->setVisible(state_.lots.empty());
    table_->setVisible(!state_.lots.empty());
    table_->setRowCount(static_cast<int>(state_.lots.size()));
    const auto& theme = themeOf(*this);
    int row = 0;
    for (const auto& lot : state_.lots) {
        const auto expiry = expiryWords(lot, state_.today);
        const int left = lot.expected();
        const int drawn = lot.opened + (lot.contentMg > 0 ? int(lot.drawnMg / lot.contentMg) : 0);
        const QString partly =
            lot.drawnMg > 0 ? tr("%1 mg").arg(text(formatNumber(lot.drawnMg, 1))) : number(drawn);
        const auto put = [&](int column, const QString& words, Tone tone = Tone::normal,
                             bool strong = false) {
            auto* item = new QTableWidgetItem(words);
            item->setForeground(theme.tone(tone));
            item->setFont(uiFont(type::kSmall, strong ? QFont::DemiBold : QFont::Normal));
            table_->setItem(row, column, item);
        };
        QString name = lot.drug.empty() ? tr("drug not known") : text(lot.drug);
        if (lot.contentMg > 0) name += tr(", %1 mg").arg(text(formatNumber(lot.contentMg)));
        if (lot.strengthMgPerMl > 0) name += tr(" at %1 mg/mL").arg(text(formatNumber(lot.strengthMgPerMl)));
        put(0, name, Tone::normal, true);
        put(1, lot.lot.empty() ? tr("not recorded") : text(lot.lot));
        put(2, expiry.text, left > 0 ? expiry.tone : Tone::quiet);
        put(3, lot.known ? number(lot.received) : tr("never"), lot.known ? Tone::normal : Tone::caution);
        put(4, lot.opened > 0 && lot.drawnMg > 0 ? tr("%1 + %2").arg(number(lot.opened), partly) : partly);
        put(5, number(lot.removed));
        put(6,
            lot.difference == 0
                ? text(formatNumber(left))
                : tr("%1 (count %2%3)")
                      .arg(text(formatNumber(left)), lot.difference > 0 ? QStringLiteral("+") : QString(),
                           text(formatNumber(lot.difference))),
            left < 0    ? Tone::danger
            : left == 0 ? Tone::quiet
                        : Tone::normal,
            true);
        ++row;
    }
}

void StockSection::fillEntries() {
    clearLayout(*entryList_->layout());
    auto* column = static_cast<QVBoxLayout*>(entryList_->layout());
    if (state_.entries.empty()) column->addWidget(new TextLabel(tr("None yet."), type::kSmall, Tone::quiet));
    std::size_t shown = 0;
    for (const auto& entry : state_.entries) {
        if (shown++ == kShownEntries) break;
        auto* row = new QHBoxLayout;
        row->setSpacing(space::kTight);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* title = new TextLabel(entry.title, type::kSmall);
        title->setWrapping(true);
        words->addWidget(title);
        words->addWidget(new TextLabel(entry.detail, type::kTiny, Tone::quiet));
        row->addLayout(words, 1);
        if (entry.withdrawable) {
            auto* withdraw = new PushButton(tr("Withdraw"), ButtonLook::plain);
            withdraw->setAccessibleName(tr("Withdraw: %1").arg(entry.title));
            connect(withdraw, &QPushButton::clicked, this, [this, id = entry.id] { askReason(id); });
            row->addWidget(withdraw, 0, Qt::AlignTop);
        }
        column->addLayout(row);
    }
    column->addStretch(1);
}

void StockSection::askReason(const Uuid& entry) {
    clearLayout(*entryList_->layout());
    auto* column = static_cast<QVBoxLayout*>(entryList_->layout());
    const auto found = std::find_if(state_.entries.begin(), state_.entries.end(),
                                    [&](const Entry& e) { return e.id == entry; });
    if (found == state_.entries.end()) return fillEntries();
    auto* title = new TextLabel(found->title, type::kSmall);
    title->setWrapping(true);
    column->addWidget(title);
    auto* reason = new QLineEdit;
    reason->setAccessibleName(tr("Why it is withdrawn"));
    reason->setPlaceholderText(tr("Why is it withdrawn? Both stay in the record."));
    reason->setMinimumHeight(space::kTouch);
    limitText(reason, 400);
    column->addWidget(reason);
    auto* row = new QHBoxLayout;
    auto* keep = new PushButton(tr("Keep it"));
    auto* withdraw = new PushButton(tr("Withdraw it"), ButtonLook::danger);
    row->addStretch(1);
    row->addWidget(keep);
    row->addWidget(withdraw);
    column->addLayout(row);
    column->addStretch(1);
    // Queued: the buttons are deleted by what they do.
    connect(keep, &QPushButton::clicked, this, &StockSection::fillEntries, Qt::QueuedConnection);
    const auto ask = [this, entry, reason] { Q_EMIT withdrawRequested(entry, reason->text().simplified()); };
    connect(withdraw, &QPushButton::clicked, this, ask, Qt::QueuedConnection);
    connect(reason, &QLineEdit::returnPressed, this, ask, Qt::QueuedConnection);
    reason->setFocus();
}

void StockSection::showWithdrawn(const Decision& decision) {
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        saving_->setText(text(refusal->sentence));
        saving_->show();
    }
}

void StockSection::submitAgain() {
    if (asked_) asked_->submitAgain();
}

void StockSection::showWrongPin(const QString& sentence) {
    if (asked_) asked_->showWrongPin(sentence);
}

void StockSection::showAnswer(const Decision& decision) {
    if (asked_) asked_->showAnswer(decision);
}

} // namespace chairside
