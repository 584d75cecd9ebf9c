// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/dose_panel.h"

#include "core/base/number.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {

QString n(double value, int decimals = 2) {
    return QString::fromStdString(formatNumber(value, decimals));
}

QLineEdit* numberField(const QString& label) {
    auto* edit = new QLineEdit;
    edit->setAccessibleName(label);
    edit->setFixedWidth(96);
    edit->setMaxLength(12);
    return edit;
}

std::optional<double> typed(const QLineEdit* edit) {
    return parseNumber(edit->text().toStdString()).value;
}

void check(QButtonGroup* group, int id) {
    if (group && group->button(id)) group->button(id)->setChecked(true);
}

int indexOf(const std::vector<double>& list, double value) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i] == value) return static_cast<int>(i);
    return -1;
}

} // namespace

DosePanel::DosePanel(DosingRule rule, QWidget* parent)
    : EntryPanel(tr("Dose order"), parent), rule_(std::move(rule)), dose_(numberField(tr("Dose in mg/kg"))),
      duration_(numberField(tr("Duration in minutes"))), overfill_(numberField(tr("Overfill in mL"))),
      second_(new QLineEdit), amount_(new TextLabel({}, type::kLarge, Tone::infusion, QFont::DemiBold)),
      preparation_(new TextLabel({}, type::kBody)), rate_(new TextLabel({}, type::kBody)),
      findings_(new TextLabel({}, type::kSmall, Tone::caution)),
      last_(new TextLabel({}, type::kTiny, Tone::quiet)) {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::kWide);
    auto* left = new QVBoxLayout;
    left->setSpacing(2);
    makeChoices(*left);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::kTight);
    for (TextLabel* label : {preparation_, rate_, findings_, last_}) label->setWrapping(true);
    for (TextLabel* label : {amount_, preparation_, rate_, findings_, last_}) right->addWidget(label);
    last_->hide();
    right->addStretch(1);
    columns->addLayout(left, 3);
    columns->addLayout(right, 2);
    body()->addLayout(columns);
    second_->setPlaceholderText(tr("Second person who checked it"));
    second_->setAccessibleName(tr("Second person"));
    second_->setMaxLength(200);
    footer()->addWidget(second_, 1);
    times()->hide(); // an order is given now
    useRecordButton(tr("Order this dose"));
    recordButton()->setKeyHint({});
    for (QLineEdit* edit : {dose_, duration_, overfill_})
        connect(edit, &QLineEdit::textChanged, this, &DosePanel::recompute);
    recompute();
}

QButtonGroup* DosePanel::addChips(QVBoxLayout& column, const QString& label, const QStringList& texts) {
    auto* group = new QButtonGroup(this);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kUnit);
    auto* caption = new TextLabel(label, type::kSmall, Tone::quiet);
    caption->setFixedWidth(120);
    line->addWidget(caption);
    for (int i = 0; i < texts.size(); ++i) {
        auto* chip = new Chip(texts.at(i));
        chip->setCheckable(true);
        chip->setAccessibleName(label + QLatin1Char(' ') + texts.at(i));
        group->addButton(chip, i);
        line->addWidget(chip);
    }
    line->addStretch(1);
    column.addLayout(line);
    connect(group, &QButtonGroup::idClicked, this, &DosePanel::recompute);
    return group;
}

void DosePanel::makeChoices(QVBoxLayout& column) {
    const auto numberLine = [&](const QString& label, QLineEdit* edit, const QString& unit) {
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kTight);
        auto* caption = new TextLabel(label, type::kSmall, Tone::quiet);
        caption->setFixedWidth(120 - space::kUnit);
        line->addWidget(caption);
        line->addWidget(edit);
        line->addWidget(new TextLabel(unit, type::kSmall, Tone::quiet));
        line->addStretch(1);
        column.addLayout(line);
    };
    QStringList texts;
    if (!rule_.fixedMg.empty()) {
        for (const double mg : rule_.fixedMg) texts << tr("%1 mg").arg(n(mg));
        fixed_ = addChips(column, tr("Dose"), texts);
    } else {
        numberLine(tr("Dose"), dose_, tr("mg/kg"));
        basis_ = addChips(column, tr("Weight used"), {tr("actual"), tr("ideal"), tr("adjusted")});
    }
    if (nasal()) return;
    numberLine(tr("Duration"), duration_, tr("min"));
    texts.clear();
    for (const double strength : rule_.stockMgPerMl) texts << tr("%1 mg/mL").arg(n(strength));
    strength_ = addChips(column, tr("Vial strength"), texts);
    texts.clear();
    for (const double ml : rule_.bagMl) texts << tr("%1 mL bag").arg(n(ml));
    for (const double ml : rule_.syringeMl) texts << tr("%1 mL syringe").arg(n(ml));
    container_ = addChips(column, tr("Container"), texts);
    mix_ = addChips(column, tr("Drug volume"), {tr("replaces diluent"), tr("is added")});
    numberLine(tr("Overfill"), overfill_, tr("mL"));
}

void DosePanel::setChoices(const DoseChoices& next) {
    given_ = next;
    dose_->setText(next.mgPerKg > 0 ? QString::fromStdString(formatPlain(next.mgPerKg, 3)) : QString());
    duration_->setText(next.durationMin > 0 ? QString::fromStdString(formatPlain(next.durationMin, 1))
                                            : QString());
    overfill_->setText(QString::fromStdString(formatPlain(next.overfillMl, 1)));
    check(basis_, static_cast<int>(next.basis));
    check(strength_, indexOf(rule_.stockMgPerMl, next.stockMgPerMl));
    const bool bag = next.container == Container::bag;
    const int at = indexOf(bag ? rule_.bagMl : rule_.syringeMl, next.bagMl);
    if (at >= 0) check(container_, at + (bag ? 0 : static_cast<int>(rule_.bagMl.size())));
    check(mix_, static_cast<int>(next.mix));
    if (next.fixedMg) check(fixed_, indexOf(rule_.fixedMg, *next.fixedMg));
    recompute();
}

