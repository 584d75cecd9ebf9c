// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/completeness_card.h"

#include "core/base/number.h"
#include "ui/style/flow_layout.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {

QString words(const std::string& text) {
    return QString::fromStdString(text);
}

QString heading(CompletenessRow::Section section) {
    switch (section) {
    case CompletenessRow::Section::channel: return CompletenessCard::tr("Valid values");
    case CompletenessRow::Section::check: return CompletenessCard::tr("Checks");
    case CompletenessRow::Section::alarm: return CompletenessCard::tr("Alarms");
    }
    return {};
}

} // namespace

CompletenessCard::CompletenessCard(QWidget* parent)
    : Card(tr("Completeness"), parent), summary_(new TextLabel({}, type::kSmall, Tone::quiet)) {
    summary_->setWrapping(true);
    content()->addWidget(summary_);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Completeness of this record"));
    auto* inner = new QWidget;
    rows_ = new QVBoxLayout(inner);
    rows_->setContentsMargins(0, 0, space::kTight, 0);
    rows_->setSpacing(space::kTight);
    scroll->setWidget(inner);
    for (QWidget* ground : {inner, scroll->viewport()}) ground->setAutoFillBackground(false);
    content()->addWidget(scroll, 1);
}

void CompletenessCard::show(const SessionView& view) {
    const auto all = completenessOf(view, lastRecorded(view));
    const auto& opened = view.state().openedAt;
    QString summary = tr("Watched for %1.").arg(words(formatDuration(all.watched.to - all.watched.from)));
    if (all.onTime() + all.late() + all.missed() > 0)
        summary +=
            u' ' +
            tr("Checks: %1 on time, %2 late, %3 missed.").arg(all.onTime()).arg(all.late()).arg(all.missed());
    if (!all.alarms.empty()) {
        summary += u' ' + tr("%n alarm(s), %1 acknowledged", nullptr, static_cast<int>(all.alarms.size()))
                              .arg(all.acknowledged());
        if (const auto wait = all.medianTimeToAcknowledge())
            summary += tr(", median %1").arg(words(formatDuration(*wait)));
        summary += u'.';
    }
    if (all.notRunning > Millis{0})
        summary +=
            u' ' + tr("The program was not running for %1.").arg(words(formatDuration(all.notRunning)));
    setRows(completenessRows(all, opened), summary);
}

void CompletenessCard::setRows(const std::vector<CompletenessRow>& rows, const QString& summary) {
    summary_->setText(summary);
    clearLayout(*rows_);
    std::optional<CompletenessRow::Section> section;
    for (const auto& row : rows) {
        if (section != row.section)
            rows_->addWidget(new TextLabel(heading(row.section), type::kSmall, Tone::quiet, QFont::DemiBold));
        section = row.section;
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kGap);
        auto* what = new TextLabel(words(row.what), type::kSmall, Tone::normal, QFont::DemiBold);
        auto* figure =
            new TextLabel(words(row.figure), type::kSmall, row.poor ? Tone::caution : Tone::normal);
        auto* detail =
            new TextLabel((row.poor ? tr("look: %1") : QStringLiteral("%1")).arg(words(row.detail)),
                          type::kSmall, row.poor ? Tone::caution : Tone::quiet);
        line->addWidget(what, 4);
        line->addWidget(figure, 4);
        line->addWidget(detail, 6);
        rows_->addLayout(line);
    }
    if (rows.empty())
        rows_->addWidget(
            new TextLabel(tr("Nothing was measured or checked in this session."), type::kSmall, Tone::quiet));
    rows_->addStretch(1);
}

} // namespace chairside
