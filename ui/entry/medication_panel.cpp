// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/medication_panel.h"

#include "core/base/number.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {

QString amount(double dose, const std::string& unit) {
    return QStringLiteral("%1 %2").arg(text(formatNumber(dose)), text(unit));
}

} // namespace

MedicationPanel::MedicationPanel(std::vector<OrderSetEntry> orders, QWidget* parent)
    : EntryPanel(tr("Medication given"), parent), orders_(std::move(orders)), group_(new QButtonGroup(this)),
      find_(new QLineEdit), otherDose_(new QLineEdit), reason_(new QLineEdit), orderedBy_(new QLineEdit),
      summary_(new TextLabel({}, type::kLead, Tone::normal, QFont::DemiBold)) {
    find_->setPlaceholderText(tr("Type to find a drug or a reason"));
    find_->setAccessibleName(tr("Find a drug"));
    body()->addWidget(find_);
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::kWide);
    grid->setVerticalSpacing(2);
    const auto half = static_cast<int>((orders_.size() + 1) / 2);
    for (std::size_t i = 0; i < orders_.size(); ++i) {
        rows_.push_back(makeRow(i));
        grid->addWidget(rows_.back(), static_cast<int>(i) % std::max(1, half),
                        static_cast<int>(i) / std::max(1, half));
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    body()->addWidget(plainScroll(list), 1);
    if (orders_.empty())
        body()->addWidget(new TextLabel(tr("The protocol has no order set. Write what was given as a note."),
                                        type::kBody, Tone::quiet));

    otherDose_->setPlaceholderText(tr("other dose"));
    otherDose_->setAccessibleName(tr("Other dose"));
    otherDose_->setFixedWidth(120);
    reason_->setPlaceholderText(tr("reason"));
    reason_->setAccessibleName(tr("Reason"));
    orderedBy_->setPlaceholderText(tr("ordered by"));
    orderedBy_->setAccessibleName(tr("Ordered by"));
    orderedBy_->setFixedWidth(150);
    footer()->addWidget(summary_, 2);
    footer()->addWidget(otherDose_);
    footer()->addWidget(reason_, 1);
    footer()->addWidget(orderedBy_);
    useRecordButton(tr("Record"));
    connect(find_, &QLineEdit::textEdited, this, &MedicationPanel::filter);
    connect(find_, &QLineEdit::returnPressed, this, [this] {
        for (std::size_t i = 0; i < choices_.size(); ++i)
            if (!rows_[choices_[i].order]->isHidden()) {
                choices_[i].chip->setChecked(true);
                return choose(i);
            }
    });
    connect(otherDose_, &QLineEdit::textEdited, this, &MedicationPanel::showSummary);
    for (QLineEdit* edit : {otherDose_, reason_, orderedBy_}) {
        limit(edit, 200);
        connect(edit, &QLineEdit::returnPressed, this, [this] { record(); });
    }
    showSummary();
}

QWidget* MedicationPanel::makeRow(std::size_t order) {
    const OrderSetEntry& entry = orders_[order];
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kUnit);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addStretch(1);
    names->addWidget(new TextLabel(text(entry.drug), type::kBody, Tone::normal, QFont::DemiBold));
    names->addWidget(new TextLabel(text(entry.indication), type::kTiny, Tone::quiet));
    names->addStretch(1);
    line->addLayout(names, 1);
    for (const QString& route : text(entry.route).split(QLatin1Char('/'), Qt::SkipEmptyParts))
        for (const double dose : entry.doses) {
            auto* chip = new Chip(amount(dose, entry.unit) + QLatin1Char(' ') + route);
            chip->setCheckable(true);
            chip->setAccessibleName(QStringLiteral("%1 %2").arg(text(entry.drug), chip->text()));
            group_->addButton(chip);
            const std::size_t index = choices_.size();
            choices_.push_back({order, dose, route.toStdString(), chip});
            connect(chip, &QPushButton::clicked, this, [this, index] { choose(index); });
            line->addWidget(chip);
        }
    return row;
}

QAbstractButton* MedicationPanel::doseButton(std::size_t order, std::size_t choice) const {
    for (const Choice& candidate : choices_)
        if (candidate.order == order && choice-- == 0) return candidate.chip;
    return nullptr;
}

