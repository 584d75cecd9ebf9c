// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/import_view.h"

#include "core/base/phrase.h"
#include "ui/clinic/document_view.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chairside {

ImportView::ImportView(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kGap);
    document_ = new DocumentView;
    column->addWidget(document_, 1);
    sentence_ = new TextLabel({}, type::kBody, Tone::caution);
    sentence_->setWrapping(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kGap);
    row->addWidget(sentence_, 1);
    cancel_ = new PushButton(tr("Do not take over"));
    take_ = new PushButton(tr("Take over"), ButtonLook::primary);
    take_->setMinimumWidth(160);
    row->addWidget(cancel_);
    row->addWidget(take_);
    column->addLayout(row);
    connect(take_, &QPushButton::clicked, this, &ImportView::confirmed);
    connect(cancel_, &QPushButton::clicked, this, &ImportView::cancelled);
}

void ImportView::show(const QString& fileName, const DocumentPreview& preview) {
    QStringList remarks;
    for (const auto& remark : preview.remarks) remarks << QString::fromStdString(remark);
    document_->show(QString::fromStdString(preview.title),
                    tr("%1, version %2, id %3 · from %4 · not taken over yet")
                        .arg(QString::fromStdString(phrase(kindWords(preview.kind))),
                             QString::fromStdString(preview.version), QString::fromStdString(preview.id),
                             fileName),
                    preview.parts, remarks);
    const auto refusal = QString::fromStdString(preview.refusal);
    sentence_->setTone(refusal.isEmpty() ? Tone::quiet : Tone::caution);
    sentence_->setText(refusal.isEmpty()
                           ? tr("Read it through. It is in force for sessions that begin from now on.")
                           : refusal);
    take_->setWhyDisabled(refusal);
    (refusal.isEmpty() ? static_cast<QWidget*>(document_) : cancel_)->setFocus();
}

void ImportView::showProblem(const QString& fileName, const QString& sentence) {
    document_->show(tr("This file can't be taken over"), fileName, {}, {sentence});
    sentence_->setText({});
    take_->setWhyDisabled(tr("The file has a fault."));
    cancel_->setFocus();
}

void ImportView::showFailure(const QString& sentence) {
    sentence_->setTone(Tone::caution);
    sentence_->setText(sentence);
}

} // namespace chairside
