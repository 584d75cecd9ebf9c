// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/stock_forms.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/clinic/labelled.h"
#include "ui/style/flow_layout.h"
#include "ui/style/pin_line.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"
#include "ui/style/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {

std::string typedName(const QLineEdit* edit) {
    return cleanName(edit->text().simplified().toStdString());
}
/// A whole number of containers; −1 when it is none, which every guard refuses.
int whole(const QLineEdit* edit) {
    const auto parsed = parseNumber(edit->text().trimmed().toStdString());
    if (!parsed.value || *parsed.value < 0 || *parsed.value > 1e6) return -1;
    const int number = static_cast<int>(*parsed.value);
    return number == *parsed.value ? number : -1;
}
void fill(QComboBox* box, const QString& first, const QStringList& items) {
    const auto before = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    if (!first.isEmpty()) box->addItem(first);
    box->addItems(items);
    box->setCurrentIndex(std::max(0, box->findText(before)));
}
QStringList namesOf(const std::vector<Actor>& people) {
    QStringList names;
    for (const auto& person : people) names << text(person.name);
    return names;
}
/// The person after the invitation to choose one.
Actor chosen(const QComboBox* box, const std::vector<Actor>& people) {
    const auto at = static_cast<std::size_t>(box->currentIndex()) - 1;
    return box->currentIndex() > 0 && at < people.size() ? people[at] : Actor{};
}

} // namespace

QString productWords(const StockProduct& p) {
    const auto content = text(formatNumber(p.contentMg));
    const auto drug = text(p.drug);
    return p.strengthMgPerMl > 0 ? QObject::tr("%1 %2 mg/mL, vial of %3 mg")
                                       .arg(drug, text(formatNumber(p.strengthMgPerMl)), content)
                                 : QObject::tr("%1, device of %2 mg").arg(drug, content);
}

QString lotTitle(const StockLot& lot) {
    const auto drug = lot.drug.empty() ? QObject::tr("drug not known") : text(lot.drug);
    const auto name =
        lot.lot.empty() ? QObject::tr("lot not recorded") : QObject::tr("lot %1").arg(text(lot.lot));
    return lot.contentMg > 0 ? QObject::tr("%1 %2 mg · %3").arg(drug, text(formatNumber(lot.contentMg)), name)
                             : QObject::tr("%1 · %2").arg(drug, name);
}

// ---- what the forms share ----

StockForm::StockForm(const QString& submitText, QWidget* parent) : QWidget(parent), submitText_(submitText) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    fields_ = new QVBoxLayout;
    fields_->setSpacing(space::kTight);
    column->addLayout(fields_);
    answer_ = new TextLabel({}, type::kBody, Tone::caution);
    answer_->setWrapping(true);
    answer_->hide();
    column->addWidget(answer_);
    pin_ = new PinLine;
    pin_->hide();
    column->addWidget(pin_);
    connect(pin_, &PinLine::given, this, [this](const QString& pin) { Q_EMIT pinGiven(text(pinOf_), pin); });
    auto* row = new QHBoxLayout;
    who_ = new TextLabel({}, type::kSmall, Tone::quiet);
    submit_ = new PushButton(submitText, ButtonLook::primary);
    submit_->setMinimumWidth(140);
    row->addWidget(who_, 1);
    row->addWidget(submit_);
    column->addLayout(row);
    connect(submit_, &QPushButton::clicked, this, &StockForm::submitAgain);
}

void StockForm::submitAgain() {
    Command command;
    command.ask = body();
    command.sure = asked_;
    Q_EMIT submitted(command);
}

void StockForm::askPin(const std::string& person) {
    pinOf_ = person;
    pin_->show();
    pin_->begin(answer_->text());
}

void StockForm::showWrongPin(const QString& sentence) {
    const auto person = pinOf_;
    say(sentence);
    askPin(person);
}

QLineEdit* StockForm::line(const QString& label, const QString& hint) {
    auto* edit = new QLineEdit;
    edit->setAccessibleName(label);
    edit->setPlaceholderText(hint);
    limitText(edit, 200);
    edit->setMinimumHeight(space::kTouch);
    connect(edit, &QLineEdit::textEdited, this, &StockForm::edited);
    connect(edit, &QLineEdit::returnPressed, this, [this] { submit_->click(); });
    return edit;
}

