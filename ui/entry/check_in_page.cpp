// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/check_in_page.h"

#include "core/base/number.h"
#include "core/domain/dosing.h"
#include "ui/entry/identity_rules.h"
#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

namespace chairside {
namespace {

QString listed(const Patient& p) {
    // Isolated, so that a right-to-left name cannot turn the date and the number around.
    return QStringLiteral("\u200E\u2068%1, %2\u2069  ·  %3  ·  %4")
        .arg(text(p.familyName), text(p.givenName), text(p.birthDate), text(p.mrn));
}

std::string trimmed(const QLineEdit* edit) {
    return edit->text().simplified().toStdString();
}

} // namespace

CheckInPage::CheckInPage(Search search, QWidget* parent)
    : QWidget(parent), search_(std::move(search)), query_(new QLineEdit), results_(new QListWidget),
      resultsText_(new TextLabel({}, type::kSmall, Tone::quiet)),
      pounds_(new TextLabel({}, type::kSmall, Tone::quiet)),
      problem_(new TextLabel({}, type::kBody, Tone::danger)), sex_(new QComboBox), protocol_(new QComboBox),
      nameConfirmed_(new QCheckBox(tr("The patient said their full name and it matches"))),
      idConfirmed_(new QCheckBox(tr("The patient said their birth date and it matches"))),
      go_(new PushButton(tr("Check in"), ButtonLook::primary)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(space::kGap, space::kGap, space::kGap, space::kGap);
    columns->setSpacing(space::kGap);
    columns->addWidget(makeSearch(), 2);
    columns->addWidget(makeForm(), 3);
    startNew(); // who is known is looked up by begin(), when the page is shown
}

QWidget* CheckInPage::makeSearch() {
    auto* card = new Card(tr("Find a patient"));
    card->setPadding(space::kInside);
    query_->setPlaceholderText(tr("Name, birth date or MRN"));
    query_->setAccessibleName(tr("Find a patient"));
    query_->setClearButtonEnabled(true);
    results_->setAccessibleName(tr("Patients found"));
    resultsText_->setWrapping(true);
    auto* fresh = new PushButton(tr("New patient"));
    fresh->setIconName(QStringLiteral("plus"));
    card->content()->addWidget(query_);
    card->content()->addWidget(resultsText_);
    card->content()->addWidget(results_, 1);
    card->content()->addWidget(fresh);
    connect(query_, &QLineEdit::textChanged, this, &CheckInPage::find);
    connect(results_, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { choose(found_[static_cast<std::size_t>(results_->row(item))]); });
    connect(results_, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { choose(found_[static_cast<std::size_t>(results_->row(item))]); });
    connect(query_, &QLineEdit::returnPressed, this, [this] {
        if (found_.size() == 1)
            choose(found_.front());
        else if (!found_.empty())
            results_->setFocus();
    });
    connect(fresh, &QPushButton::clicked, this, &CheckInPage::startNew);
    return card;
}

QWidget* CheckInPage::makeRow(Field field, const QString& label, const QString& hint) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    Row& made = row(field);
    made.edit = new QLineEdit;
    made.edit->setPlaceholderText(hint);
    made.edit->setAccessibleName(label);
    made.problem = new TextLabel({}, type::kTiny, Tone::danger);
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(label, type::kSmall, Tone::quiet, QFont::Medium), 1);
    if (field == Field::weight) head->addWidget(pounds_);
    column->addLayout(head);
    column->addWidget(made.edit);
    column->addWidget(made.problem);
    connect(made.edit, &QLineEdit::textEdited, this, [this, field] { mark(field, {}); });
    return box;
}

