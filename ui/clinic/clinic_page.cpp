// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/clinic_page.h"

#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

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
    column->addLayout(head);
    sections_ = new QStackedWidget;
    column->addWidget(sections_, 1);
    protocols_ = new DocumentSection(tr("Protocols"), ports_.showProtocol);
    instruments_ = new DocumentSection(tr("Instruments"), ports_.showInstrument);
    addSection(tr("Protocols"), protocols_);
    addSection(tr("Instruments"), instruments_);
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

void ClinicPage::open(Section section) {
    tabs_[static_cast<std::size_t>(section)]->setChecked(true);
}

void ClinicPage::reload() {
    protocols_->setState(ports_.protocols());
    instruments_->setState(ports_.instruments());
}

} // namespace chairside
