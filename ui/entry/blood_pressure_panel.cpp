// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/blood_pressure_panel.h"

#include "core/base/number.h"
#include "ui/entry/keypad.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {
constexpr std::size_t kSystolic = 0, kDiastolic = 1;
constexpr int kSoonMs = 2500; ///< time to see a slip and take it back (design)
} // namespace

BloodPressurePanel::BloodPressurePanel(QWidget* parent)
    : EntryPanel(tr("Blood pressure and vital signs"), parent) {
    const auto add = [this](Channel channel, const QString& label, Advance rule) {
        const ChannelInfo& about = info(channel);
        auto* field = new NumberField(
            label, QString::fromUtf8(about.unit.data(), static_cast<qsizetype>(about.unit.size())), rule,
            toneOf(channel));
        const std::size_t at = entries_.size();
        entries_.push_back({channel, field});
        connect(field->edit(), &NumberEdit::completed, this, [this, at] { moveOn(at, false); });
        connect(field->edit(), &NumberEdit::entered, this, [this, at] { moveOn(at, true); });
        connect(field->edit(), &NumberEdit::backedOut, this, [this, at] { goBack(at); });
        connect(field->edit(), &QLineEdit::textEdited, this, [this, field] {
            const QString problem = field->edit()->problem();
            problem.isEmpty() ? clearMessage() : say(problem);
        });
        return field;
    };
    auto* pressure = new QHBoxLayout;
    pressure->setSpacing(space::kTight);
    pressure->addWidget(add(Channel::nibpSystolic, tr("Systolic"), Advance::pressure), 1);
    pressure->addWidget(new TextLabel(QStringLiteral("/"), type::kLarge, Tone::quiet));
    pressure->addWidget(add(Channel::nibpDiastolic, tr("Diastolic"), Advance::pressure), 1);
    auto* others = new QHBoxLayout;
    others->setSpacing(space::kTight);
    others->addWidget(add(Channel::hr, tr("HR"), Advance::pressure), 1);
    others->addWidget(add(Channel::spo2, tr("SpO₂"), Advance::percent), 1);
    others->addWidget(add(Channel::rr, tr("RR"), Advance::two), 1);
    others->addWidget(add(Channel::temperature, tr("Temp"), Advance::never), 1);
    auto* fields = new QVBoxLayout;
    fields->setSpacing(space::kTight);
    fields->addLayout(pressure);
    fields->addLayout(others);
    fields->addStretch(1);
    auto* keypad = new Keypad;
    keypad->setFallback(entries_[kSystolic].field->edit());
    auto* side = new QHBoxLayout;
    side->setSpacing(space::kWide);
    side->addLayout(fields, 1);
    side->addWidget(keypad);
    body()->addLayout(side);
    useRecordButton(tr("Record"));
    soon_.setSingleShot(true);
    soon_.setInterval(kSoonMs);
    connect(times(), &TimeChips::changed, this, [this] {
        if (soon_.isActive()) soon_.start(); // somebody is choosing the time
    });
    connect(&soon_, &QTimer::timeout, this, &BloodPressurePanel::recordNow);
}

NumberField* BloodPressurePanel::field(Channel channel) const {
    for (const Entry& entry : entries_)
        if (entry.channel == channel) return entry.field;
    return nullptr;
}

void BloodPressurePanel::begin() {
    clear();
    EntryPanel::begin();
}

void BloodPressurePanel::clear() {
    soon_.stop();
    recordButton()->setSubline({});
    for (const Entry& entry : entries_) entry.field->edit()->clear();
}

void BloodPressurePanel::focusFirst() {
    for (const Entry& entry : entries_)
        if (!entry.field->edit()->problem().isEmpty()) return entry.field->edit()->setFocus();
    entries_.front().field->edit()->setFocus();
    entries_.front().field->edit()->end(false);
}

void BloodPressurePanel::moveOn(std::size_t from, bool byEnter) {
    const auto blank = [this](std::size_t i) { return entries_[i].field->edit()->isBlank(); };
    if (from == kSystolic) return entries_[kDiastolic].field->edit()->setFocus();
    // A complete pressure is the usual whole entry: Enter records it; the other fields are a touch or Tab
    // away.
    bool anyLater = false;
    for (std::size_t i = from + 1; i < entries_.size(); ++i) anyLater = anyLater || !blank(i);
    if (from == kDiastolic || byEnter || from + 1 == entries_.size() || anyLater) {
        if (byEnter) return record();
        recordButton()->setFocus();
        if (from == kDiastolic && !isCorrecting()) recordSoon();
        return;
    }
    entries_[from + 1].field->edit()->setFocus();
}

/// A complete pressure records itself after a moment in which a key or a touch can still change it, so that
/// nobody has to remember a button.
void BloodPressurePanel::recordSoon() {
    soon_.start();
    recordButton()->setSubline(tr("by itself in a moment"));
}

void BloodPressurePanel::recordNow() {
    recordButton()->setSubline({});
    if (isVisible() && recordButton()->hasFocus() && !isAsking()) record();
}

void BloodPressurePanel::goBack(std::size_t from) {
    if (from == 0) return;
    NumberEdit* before = entries_[from - 1].field->edit();
    before->setFocus();
    before->end(false);
    before->backspace(); // one press undoes the digit that moved on
}

void BloodPressurePanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Backspace && recordButton()->hasFocus()) {
        const auto last = std::find_if(entries_.rbegin(), entries_.rend(),
                                       [](const Entry& entry) { return !entry.field->edit()->isBlank(); });
        if (last != entries_.rend()) {
            last->field->edit()->setFocus();
            last->field->edit()->end(false);
            last->field->edit()->backspace();
        }
        return;
    }
    EntryPanel::keyPressEvent(event);
}

void BloodPressurePanel::showBefore(const EventBody& body) {
    const auto* vitals = std::get_if<VitalsEntered>(&body);
    if (!vitals) return;
    for (const Entry& entry : entries_) {
        const auto& value = vitals->values[index(entry.channel)];
        if (!value) continue;
        const QString shown = QString::fromStdString(formatNumber(*value, info(entry.channel).decimals));
        entry.field->edit()->setPlaceholderText(shown);
        entry.field->setHint(tr("stays %1 unless typed anew").arg(shown));
    }
}

void BloodPressurePanel::record() {
    soon_.stop();
    recordButton()->setSubline({});
    VitalsEntered vitals;
    if (const auto* old = before<VitalsEntered>()) {
        vitals.values = old->values;
        vitals.site = old->site;
    }
    for (const Entry& entry : entries_) {
        const NumberEdit* edit = entry.field->edit();
        if (!edit->problem().isEmpty()) return say(edit->problem());
        if (!edit->isBlank()) vitals.values[index(entry.channel)] = edit->number();
    }
    // A mean that came with the old pair does not belong to a new one.
    const auto typed = [this](Channel channel) { return !field(channel)->edit()->isBlank(); };
    if (typed(Channel::nibpSystolic) || typed(Channel::nibpDiastolic))
        vitals.values[index(Channel::nibpMean)].reset();
    submit(vitals);
}

void BloodPressurePanel::afterRecorded() {
    clear();
}

} // namespace chairside