QWidget* CheckInPage::makeForm() {
    auto* card = new Card(tr("Patient and session"));
    card->setPadding(space::kInside);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kGap);
    grid->setVerticalSpacing(space::kTight);
    grid->addWidget(makeRow(Field::family, tr("Family name"), {}), 0, 0);
    grid->addWidget(makeRow(Field::given, tr("Given name"), {}), 0, 1);
    grid->addWidget(makeRow(Field::birth, tr("Birth date"), QStringLiteral("1986-03-14")), 1, 0);
    grid->addWidget(makeRow(Field::mrn, tr("Record number (MRN)"), {}), 1, 1);
    grid->addWidget(makeRow(Field::weight, tr("Weight today, kg"), {}), 2, 0);
    grid->addWidget(makeRow(Field::height, tr("Height, cm (if the dose needs it)"), {}), 2, 1);
    grid->addWidget(makeRow(Field::allergies, tr("Allergies"), tr("“none known” is an answer")), 3, 0, 1, 2);
    const auto labelled = [](const QString& label, QComboBox* combo) {
        auto* box = new QVBoxLayout;
        box->setSpacing(2);
        box->addWidget(new TextLabel(label, type::kSmall, Tone::quiet, QFont::Medium));
        box->addWidget(combo);
        combo->setAccessibleName(label);
        return box;
    };
    sex_->addItems({tr("not recorded"), tr("female"), tr("male")});
    grid->addLayout(labelled(tr("Sex (for ideal weight)"), sex_), 4, 0);
    grid->addLayout(labelled(tr("Protocol"), protocol_), 4, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    card->content()->addLayout(grid);
    card->content()->addWidget(nameConfirmed_);
    card->content()->addWidget(idConfirmed_);
    card->content()->addStretch(1);
    problem_->setWrapping(true);
    card->content()->addWidget(problem_);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new PushButton(tr("Cancel"), ButtonLook::plain);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    go_->setMinimumSize(180, 52);
    buttons->addWidget(go_);
    card->content()->addLayout(buttons);
    connect(row(Field::weight).edit, &QLineEdit::textChanged, this, &CheckInPage::showWeight);
    connect(go_, &QPushButton::clicked, this, &CheckInPage::submit);
    connect(cancel, &QPushButton::clicked, this, &CheckInPage::cancelled);
    return card;
}

void CheckInPage::setState(const State& next) {
    if (next == state_) return;
    if (next.protocols != state_.protocols) {
        protocol_->clear();
        protocol_->addItems(next.protocols);
        protocol_->setCurrentIndex(next.protocols.size() == 1 ? 0 : -1);
        protocol_->setPlaceholderText(tr("Choose a protocol"));
    }
    state_ = next;
}

void CheckInPage::begin() {
    {
        const QSignalBlocker asked(query_); // once, below
        query_->clear();
    }
    startNew();
    find();
    query_->setFocus();
}

QLineEdit* CheckInPage::edit(Field field) const {
    return row(field).edit;
}

QString CheckInPage::problem(Field field) const {
    return row(field).problem->text();
}

QString CheckInPage::problem() const {
    return problem_->text();
}

void CheckInPage::showProblem(const QString& sentence) {
    problem_->setText(sentence);
}

void CheckInPage::find() {
    found_ = search_ ? search_(query_->text().trimmed()) : std::vector<Patient>{};
    const bool more = found_.size() > kMostFound;
    if (more) found_.resize(kMostFound);
    results_->clear();
    for (const Patient& patient : found_) results_->addItem(listed(patient));
    const bool typed = !query_->text().trimmed().isEmpty();
    resultsText_->setText(
        found_.empty() ? (typed ? tr("No patient matches. Check the spelling, or enter a new patient.")
                                : tr("No patient has been seen here yet. Enter a new patient."))
        : more ? (typed ? tr("More than %1 patients match. Type more of the name, the birth date or the MRN.")
                        : tr("The %1 patients seen last. Type to find the others."))
                     .arg(kMostFound)
        : typed ? tr("%n patient(s) found", nullptr, static_cast<int>(found_.size()))
                : tr("The patients seen here, the last one first."));
}

