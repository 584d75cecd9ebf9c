// SPDX-License-Identifier: GPL-3.0-or-later
// LedgerPanel: which vial was drawn from - a lot in stock, one that is open, or one as typed - and how much.
#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/entry/chip_row.h"
#include "ui/entry/ledger_panel.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace chairside {

/// One touch for the lot of the vial in the hand, the one that expires first in front.
void LedgerPanel::buildLots(QVBoxLayout* column) {
    if (content_.lots.empty()) return;
    auto* box = new QWidget;
    auto* row = new FlowLayout(box, space::kTight);
    for (const auto& lot : content_.lots) {
        auto* chip = new Chip(tr("Lot %1").arg(QString::fromStdString(lot.lot)));
        const bool soon = expiryOn(lot, content_.today) == Expiry::soon;
        chip->setValue(
            tr("%1 · %2 left").arg(QString::fromStdString(lot.expiry), QString::number(lot.expected())),
            soon ? Tone::caution : Tone::quiet);
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        connect(chip, &QPushButton::clicked, this, [this, lot] { chooseLot(lot); });
        row->addWidget(chip);
    }
    column->addWidget(box);
}

void LedgerPanel::fillVial(const std::string& lot, const std::string& expiry, double strengthMgPerMl) {
    lot_->setText(QString::fromStdString(lot));
    expiry_->setText(QString::fromStdString(expiry));
    for (std::size_t i = 0; i < strengths_.size(); ++i)
        strengths_[i]->setChecked(content_.stockMgPerMl[i] == strengthMgPerMl);
}

void LedgerPanel::chooseLot(const StockLot& lot) {
    forgetOpenVial();
    fillVial(lot.lot, lot.expiry, lot.strengthMgPerMl);
    chosen_ = lot;
    (vial_->text().isEmpty() ? vial_ : drawnMg_)->setFocus();
}

/// A second touch takes the choice back.
void LedgerPanel::chooseOpenVial(const VialUse& vial) {
    const bool again = chosenOpen_ && chosenOpen_->draws.front() == vial.draws.front();
    forgetOpenVial();
    if (again) return;
    chosenOpen_ = vial;
    for (std::size_t i = 0; i < open_.size(); ++i)
        open_[i]->setChecked(content_.openVials[i].draws.front() == vial.draws.front());
    vial_->setText(QString::fromStdString(vial.vial));
    fillVial(vial.lot, vial.expiry, vial.strengthMgPerMl);
    drawnMg_->setFocus();
}

void LedgerPanel::forgetOpenVial() {
    chosenOpen_.reset();
    for (auto* chip : open_) chip->setChecked(false);
}

void LedgerPanel::setOpenVials(const std::vector<VialUse>& vials) {
    if (content_.openVials == vials) return; // told with every tick
    content_.openVials = vials;
    for (auto* chip : open_) chip->hide(), chip->deleteLater(); // one may be in the middle of its click
    open_.clear();
    const auto before = std::exchange(chosenOpen_, std::nullopt);
    for (const auto& vial : vials) {
        const auto name = vial.vial.empty() ? tr("lot %1").arg(QString::fromStdString(vial.lot))
                                            : QString::fromStdString(vial.vial);
        auto* chip = new Chip(tr("From the open vial"));
        chip->setValue(
            tr("%1 · %2 mg left").arg(name, QString::fromStdString(formatNumber(vial.leftMg(), 2))),
            Tone::quiet);
        chip->setCheckable(true);
        connect(chip, &QPushButton::clicked, this, [this, vial] { chooseOpenVial(vial); });
        openRow_->layout()->addWidget(chip);
        chip->show();
        open_.push_back(chip);
        if (before && before->draws.front() == vial.draws.front()) chosenOpen_ = vial, chip->setChecked(true);
    }
    openRow_->setVisible(!vials.empty());
}

void LedgerPanel::buildDraw(QVBoxLayout* column) {
    column->addWidget(new TextLabel(tr("Drawn from a vial"), type::kSmall, Tone::quiet));
    openRow_ = new QWidget;
    new FlowLayout(openRow_, space::kTight);
    column->addWidget(openRow_);
    buildLots(column);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    vial_ = field(row, tr("Vial"), {}, 130);
    lot_ = field(row, tr("Lot"), {}, 120);
    expiry_ = field(row, tr("Expiry"), tr("Expiry 2027-06"), 150);
    QStringList strengths;
    for (double s : content_.stockMgPerMl)
        strengths << QString::fromStdString(formatNumber(s)) + QStringLiteral(" mg/mL");
    strengths_ = chipRow(row, strengths);
    if (strengths_.size() == 1) strengths_.front()->setChecked(true);
    for (auto* edit : {vial_, lot_, expiry_})
        connect(edit, &QLineEdit::textEdited, this, &LedgerPanel::forgetOpenVial);
    for (auto* chip : strengths_) connect(chip, &QPushButton::clicked, this, &LedgerPanel::forgetOpenVial);
    drawnMg_ = field(row, tr("mg drawn"), {}, 110);
    auto* record = new PushButton(tr("Record draw"));
    connect(record, &QPushButton::clicked, this, &LedgerPanel::submitDraw);
    row->addStretch();
    row->addWidget(record);
    column->addLayout(row);
    openRow_->hide();
    setOpenVials(std::exchange(content_.openVials, {}));
}

void LedgerPanel::submitDraw() {
    const auto amount = number(drawnMg_);
    if (!amount) return;
    const auto strength = checkedIndex(strengths_);
    if (strength == strengths_.size()) {
        say(tr("Pick the vial's strength from the list."));
        return;
    }
    DrugDrawn drawn;
    drawn.vial = cleanName(vial_->text().toStdString());
    drawn.lot = cleanName(lot_->text().toStdString());
    drawn.expiry = cleanName(expiry_->text().toStdString());
    drawn.mg = *amount;
    drawn.strengthMgPerMl = content_.stockMgPerMl[strength];
    drawn.ml = drawn.mg / drawn.strengthMgPerMl;
    drawn.fromOpenVial = chosenOpen_.has_value();
    drawn.vialMg = chosenOpen_ ? chosenOpen_->vialMg : vialContent(drawn);
    submit(drawn);
}

/// A single-use vial leaves the stock whole, and its rest is wasted with the session, stock book or not.
double LedgerPanel::vialContent(const DrugDrawn& drawn) const {
    if (!content_.singleUse) return 0;
    if (chosen_ && chosen_->lot == drawn.lot && chosen_->strengthMgPerMl == drawn.strengthMgPerMl)
        return chosen_->contentMg;
    const auto strength = checkedIndex(strengths_);
    const bool fits = strength < content_.vialMg.size() && drawn.mg <= content_.vialMg[strength];
    return fits ? content_.vialMg[strength] : 0;
}

} // namespace chairside
