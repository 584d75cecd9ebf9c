// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/document_section.h"

#include "ui/clinic/document_view.h"
#include "ui/style/card.h"
#include "ui/style/flow_layout.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kDocumentsWidth = 380, kProblemsHeight = 220;

} // namespace

DocumentSection::DocumentSection(const QString& listName, Show show, QWidget* parent)
    : QWidget(parent), show_(std::move(show)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kGap);
    auto* side = new QWidget;
    side->setFixedWidth(kDocumentsWidth);
    auto* left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(space::kTight);
    problems_ = new Card(tr("Not used"));
    problems_->setMaximumHeight(kProblemsHeight);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    static_cast<Card*>(problems_)->content()->addWidget(scroll);
    left->addWidget(problems_);
    list_ = makeRowList(listName);
    auto* card = new Card;
    card->setPadding(space::kTight);
    card->content()->addWidget(list_);
    left->addWidget(card, 1);
    place_ = new TextLabel({}, type::kTiny, Tone::quiet);
    place_->setWrapping(true);
    left->addWidget(place_);
    columns->addWidget(side);
    view_ = new DocumentView;
    columns->addWidget(view_, 1);
    connect(list_, &QListWidget::currentRowChanged, this, [this] { showChosen(); });
    problems_->hide();
}

void DocumentSection::setState(const State& state) {
    if (state == state_ && list_->count() > 0) return;
    state_ = state;
    fillRows(*list_, state.rows);
    place_->setText(state.place);
    problems_->setVisible(!state.problems.isEmpty());
    auto* scroll = problems_->findChild<QScrollArea*>();
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    for (const auto& sentence : state.problems) {
        auto* label = new TextLabel(sentence, type::kSmall, Tone::caution);
        label->setWrapping(true);
        column->addWidget(label);
    }
    column->addStretch(1);
    scroll->setWidget(inside);
    inside->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    showChosen();
}

void DocumentSection::choose(const QString& key) {
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->data(TwoLineRow::Key).toString() == key) list_->setCurrentRow(i);
}

void DocumentSection::showChosen() {
    const auto* item = list_->currentItem();
    if (!item) return view_->showNothing(tr("There is nothing here yet."));
    const auto shown = show_(item->data(TwoLineRow::Key).toString());
    view_->show(shown.title, shown.detail, shown.parts, shown.remarks);
}

} // namespace chairside