void CheckInPage::startNew() {
    chosen_ = {};
    for (Row& each : rows_) each.edit->clear();
    for (std::size_t i = 0; i < kFields; ++i) mark(static_cast<Field>(i), {});
    for (QCheckBox* box : {nameConfirmed_, idConfirmed_}) box->setChecked(false);
    sex_->setCurrentIndex(0);
    problem_->setText({});
    row(Field::family).edit->setFocus();
}

void CheckInPage::choose(const Patient& patient) {
    startNew();
    chosen_ = patient;
    row(Field::family).edit->setText(text(patient.familyName));
    row(Field::given).edit->setText(text(patient.givenName));
    row(Field::birth).edit->setText(text(patient.birthDate));
    row(Field::mrn).edit->setText(text(patient.mrn));
    row(Field::allergies).edit->setText(text(patient.allergies));
    sex_->setCurrentIndex(static_cast<int>(patient.sex));
    row(Field::weight).edit->setFocus(); // weight is measured today, never carried over
}

void CheckInPage::showWeight() {
    const QString typed = row(Field::weight).edit->text();
    const auto kg = parseNumber(typed.toStdString()).value;
    pounds_->setText(kg && weightProblem(typed).isEmpty()
                         ? tr("= %1 lb").arg(text(formatNumber(lbFromKg(*kg), 0)))
                         : QString());
}

void CheckInPage::mark(Field field, const QString& sentence) {
    Row& marked = row(field);
    marked.problem->setText(sentence);
    marked.edit->setAccessibleDescription(sentence);
    if (marked.edit->property("problem").toBool() == !sentence.isEmpty()) return;
    marked.edit->setProperty("problem", !sentence.isEmpty());
    marked.edit->style()->unpolish(marked.edit);
    marked.edit->style()->polish(marked.edit);
}

bool CheckInPage::check() {
    const auto typed = [this](Field field) { return row(field).edit->text(); };
    mark(Field::family, nameProblem(typed(Field::family), tr("The family name")));
    mark(Field::given, nameProblem(typed(Field::given), tr("The given name")));
    mark(Field::birth, birthDateProblem(typed(Field::birth), state_.today));
    mark(Field::mrn, nameProblem(typed(Field::mrn), tr("The record number")));
    mark(Field::weight, weightProblem(typed(Field::weight)));
    mark(Field::height, heightProblem(typed(Field::height)));
    mark(Field::allergies, typed(Field::allergies).trimmed().isEmpty()
                               ? tr("Ask about allergies; write “none known” if there are none.")
                               : nameProblem(typed(Field::allergies), tr("The allergies")));
    for (const Row& each : rows_)
        if (!each.problem->text().isEmpty()) {
            each.edit->setFocus();
            return false;
        }
    return true;
}

void CheckInPage::submit() {
    problem_->setText({});
    if (!check()) return showProblem(tr("The marked fields need another look."));
    if (protocol_->currentIndex() < 0) return showProblem(tr("Choose the protocol for this session."));
    if (!nameConfirmed_->isChecked() || !idConfirmed_->isChecked())
        return showProblem(tr("Confirm both identifiers with the patient before checking in."));
    CheckIn request;
    request.patient = chosen_;
    request.patient.familyName = trimmed(row(Field::family).edit);
    request.patient.givenName = trimmed(row(Field::given).edit);
    request.patient.birthDate = isoBirthDate(row(Field::birth).edit->text())->toStdString();
    request.patient.mrn = trimmed(row(Field::mrn).edit);
    request.patient.allergies = trimmed(row(Field::allergies).edit);
    request.patient.sex = static_cast<Sex>(sex_->currentIndex());
    request.weightKg = parseNumber(row(Field::weight).edit->text().toStdString()).value.value_or(0);
    request.heightCm = parseNumber(row(Field::height).edit->text().toStdString()).value;
    request.protocol = protocol_->currentIndex();
    request.confirmedBy = QStringLiteral("full name and birth date"); // stored
    Q_EMIT checkInRequested(request);
}

} // namespace chairside
