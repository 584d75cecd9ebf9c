// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/pump_panels.h"

#include "core/base/number.h"
#include "ui/entry/keypad.h"
#include "ui/entry/number_edit.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {

/// As they are stored.
constexpr const char* kRateReasons[] = {"blood pressure", "dissociation or anxiety", "nausea", "sedation",
                                        "as ordered"};

/// A reason that was touched is stored as itself, what was typed as it was typed.
std::string storedReason(const std::string& shown) {
    for (const char* reason : kRateReasons)
        if (storedWords(reason) == shown) return reason;
    return shown;
}

QLineEdit* field(const QString& name) {
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(name);
    edit->setAccessibleName(name);
    return edit;
}

QString titleOf(RatePanel::Purpose purpose) {
    switch (purpose) {
    case RatePanel::Purpose::start: return RatePanel::tr("Start the infusion");
    case RatePanel::Purpose::change: return RatePanel::tr("Change the rate");
    case RatePanel::Purpose::resume: return RatePanel::tr("Resume the infusion");
    }
    return {};
}

QString actionOf(RatePanel::Purpose purpose) {
    switch (purpose) {
    case RatePanel::Purpose::start: return RatePanel::tr("Infusion started");
    case RatePanel::Purpose::change: return RatePanel::tr("Rate changed");
    case RatePanel::Purpose::resume: return RatePanel::tr("Infusion resumed");
    }
    return {};
}

} // namespace

RatePanel::RatePanel(Purpose purpose, QWidget* parent)
    : EntryPanel(titleOf(purpose), parent), purpose_(purpose),
      rate_(new NumberField(tr("Pump rate"), tr("mL/h"), Advance::never, Tone::infusion)),
      reason_(field(tr("Reason"))), lot_(field(tr("Lot"))), expiry_(field(tr("Expiry, as on the vial"))) {
    auto* fields = new QVBoxLayout;
    fields->setSpacing(space::kTight);
    fields->addWidget(rate_);
    if (purpose == Purpose::change) fields->addLayout(makeReasons());
    fields->addWidget(reason_);
    fields->addWidget(lot_);
    fields->addWidget(expiry_);
    reason_->setVisible(purpose == Purpose::change);
    lot_->setVisible(purpose == Purpose::start);
    expiry_->setVisible(purpose == Purpose::start);
    auto* words =
        new TextLabel(tr("Set the pump first. This records what the pump does; it does not control it."),
                      type::kSmall, Tone::quiet);
    words->setWrapping(true);
    fields->addWidget(words);
    fields->addStretch(1);
    auto* keypad = new Keypad;
    keypad->setFallback(rate_->edit());
    auto* side = new QHBoxLayout;
    side->setSpacing(space::kWide);
    side->addLayout(fields, 1);
    side->addWidget(keypad);
    body()->addLayout(side);
    useRecordButton(actionOf(purpose));
    connect(rate_->edit(), &NumberEdit::entered, this,
            [this] { reason_->isHidden() ? record() : reason_->setFocus(); });
    connect(rate_->edit(), &QLineEdit::textEdited, this,
            [this] { rate_->edit()->problem().isEmpty() ? clearMessage() : say(rate_->edit()->problem()); });
    for (QLineEdit* edit : {reason_, lot_, expiry_}) {
        limit(edit, 200);
        connect(edit, &QLineEdit::returnPressed, this, [this] { record(); });
    }
}

/// One touch is enough for the usual reasons.
QLayout* RatePanel::makeReasons() {
    auto* row = new FlowLayout(nullptr, space::kUnit);
    for (const char* reason : kRateReasons) {
        const auto shown = storedText(QLatin1String(reason));
        auto* chip = new Chip(shown);
        connect(chip, &QPushButton::clicked, this, [this, shown] { reason_->setText(shown); });
        row->addWidget(chip);
    }
    return row;
}

void RatePanel::setOrderedRate(double mlPerH, double volumeMl) {
    ordered_ = mlPerH;
    const auto shown = [](double value) { return QString::fromStdString(formatNumber(value, 1)); };
    QString hint;
    if (mlPerH > 0)
        hint = purpose_ == Purpose::start ? tr("ordered %1 mL/h").arg(shown(mlPerH))
                                          : tr("before: %1 mL/h").arg(shown(mlPerH));
    if (volumeMl > 0) hint += tr(", %1 mL to be infused").arg(shown(volumeMl));
    rate_->setHint(hint);
}

void RatePanel::setVial(const QString& lot, const QString& expiry) {
    vialLot_ = lot;
    vialExpiry_ = expiry;
}

void RatePanel::begin() {
    reason_->clear();
    lot_->setText(vialLot_);
    expiry_->setText(vialExpiry_);
    rate_->edit()->clear();
    if (purpose_ != Purpose::change && ordered_ > 0)
        rate_->edit()->setText(QString::fromStdString(formatPlain(ordered_, 1)));
    EntryPanel::begin();
}

void RatePanel::focusFirst() {
    rate_->edit()->setFocus();
    rate_->edit()->selectAll();
}

