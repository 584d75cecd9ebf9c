// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/forms_section.h"

#include "ui/clinic/document_view.h"
#include "ui/clinic/labelled.h"
#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

constexpr int kFormsWidth = 380;

} // namespace

FormsSection::FormsSection(Ports ports, QWidget* parent) : QWidget(parent), ports_(std::move(ports)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kGap);
    auto* side = new QWidget;
    side->setFixedWidth(kFormsWidth);
    auto* left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(space::kTight);
    list_ = makeRowList(tr("Monitoring forms"));
    auto* card = new Card;
    card->setPadding(space::kTight);
    card->content()->addWidget(list_);
    left->addWidget(card, 1);
    auto* foot =
        new TextLabel(tr("The form of each esketamine session is due seven days after it. Chairside prepares "
                         "it; a person completes and sends it."),
                      type::kTiny, Tone::quiet);
    foot->setWrapping(true);
    left->addWidget(foot);
    columns->addWidget(side);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::kGap);
    view_ = new DocumentView;
    right->addWidget(view_, 1);
    right->addWidget(makeActions());
    columns->addLayout(right, 1);
    connect(list_, &QListWidget::currentRowChanged, this, [this] { showChosen(); });
}

QWidget* FormsSection::makeActions() {
    actions_ = new Card;
    actions_->setPadding(space::kInside);
    saving_ = new TextLabel({}, type::kBody, Tone::caution);
    saving_->setWrapping(true);
    answer_ = new TextLabel({}, type::kBody, Tone::caution);
    answer_->setWrapping(true);
    by_ = new QComboBox;
    on_ = new QLineEdit;
    on_->setMaxLength(10);
    export_ = new PushButton(tr("Save the form's fields…"));
    mark_ = new PushButton(tr("Mark as sent"), ButtonLook::primary);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kGap);
    row->addWidget(export_, 0, Qt::AlignBottom);
    row->addStretch(1);
    row->addWidget(labelled(tr("Sent by"), by_, 220));
    row->addWidget(labelled(tr("On, year-month-day"), on_, 150));
    row->addWidget(mark_, 0, Qt::AlignBottom);
    actions_->content()->addWidget(saving_);
    actions_->content()->addWidget(answer_);
    actions_->content()->addLayout(row);
    saving_->hide();
    answer_->hide();
    connect(export_, &QPushButton::clicked, this, [this] {
        const auto sentence = ports_.exportForm(chosenKey());
        answer_->setTone(Tone::quiet);
        answer_->setText(sentence);
        answer_->setVisible(!sentence.isEmpty());
    });
    connect(mark_, &QPushButton::clicked, this,
            [this] { Q_EMIT sentMarked(chosenKey(), by_->currentText(), on_->text().trimmed()); });
    return actions_;
}

QString FormsSection::chosenKey() const {
    const auto* item = list_->currentItem();
    return item ? item->data(TwoLineRow::Key).toString() : QString();
}

void FormsSection::setState(const State& state) {
    const bool sameDay = state_.today == state.today;
    state_ = state;
    if (!sameDay || on_->text().isEmpty()) on_->setText(state.today);
    const auto who = by_->currentText();
    by_->clear();
    by_->addItems(state.people);
    by_->setCurrentIndex(std::max(0, by_->findText(who)));
    saving_->setText(state.saving);
    saving_->setVisible(!state.saving.isEmpty());
    fillRows(*list_, state.rows);
    showChosen();
}

void FormsSection::showChosen() {
    const auto key = chosenKey();
    actions_->setVisible(!key.isEmpty());
    answer_->hide();
    if (key.isEmpty())
        return view_->showNothing(
            tr("No esketamine session has been recorded. Its form appears here, with the day on "
               "which it is due."));
    const auto shown = ports_.show(key);
    view_->show(shown.title, shown.detail, shown.parts, shown.remarks);
    const bool sent =
        std::find(state_.sent.begin(), state_.sent.end(), key.toStdString()) != state_.sent.end();
    mark_->setWhyDisabled(
        sent ? tr("It is marked as sent already; the mark can be withdrawn among the entries of "
                  "the drug stock.")
        : state_.people.isEmpty() ? tr("Choose who is at the chair on the start page first.")
                                  : QString());
}

void FormsSection::showAnswer(const Decision& decision) {
    QString sentence;
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        sentence = QString::fromStdString(refusal->sentence);
    answer_->setTone(Tone::caution);
    answer_->setText(sentence);
    answer_->setVisible(!sentence.isEmpty());
}

} // namespace chairside
