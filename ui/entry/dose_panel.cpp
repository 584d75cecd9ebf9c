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

std::optional<double> typedNumber(const QLineEdit* edit) {
    return parseNumber(edit->text().toStdString()).value;
}

void check(QButtonGroup* group, int id) {
    if (group && group->button(id)) group->button(id)->setChecked(true);
}

QWidget* caption(const QString& text, int less = 0) {
    auto* label = new TextLabel(text, type::kSmall, Tone::quiet);
    label->setFixedWidth(104 - less);
    return label;
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
      amount_(new TextLabel({}, type::kLarge, Tone::infusion, QFont::DemiBold)),
      preparation_(new TextLabel({}, type::kBody)), rate_(new TextLabel({}, type::kBody)),
      findings_(new TextLabel({}, type::kSmall, Tone::caution)),
      last_(new TextLabel({}, type::kTiny, Tone::quiet)),
      stockLine_(new TextLabel({}, type::kSmall, Tone::quiet)) {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::kWide);
    auto* left = new QVBoxLayout;
    left->setSpacing(2);
    makeChoices(*left);
    makePeople(*left);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::kTight);
    for (TextLabel* label : {amount_, preparation_, rate_, stockLine_, findings_, last_}) {
        if (label != amount_) label->setWrapping(true);
        right->addWidget(label);
    }
    last_->hide();
    stockLine_->hide();
    right->addStretch(1);
    columns->addLayout(left, 3);
    columns->addLayout(right, 2);
    body()->addLayout(columns);
    times()->hide(); // an order is given now
    useRecordButton(tr("Order this dose"));
    recordButton()->setKeyHint({});
    for (QLineEdit* edit : {dose_, duration_, overfill_})
        connect(edit, &QLineEdit::textChanged, this, &DosePanel::recompute);
    recompute();
}

/// A caption and one choice; a number may stand in the same line.
QButtonGroup* DosePanel::addChips(QVBoxLayout& column, const QString& label, const QStringList& texts,
                                  QLineEdit* beside, const QString& besideCaption, const QString& unit) {
    auto* group = new QButtonGroup(this);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kUnit);
    line->addWidget(caption(label));
    for (int i = 0; i < texts.size(); ++i) {
        auto* chip = new Chip(texts.at(i));
        chip->setCheckable(true);
        chip->setAccessibleName(label + QLatin1Char(' ') + texts.at(i));
        group->addButton(chip, i);
        line->addWidget(chip);
    }
    if (beside) {
        line->addSpacing(space::kGap);
        line->addWidget(new TextLabel(besideCaption, type::kSmall, Tone::quiet));
        line->addWidget(beside);
        line->addWidget(new TextLabel(unit, type::kSmall, Tone::quiet));
    }
    line->addStretch(1);
    column.addLayout(line);
    connect(group, &QButtonGroup::idClicked, this, &DosePanel::recompute);
    return group;
}

void DosePanel::makeChoices(QVBoxLayout& column) {
    QStringList texts;
    if (!rule_.fixedMg.empty()) {
        for (const double mg : rule_.fixedMg) texts << tr("%1 mg").arg(n(mg));
        fixed_ = addChips(column, tr("Dose"), texts);
    }
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kTight);
    const auto number = [&](QWidget* name, QLineEdit* edit, const QString& unit) {
        line->addWidget(name);
        line->addWidget(edit);
        line->addWidget(new TextLabel(unit, type::kSmall, Tone::quiet));
    };
    if (!fixed_) number(caption(tr("Dose"), space::kUnit), dose_, tr("mg/kg"));
    if (!nasal())
        number(fixed_ ? caption(tr("Duration"), space::kUnit)
                      : new TextLabel(tr("over"), type::kSmall, Tone::quiet),
               duration_, tr("min"));
    line->addStretch(1);
    column.addLayout(line);
    if (!fixed_) basis_ = addChips(column, tr("Weight used"), {tr("actual"), tr("ideal"), tr("adjusted")});
    if (nasal()) return;
    texts.clear();
    for (const double strength : rule_.stockMgPerMl) texts << tr("%1 mg/mL").arg(n(strength));
    strength_ = addChips(column, tr("Vial strength"), texts);
    texts.clear();
    for (const double ml : rule_.bagMl) texts << tr("%1 mL bag").arg(n(ml));
    for (const double ml : rule_.syringeMl) texts << tr("%1 mL syringe").arg(n(ml));
    container_ = addChips(column, tr("Container"), texts);
    mix_ = addChips(column, tr("Drug volume"), {tr("replaces diluent"), tr("is added")}, overfill_,
                    tr("Overfill"), tr("mL"));
}

void DosePanel::makePeople(QVBoxLayout& column) {
    const auto row = [&](const QString& label, QButtonGroup*& group) {
        auto* box = new QWidget;
        auto* line = new QHBoxLayout(box);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(space::kUnit);
        auto* name = caption(label);
        name->setFixedHeight(space::kTouch); // beside the first line of names
        line->addWidget(name, 0, Qt::AlignTop);
        auto* names = new QWidget;
        new FlowLayout(names, space::kUnit);
        line->addWidget(names, 1);
        box->hide();
        column.addWidget(box);
        group = new QButtonGroup(this);
        connect(group, &QButtonGroup::idClicked, this, [this] { clearMessage(); });
        return box;
    };
    orderedRow_ = row(tr("Ordered by"), orderedBy_);
    secondRow_ = row(tr("Checked by"), second_);
}