QComboBox* StockForm::choice(const QString& label) {
    auto* box = new QComboBox;
    box->setAccessibleName(label);
    box->setMinimumHeight(space::kTouch);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    connect(box, &QComboBox::activated, this, &StockForm::edited);
    return box;
}

namespace {

QHBoxLayout* beside(QWidget* a, QWidget* b) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    row->addWidget(a, 1);
    row->addWidget(b, 1);
    return row;
}

} // namespace

void StockForm::say(const QString& sentence) {
    pin_->hide();
    pinOf_.clear();
    answer_->setText(sentence);
    answer_->setVisible(!sentence.isEmpty());
}

void StockForm::edited() {
    asked_ = false;
    submit_->setText(submitText_);
    say({});
}

void StockForm::showOperator(const std::string& name) {
    who_->setText(name.empty() ? tr("Nobody is chosen") : tr("by %1").arg(text(name)));
    submit_->setWhyDisabled(name.empty() ? tr("Choose who is at the chair on the start page first.")
                                         : QString());
}

void StockForm::showAnswer(const Decision& decision) {
    if (const auto* question = std::get_if<Question>(&decision)) {
        asked_ = true;
        submit_->setText(tr("Yes, record it"));
        return say(text(question->sentence));
    }
    if (const auto* refusal = std::get_if<Refusal>(&decision); refusal && !refusal->pinOf.empty()) {
        say(text(refusal->sentence));
        return askPin(refusal->pinOf); // a yes given before still holds
    }
    asked_ = false;
    submit_->setText(submitText_);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return say(text(refusal->sentence));
    say({});
    clear();
}

// ---- receive ----

ReceiveForm::ReceiveForm(QWidget* parent)
    : StockForm(tr("Record receipt"), parent), product_(choice(tr("Drug"))), lot_(line(tr("Lot"))),
      expiry_(line(tr("Expiry"), QStringLiteral("2027-06"))), count_(line(tr("Containers"))),
      supplier_(line(tr("Supplier"))), document_(line(tr("Invoice or delivery note"))) {
    fields()->addWidget(labelled(tr("Drug, strength and container"), product_));
    fields()->addLayout(beside(labelled(tr("Lot"), lot_), labelled(tr("Expiry, year-month"), expiry_)));
    fields()->addLayout(
        beside(labelled(tr("How many containers"), count_), labelled(tr("Supplier"), supplier_)));
    fields()->addWidget(labelled(tr("Invoice or delivery note"), document_));
}

void ReceiveForm::setContent(const Content& content) {
    showOperator(content.operatorName);
    if (products_ == content.products && product_->count() > 0) return;
    products_ = content.products;
    QStringList words;
    for (const auto& product : products_) words << productWords(product);
    fill(product_, tr("choose"), words);
}

EventBody ReceiveForm::body() const {
    StockReceived out;
    const auto at = static_cast<std::size_t>(product_->currentIndex()) - 1;
    if (product_->currentIndex() > 0 && at < products_.size()) {
        out.drug = products_[at].drug;
        out.strengthMgPerMl = products_[at].strengthMgPerMl;
        out.contentMg = products_[at].contentMg;
    }
    out.lot = typedName(lot_);
    out.expiry = typedName(expiry_);
    out.count = whole(count_);
    out.supplier = typedName(supplier_);
    out.document = typedName(document_);
    return out;
}

void ReceiveForm::clear() {
    for (auto* edit : {lot_, expiry_, count_, document_}) edit->clear();
    lot_->setFocus();
}

// ---- remove ----

RemoveForm::RemoveForm(QWidget* parent)
    : StockForm(tr("Record removal"), parent), lot_(choice(tr("Lot"))), witness_(choice(tr("Witness"))),
      count_(line(tr("Containers"))), reason_(line(tr("Reason"), tr("broken, expired, returned …"))) {
    fields()->addWidget(labelled(tr("Lot"), lot_));
    fields()->addLayout(beside(labelled(tr("How many containers"), count_),
                               labelled(tr("Witness, another person"), witness_)));
    fields()->addWidget(labelled(tr("Reason and method"), reason_));
}

void RemoveForm::setContent(const Content& content) {
    showOperator(content.operatorName);
    lots_ = content.lots;
    std::erase_if(lots_, [](const StockLot& lot) { return !lot.known; });
    others_ = content.others;
    QStringList words;
    for (const auto& lot : lots_) words << lotTitle(lot);
    fill(lot_, tr("choose"), words);
    fill(witness_, tr("choose"), namesOf(others_));
}