void RatePanel::record() {
    if (!rate_->edit()->problem().isEmpty()) return say(rate_->edit()->problem());
    const auto rate = rate_->edit()->number();
    if (!rate) return say(tr("Type the rate that is set at the pump, in mL/h."));
    const auto words = [](const QLineEdit* edit) { return edit->text().trimmed().toStdString(); };
    switch (purpose_) {
    case Purpose::start: return submit(InfusionStarted{*rate, words(lot_), words(expiry_)});
    case Purpose::change: return submit(RateChanged{*rate, storedReason(words(reason_))});
    case Purpose::resume: return submit(InfusionResumed{*rate});
    }
}

PausePanel::PausePanel(const QStringList& reasons, QWidget* parent)
    : EntryPanel(tr("Pause the infusion: why?"), parent), other_(field(tr("Another reason"))) {
    auto* choices = new FlowLayout(nullptr, space::kTight);
    for (const QString& reason : reasons) {
        auto* button = new PushButton(storedText(reason));
        button->setMinimumSize(150, 56);
        connect(button, &QPushButton::clicked, this,
                [this, reason] { submit(InfusionPaused{reason.toStdString()}); });
        choices->addWidget(button);
    }
    body()->addLayout(choices);
    limit(other_, 200);
    footer()->addWidget(other_, 1);
    useRecordButton(tr("Infusion paused"));
    connect(other_, &QLineEdit::returnPressed, this, [this] { record(); });
}

void PausePanel::record() {
    const QString reason = other_->text().trimmed();
    if (reason.isEmpty()) return say(tr("Choose a reason, or type one."));
    submit(InfusionPaused{reason.toStdString()});
    other_->clear();
}

StopPanel::StopPanel(std::vector<Reason> abortReasons, std::vector<Actor> prescribers, QWidget* parent)
    : EntryPanel(tr("Stop the infusion: why?"), parent), reasons_(std::move(abortReasons)),
      prescribers_(std::move(prescribers)), group_(new QButtonGroup(this)), told_(new QButtonGroup(this)),
      toldRow_(new QWidget), note_(field(tr("Details, if any"))),
      delivered_(new TextLabel({}, type::kBody, Tone::quiet)) {
    auto* choices = new FlowLayout(nullptr, space::kTight);
    const auto add = [&](const QString& label, int id) {
        auto* button = new PushButton(label);
        button->setCheckable(true);
        button->setMinimumSize(150, 56);
        group_->addButton(button, id);
        choices->addWidget(button);
    };
    add(tr("Completed as planned"), 0);
    for (std::size_t i = 0; i < reasons_.size(); ++i) add(reasons_[i].label, static_cast<int>(i) + 1);
    body()->addLayout(choices);
    makeTold();
    body()->addWidget(delivered_);
    limit(note_, 200);
    footer()->addWidget(note_, 1);
    useRecordButton(tr("Stop the infusion"));
    recordButton()->setLook(ButtonLook::danger);
    recordButton()->setKeyHint({});
    connect(group_, &QButtonGroup::idClicked, this, [this](int id) {
        clearMessage();
        toldRow_->setVisible(id > 0);
        recordButton()->setWhyDisabled({});
    });
}

/// Of an early end the record says which prescriber knows (clinical.md §4.1). Stopping never waits for it.
void StopPanel::makeTold() {
    auto* flow = new FlowLayout(toldRow_, space::kTight);
    flow->addWidget(new TextLabel(tr("Prescriber told"), type::kSmall, Tone::quiet));
    const auto add = [&](const QString& text, int id) {
        auto* chip = new Chip(text);
        chip->setCheckable(true);
        chip->setAccessibleName(tr("Prescriber told: %1").arg(text));
        told_->addButton(chip, id);
        flow->addWidget(chip);
    };
    for (std::size_t i = 0; i < prescribers_.size(); ++i)
        add(QString::fromStdString(prescribers_[i].name), static_cast<int>(i) + 1);
    add(tr("nobody yet"), 0);
    body()->addWidget(toldRow_);
}

void StopPanel::setDelivered(const QString& text) {
    delivered_->setText(text);
}

QAbstractButton* StopPanel::reasonButton(std::size_t index) const {
    return group_->button(static_cast<int>(index));
}

void StopPanel::begin() {
    group_->setExclusive(false);
    for (QAbstractButton* button : group_->buttons()) button->setChecked(false);
    group_->setExclusive(true);
    note_->clear();
    told_->button(0)->setChecked(true);
    toldRow_->hide();
    recordButton()->setWhyDisabled(tr("Choose a reason first."));
    EntryPanel::begin();
}

void StopPanel::record() {
    const int chosen = group_->checkedId();
    if (chosen < 0) return say(tr("Choose why the infusion stops, then stop it."));
    InfusionStopped stopped;
    stopped.completed = chosen == 0;
    if (chosen > 0) stopped.reasonCode = reasons_[static_cast<std::size_t>(chosen) - 1].code;
    stopped.note = note_->text().trimmed().toStdString();
    if (chosen > 0 && told_->checkedId() > 0)
        stopped.prescriberTold = prescribers_[static_cast<std::size_t>(told_->checkedId()) - 1].name;
    submit(stopped);
}

} // namespace chairside
