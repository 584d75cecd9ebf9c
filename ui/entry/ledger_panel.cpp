// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/ledger_panel.h"

#include "core/base/number.h"
#include "ui/entry/chip_row.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace chairside {
namespace {

/// As stored; shown in the window's language.
constexpr std::array kWays{"waste container", "absorbed", "rinsed away"};

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