void DosePanel::setLastSession(const QStringList& lines) {
    last_->setVisible(!lines.isEmpty());
    last_->setText(tr("Last session, %1").arg(lines.join(QLatin1Char('\n'))));
}

void DosePanel::begin() {
    second_->clear();
    EntryPanel::begin();
    recompute();
}

void DosePanel::focusFirst() {
    fixed_ ? setFocus() : dose_->setFocus();
}

std::optional<DoseChoices> DosePanel::choices() const {
    for (const QLineEdit* edit : {dose_, duration_, overfill_})
        if (parseNumber(edit->text().toStdString()).issue) return std::nullopt;
    DoseChoices c = given_;
    c.mgPerKg = typed(dose_).value_or(0);
    c.durationMin = typed(duration_).value_or(0);
    c.overfillMl = typed(overfill_).value_or(0);
    c.fixedMg.reset();
    if (fixed_ && fixed_->checkedId() >= 0)
        c.fixedMg = rule_.fixedMg[static_cast<std::size_t>(fixed_->checkedId())];
    if (basis_ && basis_->checkedId() >= 0) c.basis = static_cast<DosingWeight>(basis_->checkedId());
    c.stockMgPerMl = strength_ && strength_->checkedId() >= 0
                         ? rule_.stockMgPerMl[static_cast<std::size_t>(strength_->checkedId())]
                         : 0;
    c.bagMl = 0;
    if (container_ && container_->checkedId() >= 0) {
        const auto id = static_cast<std::size_t>(container_->checkedId());
        const bool bag = id < rule_.bagMl.size();
        c.container = bag ? Container::bag : Container::syringe;
        c.bagMl = bag ? rule_.bagMl[id] : rule_.syringeMl[id - rule_.bagMl.size()];
    }
    if (mix_ && mix_->checkedId() >= 0) c.mix = static_cast<MixMode>(mix_->checkedId());
    return c;
}

void DosePanel::recompute() {
    order_.reset();
    found_.clear();
    const auto chosen = choices();
    QString why = tr("One of the numbers is not a number; use digits and one decimal mark.");
    if (chosen) {
        const auto computed = computeDose(rule_, *chosen);
        if (const auto* refusal = std::get_if<Refusal>(&computed))
            why = QString::fromStdString(refusal->sentence);
        else
            order_ = std::get<DoseOrder>(computed);
    }
    second_->setVisible(false);
    if (!order_) {
        amount_->setText(QStringLiteral("– – –"));
        preparation_->setText(why);
        rate_->setText({});
        findings_->setText({});
        recordButton()->setWhyDisabled(why);
        return;
    }
    found_ = checkDose(rule_, *chosen, *order_);
    showFigures(*order_);
}

void DosePanel::showFigures(const DoseOrder& order) {
    const DoseFigures f = figures(rule_, order);
    amount_->setText(tr("%1 mg").arg(n(order.doseMg)));
    const QString weight = tr("%1 mg/kg on %2 kg").arg(n(f.mgPerKg, 3), n(order.dosingWeightKg, 1));
    if (nasal()) {
        preparation_->setText(tr("%n device(s) of %1 mg", nullptr, f.devices).arg(n(*rule_.deviceMg)));
        rate_->setText({});
    } else {
        preparation_->setText(tr("%1\nDraw %2 mL of %3 mg/mL (%4 mg)\n%5 mL in all, %6 mg/mL")
                                  .arg(weight, n(f.stockMl, 3), n(order.stockMgPerMl), n(order.doseMg),
                                       n(order.totalMl, 1), n(order.concentrationMgPerMl, 4)));
        rate_->setText(
            tr("Pump %1 mL/h for %2 min\n%3 mg/h, %4 mcg/kg/min")
                .arg(n(f.pumpRateMlPerH, 1), n(order.durationMin, 1), n(f.rateMgPerH), n(f.rateMcgPerKgMin)));
    }
    QStringList sentences;
    bool blocked = false, second = false;
    for (const DoseFinding& finding : found_) {
        sentences << QString::fromStdString(finding.sentence);
        blocked = blocked || finding.severity == CheckSeverity::block;
        second = second || finding.severity == CheckSeverity::secondPerson;
    }
    findings_->setText(sentences.join(QLatin1Char('\n')));
    findings_->setTone(blocked ? Tone::danger : Tone::caution);
    second_->setVisible(second && !blocked);
    recordButton()->setWhyDisabled(blocked ? sentences.join(QLatin1Char(' ')) : QString());
}

QString DosePanel::orderText() const {
    return amount_->text() + QLatin1Char('\n') + preparation_->text() + QLatin1Char('\n') + rate_->text();
}

QString DosePanel::findingsText() const {
    return findings_->text();
}

void DosePanel::record() {
    if (!order_) return say(preparation_->text());
    const QString person = second_->text().trimmed();
    if (!second_->isHidden() && person.isEmpty())
        return say(tr("A second person must check this dose and be named here."));
    DoseOrdered ordered;
    ordered.order = *order_;
    ordered.secondPerson = second_->isHidden() ? std::string() : person.toStdString();
    for (const DoseFinding& finding : found_) ordered.warnings.push_back(finding.sentence);
    submit(ordered);
}

} // namespace chairside
