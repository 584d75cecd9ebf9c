// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/series_panel.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/series.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {

SeriesPanel::SeriesPanel(Content content, QWidget* parent)
    : EntryPanel(tr("Course of treatment"), parent), number_(new QLineEdit) {
    times()->hide(); // a session belongs to a series as a whole
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::kWide);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::kTight);
    std::vector<std::pair<std::string, QString>> choices;
    for (const auto& indication : indications()) {
        indicationKeys_.emplace_back(indication.key);
        choices.emplace_back(indication.key, QString::fromStdString(phrase(indication.title)));
    }
    indications_ = addChips(*left, tr("Treated for"), choices, content.indication);
    courseKeys_ = {std::string(kInduction), std::string(kMaintenance)};
    courses_ =
        addChips(*left, tr("Series"),
                 {{courseKeys_[0], tr("induction")}, {courseKeys_[1], tr("maintenance")}}, content.course);
    left->addWidget(new TextLabel(tr("Session number in the series"), type::kSmall, Tone::quiet));
    number_->setText(QString::number(content.number));
    number_->setAccessibleName(tr("Session number in the series"));
    number_->setValidator(new QIntValidator(1, 999, number_));
    number_->setFixedSize(96, space::kTouch);
    left->addWidget(number_);
    left->addStretch(1);
    columns->addLayout(left, 3);

    auto* right = new QVBoxLayout;
    right->setSpacing(space::kUnit);
    right->addWidget(new TextLabel(content.last.isEmpty() ? tr("First session with this record")
                                                          : tr("Last session, for comparison only"),
                                   type::kSmall, Tone::quiet, QFont::DemiBold));
    for (const auto& line : content.last) {
        auto* label = new TextLabel(line, type::kSmall);
        label->setWrapping(true);
        right->addWidget(label);
    }
    right->addStretch(1);
    columns->addLayout(right, 2);
    body()->addLayout(columns);
    useRecordButton(tr("Confirm"));
    setHint(tr("proposed from the sessions before"));
}

QButtonGroup* SeriesPanel::addChips(QVBoxLayout& column, const QString& label,
                                    const std::vector<std::pair<std::string, QString>>& choices,
                                    const std::string& chosen) {
    column.addWidget(new TextLabel(label, type::kSmall, Tone::quiet));
    auto* group = new QButtonGroup(this);
    auto* line = new FlowLayout(nullptr, space::kUnit);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        auto* chip = new Chip(choices[i].second);
        chip->setCheckable(true);
        chip->setChecked(choices[i].first == chosen);
        group->addButton(chip, static_cast<int>(i));
        line->addWidget(chip);
    }
    column.addLayout(line);
    return group;
}

void SeriesPanel::record() {
    if (indications_->checkedId() < 0) return say(tr("Choose what is treated."));
    if (courses_->checkedId() < 0) return say(tr("Choose induction or maintenance."));
    submit(CourseAssigned{indicationKeys_[static_cast<std::size_t>(indications_->checkedId())],
                          courseKeys_[static_cast<std::size_t>(courses_->checkedId())],
                          static_cast<int>(parseNumber(number_->text().toStdString()).value.value_or(0))});
}

} // namespace chairside
