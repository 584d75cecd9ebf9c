// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "core/base/phrase.h"
#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kExportWidth = 720, kIndent = 38, kProgressSteps = 1'000;

/// Under the words of the check box above, not under the box.
QHBoxLayout* indented(QWidget* widget) {
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addSpacing(kIndent);
    row->addWidget(widget, 1);
    return row;
}

} // namespace

ExportDialog::ExportDialog(const What& what, MakeTask makeTask, QWidget* parent)
    : QDialog(parent), what_(what), makeTask_(std::move(makeTask)), choices_(new QWidget) {
    setWindowTitle(what_.session ? tr("Export this session") : tr("Take everything away"));
    setModal(true);
    setMinimumWidth(kExportWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kWide, space::kInside, space::kWide, space::kInside);
    column->setSpacing(space::kGap);
    column->addWidget(new TextLabel(windowTitle(), type::kTitle, Tone::normal, QFont::DemiBold));
    column->addWidget(new TextLabel(what_.words, type::kSmall, Tone::quiet));
    auto* choices = new QVBoxLayout(choices_);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(space::kGap);
    choices->addWidget(makeFormats());
    choices->addWidget(makePeople());
    choices->addWidget(makeFolder());
    column->addWidget(choices_);
    column->addWidget(makeFooter());
    connect(&run_, &BackgroundRun::progressed, this,
            [this](double fraction) { progress_->setValue(static_cast<int>(fraction * kProgressSteps)); });
    connect(&run_, &BackgroundRun::succeeded, this, [this](const QString& words) { ended(words, false); });
    connect(&run_, &BackgroundRun::failed, this, [this](const QString& words) { ended(words, true); });
    refresh();
}

QWidget* ExportDialog::makeFormats() {
    auto* card = new Card(tr("Formats"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kWide);
    grid->setVerticalSpacing(space::kTight);
    int at = 0;
    for (const auto& exporter : exporters()) {
        auto* cell = new QVBoxLayout;
        cell->setSpacing(0);
        auto* box = new QCheckBox(text(phrase(exporter.title)));
        box->setChecked(true);
        box->setAccessibleDescription(text(phrase(exporter.what)));
        connect(box, &QCheckBox::toggled, this, &ExportDialog::refresh);
        formats_.push_back(box);
        auto* about = new TextLabel(text(phrase(exporter.what)), type::kTiny, Tone::quiet);
        about->setWrapping(true);
        cell->addWidget(box);
        cell->addLayout(indented(about));
        cell->addStretch();
        grid->addLayout(cell, at / 2, at % 2);
        ++at;
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    card->content()->addLayout(grid);
    return card;
}

QWidget* ExportDialog::makePeople() {
    auto* card = new Card(tr("People"));
    deidentified_ = new QCheckBox(tr("Without names"));
    keepText_ = new QCheckBox(tr("Keep notes and reasons: I have read them, they name nobody"));
    people_ = new TextLabel({}, type::kTiny, Tone::quiet);
    people_->setWrapping(true);
    card->content()->addWidget(deidentified_);
    card->content()->addLayout(indented(people_));
    card->content()->addWidget(keepText_);
    connect(deidentified_, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(keepText_, &QCheckBox::toggled, this, &ExportDialog::refresh);
    return card;
}

QWidget* ExportDialog::makeFolder() {
    auto* card = new Card(tr("Folder"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    folder_ = new QLineEdit(what_.folder);
    folder_->setAccessibleName(tr("Folder for the export"));
    folder_->setPlaceholderText(tr("An existing folder, for example on a stick"));
    auto* choose = new PushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(folder_, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    row->addWidget(folder_, 1);
    row->addWidget(choose);
    card->content()->addLayout(row);
    return card;
}

QWidget* ExportDialog::makeFooter() {
    auto* footer = new QWidget;
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    progress_ = new QProgressBar;
    progress_->setRange(0, kProgressSteps);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the export"));
    progress_->hide();
    message_ = new TextLabel({}, type::kBody, Tone::normal);
    message_->setWrapping(true);
    message_->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kTight);
    cancel_ = new PushButton(tr("Cancel"));
    cancel_->setAutoDefault(false);
    go_ = new PushButton(tr("Export"), ButtonLook::primary);
    go_->setDefault(true);
    connect(cancel_, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(go_, &QPushButton::clicked, this, &ExportDialog::go);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(go_);
    column->addWidget(progress_);
    column->addWidget(message_);
    column->addLayout(buttons);
    return footer;
}

QString ExportDialog::message() const {
    return message_->isHidden() ? QString() : message_->text();
}

QString ExportDialog::folder() const {
    return folder_->text().trimmed();
}

std::vector<const Exporter*> ExportDialog::chosenFormats() const {
    std::vector<const Exporter*> out;
    for (std::size_t i = 0; i < formats_.size(); ++i)
        if (formats_[i]->isChecked()) out.push_back(&exporters()[i]);
    return out;
}

void ExportDialog::chooseFolder() {
    const auto chosen = QFileDialog::getExistingDirectory(this, tr("Folder for the export"), folder());
    if (!chosen.isEmpty()) folder_->setText(QDir::toNativeSeparators(chosen));
}

void ExportDialog::go() {
    if (done_) return accept();
    if (run_.isRunning() || chosenFormats().empty() || folder().isEmpty()) return;
    run_.start(makeTask_({what_.session, chosenFormats(), folder(), deidentified_->isChecked(),
                          deidentified_->isChecked() && keepText_->isChecked()}));
    progress_->setValue(0);
    say(tr("Exporting. The record is not changed."), false);
    refresh();
}

void ExportDialog::refresh() {
    const bool running = run_.isRunning();
    choices_->setEnabled(!running && !done_);
    progress_->setVisible(running);
    keepText_->setVisible(deidentified_->isChecked());
    people_->setText(
        !deidentified_->isChecked()
            ? tr("The files name the patient and the staff. Keep them as carefully as the record.")
        : keepText_->isChecked()
            ? tr("Names and identities are replaced, all dates of a patient moved by one constant. "
                 "Names that the record knows are taken out of the notes; others stay in them.")
            : tr("Names and identities are replaced, all dates of a patient moved by one constant, "
                 "notes and other typed text left out."));
    go_->setVisible(!running);
    go_->setText(done_ ? tr("Close") : tr("Export"));
    go_->setWhyDisabled(done_                     ? QString()
                        : chosenFormats().empty() ? tr("Choose at least one format.")
                        : folder().isEmpty()      ? tr("Choose a folder.")
                                                  : QString());
    cancel_->setVisible(!done_);
    cancel_->setText(running ? tr("Cancel the export") : tr("Cancel"));
}

void ExportDialog::say(const QString& sentence, bool isFault) {
    message_->setText(sentence);
    message_->setTone(isFault ? Tone::danger : Tone::normal);
    message_->show();
}

void ExportDialog::ended(const QString& sentence, bool isFault) {
    done_ = !isFault;
    say(sentence, isFault);
    refresh();
    if (closing_) QDialog::reject();
}

void ExportDialog::reject() {
    if (!run_.isRunning()) return QDialog::reject();
    // What is half-written is removed by the export itself; the dialog stays to say so.
    run_.cancel();
    say(tr("Cancelling. What was written is being removed."), false);
}

} // namespace chairside