void DosePanel::setPeople(std::vector<Actor> prescribers, std::vector<Actor> others,
                          bool operatorPrescribes) {
    prescribers_ = std::move(prescribers);
    others_ = std::move(others);
    operatorPrescribes_ = operatorPrescribes;
    const auto fill = [](QWidget* row, QButtonGroup* group, const std::vector<Actor>& people,
                         const QString& label, const QString& nobody) {
        auto* names = row->layout()->itemAt(1)->widget();
        for (int i = 0; i < static_cast<int>(people.size()); ++i) {
            auto* chip = new Chip(QString::fromStdString(people[static_cast<std::size_t>(i)].name));
            chip->setCheckable(true);
            chip->setAccessibleName(label + QLatin1Char(' ') + chip->text());
            group->addButton(chip, i);
            names->layout()->addWidget(chip);
        }
        if (people.empty()) names->layout()->addWidget(new TextLabel(nobody, type::kSmall, Tone::caution));
    };
    fill(orderedRow_, orderedBy_, prescribers_, tr("Ordered by"),
         tr("No prescriber is on the staff list; touch the name at the top to add one."));
    fill(secondRow_, second_, others_, tr("Checked by"), tr("Nobody else is on the staff list."));
    if (prescribers_.size() == 1) orderedBy_->button(0)->setChecked(true); // there is no choice to make
    orderedRow_->setVisible(!operatorPrescribes_);
}

void DosePanel::setStock(const std::vector<StockLot>& lots, const std::string& today) {
    stock_ = lots;
    today_ = today;
    hasStock_ = true;
    for (std::size_t i = 0; strength_ && i < rule_.stockMgPerMl.size(); ++i) {
        int left = 0;
        for (const auto& lot : stock_)
            if (lot.strengthMgPerMl == rule_.stockMgPerMl[i]) left += lot.expected();
        auto* chip = qobject_cast<Chip*>(strength_->button(static_cast<int>(i)));
        chip->setValue(left > 0 ? tr("%1 in stock").arg(left) : tr("none"),
                       left > rule_.lowContainers ? Tone::quiet : Tone::caution);
        chip->setAccessibleDescription(tr("%n in stock", nullptr, left));
    }
    recompute();
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
    second_->setExclusive(false);
    for (auto* button : second_->buttons()) button->setChecked(false);
    second_->setExclusive(true);
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
    c.mgPerKg = typedNumber(dose_).value_or(0);
    c.durationMin = typedNumber(duration_).value_or(0);
    c.overfillMl = typedNumber(overfill_).value_or(0);
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
    secondRow_->hide();
    stockLine_->hide();
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
    secondRow_->setVisible(second && !blocked);
    showStock();
    recordButton()->setWhyDisabled(blocked ? sentences.join(QLatin1Char(' ')) : QString());
}

/// The lot to take first, or that there is too little for this order.
void DosePanel::showStock() {
    if (!hasStock_) return;
    const DoseFigures f = figures(rule_, *order_);
    std::vector<StockLot> fitting;
    for (const auto& lot : stock_)
        if (nasal() || lot.strengthMgPerMl == order_->stockMgPerMl) fitting.push_back(lot);
    int left = 0;
    double leftMg = 0;
    for (const auto& lot : fitting) left += lot.expected(), leftMg += lot.expected() * lot.contentMg;
    const bool enough = nasal() ? left >= f.devices : leftMg >= order_->doseMg;
    if (fitting.empty()) {
        stockLine_->setText(tr("By the stock book none of this is left that can be used."));
    } else {
        const auto& first = fitting.front();
        stockLine_->setText(tr("In stock: lot %1, until %2, %3 left")
                                .arg(QString::fromStdString(first.lot), QString::fromStdString(first.expiry))
                                .arg(first.expected()) +
                            (fitting.size() > 1 ? tr("; %1 in all").arg(left) : QString()) +
                            (enough ? QString() : tr(". Too little for this order.")));
    }
    const bool soon = !fitting.empty() && expiryOn(fitting.front(), today_) == Expiry::soon;
    stockLine_->setTone(!enough || soon || left <= rule_.lowContainers ? Tone::caution : Tone::quiet);
    stockLine_->show();
}

QString DosePanel::stockText() const {
    return stockLine_->isHidden() ? QString() : stockLine_->text();
}

QString DosePanel::orderText() const {
    return amount_->text() + QLatin1Char('\n') + preparation_->text() + QLatin1Char('\n') + rate_->text();
}

QString DosePanel::findingsText() const {
    return findings_->text();
}

void DosePanel::record() {
    if (!order_) return say(preparation_->text());
    DoseOrdered ordered;
    ordered.order = *order_;
    if (!operatorPrescribes_) {
        if (orderedBy_->checkedId() < 0) return say(tr("Choose who ordered this dose."));
        ordered.orderedBy = prescribers_[static_cast<std::size_t>(orderedBy_->checkedId())].name;
    }
    std::optional<Actor> second;
    if (!secondRow_->isHidden()) {
        if (second_->checkedId() < 0)
            return say(tr("A second person must check this dose: choose who, under Checked by."));
        second = others_[static_cast<std::size_t>(second_->checkedId())];
        ordered.secondPerson = second->name;
    }
    submit(ordered, second);
}

} // namespace chairside
