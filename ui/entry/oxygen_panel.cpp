// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/oxygen_panel.h"

#include "core/base/number.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

QString amount(double flowLPerMin) {
    return text(formatNumber(flowLPerMin, 1)) + QStringLiteral(" L/min");
}

} // namespace

std::vector<OxygenPanel::Device> OxygenPanel::devicesOf(const std::vector<OrderSetEntry>& orders) {
    std::vector<Device> devices;
    for (const auto& order : orders)
        if (order.drugClass == kOxygenClass && order.unit == kOxygenUnit)
            devices.push_back({order.route, order.doses});
    if (devices.empty()) devices = {{"nasal cannula", {}}, {"mask", {}}};
    return devices;
}

OxygenPanel::OxygenPanel(std::vector<Device> devices, QWidget* parent)
    : EntryPanel(tr("Oxygen"), parent), flow_(new QLineEdit),
      summary_(new TextLabel({}, type::kLead, Tone::normal, QFont::DemiBold)),
      end_(new PushButton(tr("End oxygen"))) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kTight);
    grid->setVerticalSpacing(space::kTight);
    auto* names = new QButtonGroup(this);
    for (auto& device : devices) {
        addRow(grid, std::move(device));
        names->addButton(rows_.back().name);
    }
    grid->setColumnStretch(grid->columnCount(), 1);
    body()->addLayout(grid);
    body()->addStretch(1);

    flow_->setPlaceholderText(tr("another flow, L/min"));
    flow_->setAccessibleName(tr("Flow in L/min"));
    flow_->setFixedWidth(200);
    limit(flow_, 12);
    flow_->installEventFilter(this);
    end_->setMinimumSize(150, 52);
    footer()->addWidget(flow_);
    footer()->addWidget(summary_);
    useRecordButton(tr("Record"));
    footer()->insertWidget(footer()->count() - 1, end_);
    connect(end_, &QPushButton::clicked, this, [this] { give(0, {}); });
    connect(flow_, &QLineEdit::textEdited, this, &OxygenPanel::showSummary);
    connect(flow_, &QLineEdit::returnPressed, this, [this] { record(); });
    setRunning(std::nullopt, {});
}

void OxygenPanel::addRow(QGridLayout* grid, Device device) {
    const int line = grid->rowCount();
    Row row{std::move(device), nullptr, {}};
    row.name = new Chip(text(row.device.name));
    row.name->setCheckable(true);
    row.name->setMinimumSize(170, 48);
    grid->addWidget(row.name, line, 0);
    connect(row.name, &QPushButton::clicked, this, [this] {
        showSummary();
        flow_->setFocus();
    });
    int column = 1;
    for (const double flow : row.device.flows) {
        auto* chip = new Chip(amount(flow));
        chip->setMinimumSize(96, 48);
        chip->setAccessibleName(tr("%1, %2").arg(text(row.device.name), amount(flow)));
        connect(chip, &QPushButton::clicked, this,
                [this, flow, name = row.device.name] { give(flow, name); });
        grid->addWidget(chip, line, column++);
        row.flows.push_back(chip);
    }
    rows_.push_back(std::move(row));
}

void OxygenPanel::setRunning(const std::optional<OxygenFlow>& running, const QString& since) {
    end_->setVisible(running.has_value());
    running_ = running ? running->device : std::string();
    if (!running)
        setHint(tr("room air"));
    else
        setHint(running->device.empty()
                    ? tr("now %1, since %2").arg(amount(running->flowLPerMin), since)
                    : tr("now %1 by %2, since %3")
                          .arg(amount(running->flowLPerMin), text(running->device), since));
    showSummary();
}

void OxygenPanel::begin() {
    afterRecorded();
    EntryPanel::begin();
}

void OxygenPanel::afterRecorded() {
    flow_->clear();
    choose(running_);
}

void OxygenPanel::focusFirst() {
    flow_->setFocus();
}

QAbstractButton* OxygenPanel::flowButton(std::size_t device, std::size_t choice) const {
    return device < rows_.size() && choice < rows_[device].flows.size() ? rows_[device].flows[choice]
                                                                        : nullptr;
}

void OxygenPanel::choose(const std::string& device) {
    const auto known = std::ranges::find_if(rows_, [&](const Row& row) { return row.device.name == device; });
    (known == rows_.end() ? rows_.front() : *known).name->setChecked(true);
    showSummary();
}

std::size_t OxygenPanel::chosen() const {
    const auto at = std::ranges::find_if(rows_, [](const Row& row) { return row.name->isChecked(); });
    return at == rows_.end() ? 0 : static_cast<std::size_t>(at - rows_.begin());
}

/// Up and Down choose the device of a flow that is typed.
bool OxygenPanel::eventFilter(QObject* watched, QEvent* event) {
    const auto* key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
    if (watched == flow_ && key && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
        const auto step = key->key() == Qt::Key_Down ? 1 : rows_.size() - 1;
        rows_[(chosen() + step) % rows_.size()].name->setChecked(true);
        showSummary();
        return true;
    }
    return EntryPanel::eventFilter(watched, event);
}

void OxygenPanel::showSummary() {
    if (rows_.empty()) return;
    const auto typed = parseNumber(flow_->text().toStdString());
    if (typed.issue)
        say(text(typed.issue->sentence));
    else
        clearMessage();
    if (typed.value && *typed.value == 0) return summary_->setText(tr("oxygen ended, room air"));
    if (!typed.value) return summary_->setText(tr("Touch a flow, or type another one."));
    summary_->setText(tr("%1 by %2").arg(amount(*typed.value), text(rows_[chosen()].device.name)));
}

void OxygenPanel::showBefore(const EventBody& body) {
    const auto* entry = std::get_if<VitalsEntered>(&body);
    if (!entry) return;
    choose(entry->site);
    if (const auto& flow = entry->values[index(Channel::o2Flow)])
        flow_->setPlaceholderText(tr("stays %1").arg(amount(*flow)));
    end_->show();
}

void OxygenPanel::record() {
    const auto typed = parseNumber(flow_->text().toStdString());
    if (typed.issue) return say(text(typed.issue->sentence));
    const auto* old = before<VitalsEntered>();
    const auto flow = typed.value ? typed.value : old ? old->values[index(Channel::o2Flow)] : std::nullopt;
    if (!flow) return say(tr("Touch a flow, or type one in L/min."));
    give(*flow, rows_[chosen()].device.name);
}

void OxygenPanel::give(double flowLPerMin, const std::string& device) {
    VitalsEntered entry;
    entry.values[index(Channel::o2Flow)] = flowLPerMin;
    if (flowLPerMin > 0) entry.site = device;
    submit(std::move(entry));
}

} // namespace chairside