void MedicationPanel::begin() {
    afterRecorded();
    EntryPanel::begin();
}

void MedicationPanel::focusFirst() {
    find_->setFocus();
}

void MedicationPanel::choose(std::size_t choice) {
    const bool otherDrug = !chosen_ || choices_[*chosen_].order != choices_[choice].order;
    chosen_ = choice;
    otherDose_->clear();
    // The order set lists each drug under its indication: touching it there is the reason, and it can be
    // rewritten.
    if (otherDrug) reason_->setText(text(orders_[choices_[choice].order].indication));
    clearMessage();
    showSummary();
    recordButton()->setFocus();
}

void MedicationPanel::filter(const QString& query) {
    for (std::size_t i = 0; i < orders_.size(); ++i)
        rows_[i]->setVisible(text(orders_[i].drug).contains(query.trimmed(), Qt::CaseInsensitive) ||
                             text(orders_[i].indication).contains(query.trimmed(), Qt::CaseInsensitive));
}

std::optional<double> MedicationPanel::dose() const {
    if (!chosen_) return std::nullopt;
    if (otherDose_->text().trimmed().isEmpty()) return choices_[*chosen_].dose;
    return parseNumber(otherDose_->text().toStdString()).value;
}

void MedicationPanel::showBefore(const EventBody& body) {
    const auto* given = std::get_if<MedicationGiven>(&body);
    if (!given) return;
    std::optional<std::size_t> sameDrug;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        const auto& order = orders_[choices_[i].order];
        if (order.drug != given->drug || order.unit != given->unit || choices_[i].route != given->route)
            continue;
        if (!sameDrug || choices_[i].dose == given->dose) sameDrug = i;
    }
    if (!sameDrug) return;
    chosen_ = sameDrug;
    if (choices_[*sameDrug].dose == given->dose)
        choices_[*sameDrug].chip->setChecked(true);
    else
        otherDose_->setText(text(formatNumber(given->dose)));
    reason_->setText(text(given->reason));
    orderedBy_->setText(text(given->orderedBy));
    showSummary();
}

QString MedicationPanel::summary() const {
    return summary_->text();
}

void MedicationPanel::showSummary() {
    for (QWidget* field : std::initializer_list<QWidget*>{otherDose_, reason_, orderedBy_})
        field->setVisible(chosen_.has_value());
    const auto parsed = parseNumber(otherDose_->text().toStdString());
    if (parsed.issue)
        say(tr("Other dose: %1").arg(text(parsed.issue->sentence)));
    else
        clearMessage();
    if (!chosen_) return summary_->setText(tr("Touch a dose to choose the drug."));
    const OrderSetEntry& entry = orders_[choices_[*chosen_].order];
    const auto given = dose();
    summary_->setText(QStringLiteral("%1 %2 %3")
                          .arg(text(entry.drug), given ? amount(*given, entry.unit) : QStringLiteral("…"),
                               text(choices_[*chosen_].route)));
}

void MedicationPanel::record() {
    if (!chosen_) return say(tr("Choose a drug and its dose first."));
    const auto parsed = parseNumber(otherDose_->text().toStdString());
    if (parsed.issue) return say(tr("Other dose: %1").arg(text(parsed.issue->sentence)));
    const auto given = dose();
    if (!given || *given <= 0) return say(tr("The dose must be a number above zero."));
    if (reason_->text().trimmed().isEmpty()) return say(tr("Say in a few words why it was given."));
    const OrderSetEntry& entry = orders_[choices_[*chosen_].order];
    MedicationGiven medication;
    medication.drug = entry.drug;
    medication.unit = entry.unit;
    medication.route = choices_[*chosen_].route;
    medication.reason = reason_->text().trimmed().toStdString();
    medication.drugClass = entry.drugClass;
    medication.dose = *given;
    medication.orderedBy = orderedBy_->text().trimmed().toStdString();
    submit(medication);
}

void MedicationPanel::afterRecorded() {
    chosen_.reset();
    group_->setExclusive(false);
    for (const Choice& choice : choices_) choice.chip->setChecked(false);
    group_->setExclusive(true);
    for (QLineEdit* edit : {find_, otherDose_, reason_, orderedBy_}) edit->clear();
    filter({});
    showSummary();
}

} // namespace chairside
