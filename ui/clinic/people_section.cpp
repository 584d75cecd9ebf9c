// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/people_section.h"

#include "core/base/text.h"
#include "core/base/uuid.h"
#include "ui/clinic/labelled.h"
#include "ui/entry/staff_panel.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/role_word.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"
#include "ui/style/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

QLineEdit* pinField(const QString& name) {
    auto* edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setEchoMode(QLineEdit::Password);
    edit->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData);
    edit->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,12}")), edit));
    return edit;
}

} // namespace

PeopleSection::PeopleSection(QWidget* parent) : QWidget(parent) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kGap);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::kGap);
    columns->addWidget(makeList(), 1);
    right->addWidget(makeChosen(), 1);
    right->addWidget(makeRule());
    columns->addLayout(right, 1);
    connect(list_, &QListWidget::currentRowChanged, this, [this] { showChosen(); });
}

QWidget* PeopleSection::makeList() {
    auto* card = new Card(tr("People"));
    card->setPadding(space::kInside);
    list_ = makeRowList(tr("People of the clinic"));
    card->content()->addWidget(list_, 1);
    name_ = new QLineEdit;
    name_->setPlaceholderText(tr("for example J. Okafor"));
    limitText(name_, 80);
    credential_ = new QLineEdit;
    credential_->setPlaceholderText(tr("RN, NP, MD"));
    limitText(credential_, 20);
    nurse_ = new Chip(roleWord(Role::nurse));
    prescriber_ = new Chip(roleWord(Role::prescriber));
    auto* roles = new QWidget;
    auto* chips = new QHBoxLayout(roles);
    chips->setContentsMargins(0, 0, 0, 0);
    for (auto* chip : {nurse_, prescriber_}) {
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        chips->addWidget(chip);
    }
    nurse_->setChecked(true);
    add_ = new PushButton(tr("Add"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    row->addWidget(labelled(tr("Add a colleague"), name_), 1);
    row->addWidget(labelled(tr("Credential"), credential_, 140));
    row->addWidget(roles, 0, Qt::AlignBottom);
    row->addWidget(add_, 0, Qt::AlignBottom);
    card->content()->addLayout(row);
    connect(add_, &QPushButton::clicked, this, &PeopleSection::add);
    for (auto* edit : {name_, credential_})
        connect(edit, &QLineEdit::returnPressed, this, &PeopleSection::add);
    return card;
}

QWidget* PeopleSection::makeChosen() {
    auto* card = new Card;
    card->setPadding(space::kInside);
    title_ = new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold);
    detail_ = new TextLabel({}, type::kBody, Tone::quiet);
    detail_->setWrapping(true);
    pin_ = pinField(tr("New PIN"));
    pinAgain_ = pinField(tr("New PIN, once more"));
    set_ = new PushButton(tr("Set PIN"), ButtonLook::primary);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    row->addWidget(labelled(tr("New PIN, 4 to 12 digits"), pin_), 1);
    row->addWidget(labelled(tr("Once more"), pinAgain_), 1);
    row->addWidget(set_, 0, Qt::AlignBottom);
    voucherWords_ = new TextLabel(tr("Every change here is confirmed by somebody who has a PIN."),
                                  type::kSmall, Tone::quiet);
    voucherWords_->setWrapping(true);
    voucherRow_ = new QWidget;
    voucher_ = new QComboBox;
    voucherPin_ = pinField(tr("PIN of the one who confirms"));
    auto* by = new QHBoxLayout(voucherRow_);
    by->setContentsMargins(0, 0, 0, 0);
    by->setSpacing(space::kTight);
    by->addWidget(labelled(tr("Confirmed by"), voucher_), 1);
    by->addWidget(labelled(tr("Their PIN"), voucherPin_), 1);
    remove_ = new PushButton(tr("Take off the list"), ButtonLook::danger);
    answer_ = new TextLabel({}, type::kBody, Tone::caution);
    answer_->setWrapping(true);
    answer_->hide();
    card->content()->addWidget(title_);
    card->content()->addWidget(detail_);
    card->content()->addSpacing(space::kTight);
    card->content()->addLayout(row);
    card->content()->addWidget(voucherRow_);
    card->content()->addWidget(voucherWords_);
    card->content()->addWidget(answer_);
    card->content()->addStretch(1);
    card->content()->addWidget(remove_, 0, Qt::AlignLeft);
    connect(set_, &QPushButton::clicked, this, &PeopleSection::setPin);
    for (auto* edit : {pin_, pinAgain_, voucherPin_})
        connect(edit, &QLineEdit::returnPressed, this, [this] {
            if (!pin_->text().isEmpty()) setPin();
        });
    connect(remove_, &QPushButton::clicked, this, [this] {
        const auto* person = chosen();
        if (!person) return;
        if (removing_ == person->actor.id) return Q_EMIT removeRequested(text(person->actor.id), voucher());
        removing_ = person->actor.id; // a stray touch takes nobody off
        remove_->setText(tr("Yes, take %1 off the list").arg(text(person->actor.name)));
    });
    return card;
}

QWidget* PeopleSection::makeRule() {
    auto* card = new Card;
    card->setPadding(space::kInside);
    ruleWords_ = new TextLabel({}, type::kSmall, Tone::quiet);
    ruleWords_->setWrapping(true);
    rule_ = new PushButton({});
    card->content()->addWidget(ruleWords_);
    card->content()->addWidget(rule_, 0, Qt::AlignLeft);
    connect(rule_, &QPushButton::clicked, this,
            [this] { Q_EMIT everybodyRequested(!state_.everybody, voucher()); });
    return card;
}

void PeopleSection::setState(const State& state) {
    state_ = state;
    std::vector<ListRow> rows;
    for (const auto& person : state_.people) {
        ListRow row;
        row.key = text(person.actor.id);
        row.title = text(person.actor.name);
        row.detail = roleWord(person.actor.role) + QStringLiteral(" · ") + person.pinWords;
        row.badge = person.hasPin ? tr("PIN") : state_.everybody ? tr("PIN missing") : tr("name only");
        row.loud = !person.hasPin && state_.everybody;
        rows.push_back(row);
    }
    fillRows(*list_, rows);
    for (auto* button : {add_, set_, remove_, rule_}) button->setWhyDisabled(state_.whyNoChange);
    rule_->setText(state_.everybody ? tr("Accept names without a PIN again") : tr("Ask everybody for a PIN"));
    ruleWords_->setText(
        (state_.everybody
             ? tr("Everybody gives a PIN to sign, to witness, to confirm as a second person and to override. "
                  "Who has none can't do these.")
             : tr("Who has a PIN gives it to sign, to witness, to confirm as a second person and to "
                  "override, "
                  "and the record says so. Of the others the name counts as chosen.")) +
        QLatin1Char(' ') +
        tr("Forgotten? A prescriber who has a PIN confirms a new one here. If no prescriber has one or knows "
           "it, one is taken out of the file staff.json beside the record; docs/people.md says how."));
    showChosen();
}

const PeopleSection::Person* PeopleSection::chosen() const {
    const auto* item = list_->currentItem();
    if (!item) return nullptr;
    const auto key = item->data(TwoLineRow::Key).toString().toStdString();
    const auto it = std::find_if(state_.people.begin(), state_.people.end(),
                                 [&](const Person& p) { return p.actor.id == key; });
    return it == state_.people.end() ? nullptr : &*it;
}

void PeopleSection::showChosen() {
    const auto* person = chosen();
    answer_->hide();
    removing_.clear();
    remove_->setText(tr("Take off the list"));
    for (auto* edit : {pin_, pinAgain_, voucherPin_}) edit->clear();
    pin_->parentWidget()->setVisible(person);
    pinAgain_->parentWidget()->setVisible(person);
    set_->setVisible(person);
    remove_->setVisible(person);
    title_->setText(person ? text(person->actor.name) : tr("Nobody is on the list yet"));
    detail_->setText(person ? roleWord(person->actor.role) + QStringLiteral(" · ") + person->pinWords
                            : tr("Add the first colleague on the left."));
    set_->setText(person && person->hasPin ? tr("Change PIN") : tr("Set PIN"));
    // Of the person's own vouchers and the prescribers: the first is the ordinary case.
    auto vouchers = person ? person->vouchers : std::vector<Actor>{};
    for (const auto& one : state_.vouchers)
        if (std::find(vouchers.begin(), vouchers.end(), one) == vouchers.end()) vouchers.push_back(one);
    const auto before = voucher_->currentData();
    voucher_->clear();
    for (const auto& one : vouchers) voucher_->addItem(text(one.name), text(one.id));
    if (const int at = voucher_->findData(before); at > 0 && !person) voucher_->setCurrentIndex(at);
    voucherRow_->setVisible(!vouchers.empty());
    voucherWords_->setVisible(!vouchers.empty());
}

PeopleSection::Voucher PeopleSection::voucher() const {
    if (voucher_->count() == 0) return {};
    return {voucher_->currentData().toString().toStdString(), voucherPin_->text().toStdString()};
}

void PeopleSection::add() {
    const auto name = cleanName(name_->text().trimmed().toStdString());
    if (text(name).size() < 2) return showAnswer(false, tr("Please type the name first."));
    const auto whole = withCredential(name, cleanName(credential_->text().trimmed().toStdString()));
    for (const auto& person : state_.people)
        if (person.actor.name == whole)
            return showAnswer(false, tr("%1 is on the list already.").arg(text(whole)));
    const auto id = RandomUuids{}.next(0).toString().substr(24);
    Q_EMIT addRequested({id, whole, prescriber_->isChecked() ? Role::prescriber : Role::nurse}, voucher());
}

void PeopleSection::setPin() {
    const auto* person = chosen();
    if (!person) return;
    if (pin_->text() != pinAgain_->text()) {
        pinAgain_->clear();
        return showAnswer(false, tr("The two are not the same; type the new PIN once more."));
    }
    Q_EMIT pinRequested(text(person->actor.id), pin_->text(), voucher());
}

void PeopleSection::showAnswer(bool done, const QString& sentence) {
    if (done)
        for (auto* edit : {name_, credential_, pin_, pinAgain_}) edit->clear();
    voucherPin_->clear();
    if (!done && voucherRow_->isVisible() && !pin_->text().isEmpty()) voucherPin_->setFocus();
    answer_->setTone(done ? Tone::good : Tone::caution);
    answer_->setText(sentence);
    answer_->setVisible(!sentence.isEmpty());
}

} // namespace chairside