EventBody RemoveForm::body() const {
    StockRemoved out;
    const auto at = static_cast<std::size_t>(lot_->currentIndex()) - 1;
    if (lot_->currentIndex() > 0 && at < lots_.size()) {
        out.drug = lots_[at].drug;
        out.lot = lots_[at].lot;
    }
    out.count = whole(count_);
    out.reason = typedName(reason_);
    out.witness = chosen(witness_, others_);
    return out;
}

void RemoveForm::clear() {
    for (auto* edit : {count_, reason_}) edit->clear();
    witness_->setCurrentIndex(0);
}

// ---- count ----

CountForm::CountForm(QWidget* parent)
    : StockForm(tr("Sign the count"), parent), list_(new QWidget),
      empty_(new TextLabel(tr("There is no lot to count yet."), type::kBody, Tone::quiet)),
      second_(choice(tr("Second person"))) {
    auto* column = new QVBoxLayout(list_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    auto* hint =
        new TextLabel(tr("Count what is there and type the number; what the book expects shows then. "
                         "A lot left empty is not part of this count."),
                      type::kSmall, Tone::quiet);
    hint->setWrapping(true);
    fields()->addWidget(hint);
    fields()->addWidget(empty_);
    fields()->addWidget(list_);
    fields()->addWidget(labelled(tr("Counted and signed together with, another person"), second_));
}

void CountForm::setContent(const Content& content) {
    showOperator(content.operatorName);
    others_ = content.others;
    fill(second_, tr("choose"), namesOf(others_));
    auto lots = content.lots;
    std::erase_if(lots, [](const StockLot& lot) { return lot.expected() == 0; });
    empty_->setVisible(lots.empty());
    const bool same =
        lots.size() == rows_.size() &&
        std::equal(lots.begin(), lots.end(), rows_.begin(), [](const StockLot& lot, const Row& row) {
            return lot.drug == row.lot.drug && lot.lot == row.lot.lot && lot.expected() == row.lot.expected();
        });
    if (same) return; // what was typed stays
    clearLayout(*list_->layout());
    rows_.clear();
    for (const auto& lot : lots) {
        Row row{lot, line(tr("Found of %1").arg(lotTitle(lot)), tr("found")),
                line(tr("Explanation for %1").arg(lotTitle(lot)), tr("What is known of the difference?")),
                new TextLabel({}, type::kSmall, Tone::quiet)};
        row.found->setFixedWidth(92);
        row.explanation->hide();
        auto* box = new QWidget;
        auto* column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(space::kUnit);
        auto* head = new QHBoxLayout;
        head->setSpacing(space::kTight);
        auto* names = new QVBoxLayout;
        names->setSpacing(0);
        names->addWidget(new TextLabel(lotTitle(lot), type::kSmall, Tone::normal, QFont::Medium));
        names->addWidget(row.verdict);
        head->addLayout(names, 1);
        head->addWidget(row.found);
        column->addLayout(head);
        column->addWidget(row.explanation);
        list_->layout()->addWidget(box);
        rows_.push_back(row);
        connect(row.found, &QLineEdit::textChanged, this, [this, row] { judge(row); });
        judge(row);
    }
}

void CountForm::judge(const Row& row) const {
    const bool given = !row.found->text().trimmed().isEmpty();
    const int found = whole(row.found), expected = row.lot.expected();
    const bool differs = given && found != expected;
    row.explanation->setVisible(differs && found >= 0);
    row.verdict->setTone(differs ? Tone::caution : given ? Tone::good : Tone::quiet);
    row.verdict->setText(!given      ? tr("not counted yet")
                         : found < 0 ? tr("not a number of containers")
                         : differs   ? tr("the book expects %1: name the discrepancy").arg(expected)
                                     : tr("as expected"));
}

EventBody CountForm::body() const {
    StockCounted out;
    for (const auto& row : rows_) {
        if (row.found->text().trimmed().isEmpty()) continue;
        out.counts.push_back({row.lot.drug, row.lot.lot, row.lot.expected(), whole(row.found),
                              row.explanation->isHidden() ? std::string() : typedName(row.explanation)});
    }
    out.second = chosen(second_, others_);
    return out;
}

void CountForm::clear() {
    for (const auto& row : rows_) {
        row.found->clear();
        row.explanation->clear();
    }
    second_->setCurrentIndex(0);
}

} // namespace chairside
