// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/ledger_panel.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace chairside {
namespace {

/// As stored; shown in the window's language.
constexpr std::array kWays{"waste container", "absorbed", "rinsed away"};

std::vector<Chip*> chipRow(QHBoxLayout* into, const QStringList& texts) {
    auto* group = new QWidget;
    auto* inner = new QHBoxLayout(group);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::kTight);
    std::vector<Chip*> chips;
    for (const auto& text : texts) {
        auto* chip = new Chip(text);
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        inner->addWidget(chip);
        chips.push_back(chip);
    }
    into->addWidget(group);
    return chips;
}

std::size_t checkedIndex(const std::vector<Chip*>& chips) {
    std::size_t i = 0;
    while (i < chips.size() && !chips[i]->isChecked()) ++i;
    return i;
}

} // namespace

LedgerPanel::LedgerPanel(Content content, QWidget* parent)
    : EntryPanel(tr("Controlled drug"), parent), content_(std::move(content)) {
    sums_ = new TextLabel({}, type::kLead, Tone::normal, QFont::DemiBold);
    sentence_ = new TextLabel({}, type::kBody, Tone::quiet);
    sentence_->setWrapping(true);
    body()->addWidget(sums_);
    body()->addWidget(sentence_);
    buildDraw(body());
    buildWaste(body());
    body()->addStretch();
    setBalance(content_.balance);
}

QLineEdit* LedgerPanel::field(QHBoxLayout* row, const QString& label, const QString& hint, int width) {
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(hint.isEmpty() ? label : hint);
    edit->setAccessibleName(label);
    edit->setMinimumHeight(space::kTouch);
    edit->setFixedWidth(width);
    limit(edit, 60);
    row->addWidget(edit);
    return edit;
}

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
    expiry_ = field(row, tr("Expiry"), tr("2027-06"), 110);
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

void LedgerPanel::buildWaste(QVBoxLayout* column) {
    column->addWidget(new TextLabel(tr("Wasted, with a witness"), type::kSmall, Tone::quiet));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    wasteMg_ = field(row, tr("mg wasted"), {}, 110);
    rest_ = new Chip(tr("all the rest"));
    connect(rest_, &QPushButton::clicked, this, [this] {
        wasteMg_->setText(QString::fromStdString(formatPlain(content_.balance.differenceMg, 3)));
    });
    row->addWidget(rest_);
    from_ = chipRow(row, {tr("Bag or line"), tr("Syringe"), tr("Vial")});
    row->addStretch();
    row->addWidget(new TextLabel(tr("How"), type::kSmall, Tone::quiet));
    QStringList ways;
    for (const char* way : kWays) ways << storedText(std::string(way));
    methods_ = chipRow(row, ways);
    column->addLayout(row);

    auto* who = new QHBoxLayout;
    who->setSpacing(space::kTight);
    who->addWidget(new TextLabel(tr("Witness"), type::kSmall, Tone::quiet));
    auto* names = new QWidget;
    auto* flow = new FlowLayout(names, space::kTight);
    for (const auto& person : content_.witnesses) {
        auto* chip = new Chip(QString::fromStdString(person.name));
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        flow->addWidget(chip);
        witnesses_.push_back(chip);
    }
    if (witnesses_.empty())
        flow->addWidget(
            new TextLabel(tr("Nobody else is on the list. Add a colleague by touching the name at "
                             "the top right, then come back."),
                          type::kSmall, Tone::caution));
    who->addWidget(names, 1);
    auto* record = new PushButton(tr("Record waste"));
    connect(record, &QPushButton::clicked, this, &LedgerPanel::submitWaste);
    who->addWidget(record, 0, Qt::AlignTop);
    column->addLayout(who);

    auto* last = new QHBoxLayout;
    last->setSpacing(space::kTight);
    reason_ = new QLineEdit;
    reason_->setPlaceholderText(tr("If the sum does not come out: what is the explanation?"));
    reason_->setAccessibleName(tr("Explanation of a discrepancy"));
    reason_->setMinimumHeight(space::kTouch);
    limit(reason_, 400);
    auto* name = new PushButton(tr("Name the discrepancy"));
    connect(name, &QPushButton::clicked, this, &LedgerPanel::submitDiscrepancy);
    last->addWidget(reason_, 1);
    last->addWidget(name);
    column->addLayout(last);
}

void LedgerPanel::setBalance(const LedgerBalance& balance) {
    content_.balance = balance;
    const auto mg = [](double v) {
        return QString::fromStdString(formatNumber(v, 2)) + QStringLiteral(" mg");
    };
    rest_->setVisible(balance.differenceMg > balance.toleranceMg);
    rest_->setValue(mg(balance.differenceMg), Tone::quiet);
    sums_->setText(tr("Taken %1 · given %2 · wasted %3")
                       .arg(mg(balance.takenMg), mg(balance.givenMg), mg(balance.wastedMg)));
    sentence_->setText(QString::fromStdString(balance.sentence));
    sentence_->setTone(balance.settled ? Tone::good : Tone::caution);
}

std::optional<double> LedgerPanel::number(QLineEdit* from) {
    const auto parsed = parseNumber(from->text().toStdString());
    if (parsed.value) return parsed.value;
    say(parsed.issue ? QString::fromStdString(parsed.issue->sentence) : tr("Type the amount in mg first."));
    from->setFocus();
    return std::nullopt;
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

void LedgerPanel::submitWaste() {
    const auto amount = number(wasteMg_);
    if (!amount) return;
    DrugWasted wasted;
    wasted.mg = *amount;
    static constexpr const char* kFrom[] = {"bag", "syringe"};
    const auto from = checkedIndex(from_);
    wasted.from = from < 2    ? std::string(kFrom[from])
                  : from == 2 ? std::string(kWasteFromVial)
                              : std::string();
    if (wasted.from.empty()) {
        say(tr("Say where it was wasted from."));
        return;
    }
    wasted.ml = wasteMl(wasted.mg, wasted.from);
    if (const auto method = checkedIndex(methods_); method < methods_.size()) wasted.method = kWays[method];
    if (const auto witness = checkedIndex(witnesses_); witness < witnesses_.size())
        wasted.witness = content_.witnesses[witness];
    submit(wasted);
}

/// Of the same solution that the order names; 0 where that is not known.
double LedgerPanel::wasteMl(double mg, std::string_view from) const {
    const double mgPerMl = from == kWasteFromVial ? content_.vialMgPerMl : content_.bagMgPerMl;
    return mgPerMl > 0 ? mg / mgPerMl : 0;
}

void LedgerPanel::submitDiscrepancy() {
    submit(DiscrepancyNamed{content_.balance.differenceMg, reason_->text().trimmed().toStdString()});
}

void LedgerPanel::afterRecorded() {
    for (auto* edit : {drawnMg_, wasteMg_, reason_}) edit->clear();
    forgetOpenVial();
}

} // namespace chairside
