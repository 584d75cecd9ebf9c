// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/clinic_page.h"

#include "ui/clinic/import_view.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chairside {

ClinicPage::ClinicPage(Ports ports, QWidget* parent) : QWidget(parent), ports_(std::move(ports)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    column->setSpacing(space::kGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    auto* back = new PushButton(tr("Back"), ButtonLook::quiet);
    connect(back, &QPushButton::clicked, this, &ClinicPage::backRequested);
    head->addWidget(back);
    head->addWidget(new TextLabel(tr("Clinic"), type::kTitle, Tone::normal, QFont::DemiBold));
    head->addSpacing(space::kWide);
    tabBar_ = new QWidget;
    auto* tabs = new QHBoxLayout(tabBar_);
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->setSpacing(space::kTight);
    head->addWidget(tabBar_);
    head->addStretch(1);
    import_ = new PushButton(tr("Take over a file…"));
    connect(import_, &QPushButton::clicked, this, &ClinicPage::beginImport);
    head->addWidget(import_);
    column->addLayout(head);
    sections_ = new QStackedWidget;
    column->addWidget(sections_, 1);
    stock_ = new StockSection;
    forms_ = new FormsSection(ports_.form);
    addSection(tr("Drug stock"), stock_);
    addSection(tr("Monitoring forms"), forms_);
    if (ports_.serveStock) ports_.serveStock(*stock_);
    connect(stock_, &StockSection::withdrawRequested, this, [this](const Uuid& entry, const QString& reason) {
        Command command;
        command.ask = EntryWithdrawn{reason.toStdString()};
        command.corrects = entry;
        stock_->showWithdrawn(ports_.enter(command));
    });
    connect(forms_, &FormsSection::sentMarked, this,
            [this](const QString& key, const QString& by, const QString& on) {
                FormSent sent;
                sent.about = Uuid::parse(key.toStdString()).value_or(Uuid{});
                sent.form = "rems";
                sent.sentBy = by.toStdString();
                sent.sentOn = on.toStdString();
                Command command;
                command.ask = sent;
                forms_->showAnswer(ports_.enter(command));
            });
    protocols_ = new DocumentSection(tr("Protocols"), ports_.showProtocol);
    instruments_ = new DocumentSection(tr("Instruments"), ports_.showInstrument);
    addSection(tr("Protocols"), protocols_);
    addSection(tr("Instruments"), instruments_);
    people_ = new PeopleSection;
    addSection(tr("People"), people_);
    if (ports_.servePeople) ports_.servePeople(*people_);
    importView_ = new ImportView;
    sections_->addWidget(importView_);
    connect(importView_, &ImportView::confirmed, this, &ClinicPage::finishImport);
    connect(importView_, &ImportView::cancelled, this, &ClinicPage::leaveImport);
    tabs_.front()->setChecked(true);
}

void ClinicPage::addSection(const QString& name, QWidget* section) {
    const int at = sections_->addWidget(section);
    auto* tab = new Chip(name);
    tab->setCheckable(true);
    tab->setAutoExclusive(true);
    tab->setAccessibleDescription(tr("Section of the clinic page"));
    tabBar_->layout()->addWidget(tab);
    tabs_.push_back(tab);
    connect(tab, &QPushButton::toggled, this, [this, at](bool on) {
        if (on) sections_->setCurrentIndex(at);
    });
}

void ClinicPage::beginImport() {
    const auto file = ports_.chooseFile();
    if (file.isEmpty()) return;
    const auto name = QFileInfo(file).fileName();
    auto read = ports_.preview(file);
    tabBar_->setEnabled(false);
    import_->hide();
    sections_->setCurrentWidget(importView_);
    if (!read) return importView_->showProblem(name, QString::fromStdString(read.error().message));
    previewed_ = std::move(read).value();
    importView_->show(name, previewed_);
}

void ClinicPage::finishImport() {
    if (auto done = ports_.import(previewed_); !done)
        return importView_->showFailure(QString::fromStdString(done.error().message));
    const bool protocol = previewed_.kind == DocumentKind::protocol;
    open(protocol ? Section::protocols : Section::instruments);
    reload();
    const auto key = QString::fromStdString(previewed_.id);
    protocol ? protocols_->choose(key + QLatin1Char('@') + QString::fromStdString(previewed_.version))
             : instruments_->choose(key);
    leaveImport();
}

void ClinicPage::leaveImport() {
    previewed_ = {};
    tabBar_->setEnabled(true);
    import_->show();
    for (std::size_t i = 0; i < tabs_.size(); ++i)
        if (tabs_[i]->isChecked()) sections_->setCurrentIndex(static_cast<int>(i));
}

void ClinicPage::open(Section section) {
    tabs_[static_cast<std::size_t>(section)]->setChecked(true);
}

void ClinicPage::reload() {
    import_->setWhyDisabled(ports_.whyNoImport());
    protocols_->setState(ports_.protocols());
    instruments_->setState(ports_.instruments());
    reloadPeople();
    reloadLog();
}

void ClinicPage::reloadPeople() {
    if (ports_.people) people_->setState(ports_.people());
}

void ClinicPage::reloadLog() {
    stock_->setState(ports_.stock());
    forms_->setState(ports_.forms());
}

} // namespace chairside
