// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/follow_up_card.h"

#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kMostFollowUps = 2; ///< more are counted; the start page must not scroll

} // namespace

FollowUpCard::FollowUpCard(QWidget* parent) : Card(tr("Follow-ups due"), parent), lines_(new QVBoxLayout) {
    lines_->setSpacing(space::kTight);
    content()->addLayout(lines_);
    hide();
}

void FollowUpCard::setRows(std::vector<Row> rows, std::size_t total) {
    if (rows == rows_ && total == total_) return;
    rows_ = std::move(rows);
    total_ = std::max(total, rows_.size());
    clearLayout(*lines_);
    const int count = static_cast<int>(rows_.size());
    for (int i = 0; i < std::min(count, kMostFollowUps); ++i) lines_->addWidget(makeRow(i));
    const auto more = total_ - static_cast<std::size_t>(std::min(count, kMostFollowUps));
    if (more > 0)
        lines_->addWidget(
            new TextLabel(tr("and %1 more, shown as these are closed").arg(more), type::kTiny, Tone::quiet));
    setVisible(count > 0 && !heldBack_);
}

void FollowUpCard::setHeldBack(bool held) {
    heldBack_ = held;
    setVisible(!rows_.empty() && !held);
}

QWidget* FollowUpCard::makeRow(int index) {
    const auto& row = rows_[static_cast<std::size_t>(index)];
    auto* widget = new QWidget;
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kTight);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new TextLabel(row.patient, type::kBody, Tone::normal, QFont::DemiBold));
    words->addWidget(new TextLabel(row.text.isEmpty() ? row.due : row.due + QStringLiteral(" · ") + row.text,
                                   type::kSmall, Tone::quiet));
    line->addLayout(words, 1);
    auto* open = new PushButton(tr("Course"));
    open->setAccessibleName(tr("Course of %1").arg(row.patient));
    auto* close = new PushButton(tr("Close…"));
    close->setAccessibleName(tr("Close the follow-up of %1").arg(row.patient));
    connect(open, &QPushButton::clicked, this, [this, index] { Q_EMIT opened(index); });
    connect(close, &QPushButton::clicked, this, [this, index] { Q_EMIT closeRequested(index); });
    line->addWidget(open);
    line->addWidget(close);
    return widget;
}

} // namespace chairside
