// SPDX-License-Identifier: GPL-3.0-or-later
// Oxygen at the chair: one touch on a flow beside its device records that it began or was changed, another
// touch ends it; other flows are typed. Devices and flows come from the protocol's order set. What is
// recorded is a flow in L/min with the device as its site; 0 is room air. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include "core/domain/oxygen.h"
#include "core/domain/protocol.h"

class QAbstractButton;

namespace chairside {

class Chip;

class OxygenPanel : public EntryPanel {
    Q_OBJECT
public:
    struct Device {
        std::string name;          ///< "nasal cannula": stored as it stands in the protocol
        std::vector<double> flows; ///< L/min, offered as buttons
    };
    explicit OxygenPanel(std::vector<Device> devices, QWidget* parent = nullptr);
    /// The rows of the protocol's order set that are oxygen; two plain ones where it has none.
    static std::vector<Device> devicesOf(const std::vector<OrderSetEntry>& orders);

    /// What runs now, for the hint and the button that ends it; `since` is "10:40".
    void setRunning(const std::optional<OxygenFlow>& running, const QString& since);
    void begin() override;
    QAbstractButton* flowButton(std::size_t device, std::size_t choice) const; ///< in the order shown
    PushButton* endButton() const { return end_; }

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override;
    void showBefore(const EventBody&) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    struct Row {
        Device device;
        Chip* name;
        std::vector<Chip*> flows;
    };
    void addRow(class QGridLayout* grid, Device device);
    void choose(const std::string& device);
    std::size_t chosen() const;
    void give(double flowLPerMin, const std::string& device);
    void showSummary();

    std::vector<Row> rows_;
    QLineEdit* flow_;
    TextLabel* summary_;
    PushButton* end_;
    std::string running_; ///< device in use, proposed for another flow
};

} // namespace chairside
