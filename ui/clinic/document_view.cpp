// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/document_view.h"

#include "ui/style/card.h"
#include "ui/style/text_label.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kReadingWidth = 900; // longer lines are hard to follow

TextLabel* line(QVBoxLayout* into, const QString& text, double px, Tone tone,
                QFont::Weight weight = QFont::Normal) {
    auto* label = new TextLabel(text, px, tone, weight);
    label->setWrapping(true);
    into->addWidget(label);
    return label;
}

} // namespace

DocumentView::DocumentView(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("The document in words"));
}

QVBoxLayout* DocumentView::fresh() {
    auto* page = new QWidget;
    auto* outer = new QHBoxLayout(page);
    outer->setContentsMargins(0, 0, space::kTight, 0);
    auto* holder = new QWidget;
    holder->setMaximumWidth(kReadingWidth);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kGap);
    outer->addWidget(holder, 1);
    outer->addStretch(0);
    setWidget(page); // the one before is deleted
    page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    return column;
}

void DocumentView::show(const QString& title, const QString& detail, const std::vector<DocumentPart>& parts,
                        const QStringList& remarks) {
    auto* column = fresh();
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    line(head, title, type::kTitle, Tone::normal, QFont::DemiBold);
    line(head, detail, type::kSmall, Tone::quiet);
    column->addLayout(head);
    for (const auto& remark : remarks) line(column, remark, type::kBody, Tone::caution);
    for (const auto& part : parts) {
        auto* card = new Card(QString::fromStdString(part.title));
        card->setPadding(space::kInside);
        card->content()->setSpacing(space::kUnit + 2);
        for (const auto& text : part.lines)
            line(card->content(), QString::fromStdString(text), type::kSmall, Tone::normal);
        column->addWidget(card);
    }
    column->addStretch(1);
    verticalScrollBar()->setValue(0);
}

void DocumentView::showNothing(const QString& sentence) {
    auto* column = fresh();
    line(column, sentence, type::kLead, Tone::quiet);
    column->addStretch(1);
}

void DocumentView::keyPressEvent(QKeyEvent* event) {
    auto* bar = verticalScrollBar();
    if (event->key() == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace chairside
