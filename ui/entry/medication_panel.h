// SPDX-License-Identifier: GPL-3.0-or-later
// What was given: the protocol's order set, one touch for drug, dose, route and reason, a second records.
// Other doses can be typed. Nothing is preselected and the program proposes no drug by itself. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include "core/domain/protocol.h"

class QAbstractButton;
class QButtonGroup;
class QLineEdit;
class QPushButton;

namespace chairside {

class MedicationPanel : public EntryPanel {
    Q_OBJECT
public:
    explicit MedicationPanel(std::vector<OrderSetEntry> orders, QWidget* parent = nullptr);
    void begin() override;
    QAbstractButton* doseButton(std::size_t order, std::size_t choice) const; ///< in the order shown
    QString summary() const;

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override;
    void showBefore(const EventBody&) override;

private:
    struct Choice {
        std::size_t order = 0;
        double dose = 0;
        std::string route;
        QPushButton* chip = nullptr;
    };
    QWidget* makeRow(std::size_t order);
    void choose(std::size_t choice);
    void filter(const QString& text);
    void showSummary();
    std::optional<double> dose() const;

    std::vector<OrderSetEntry> orders_;
    std::vector<Choice> choices_;
    std::vector<QWidget*> rows_;
    std::optional<std::size_t> chosen_;
    QButtonGroup* group_;
    QLineEdit *find_, *otherDose_, *reason_, *orderedBy_;
    TextLabel* summary_;
};

} // namespace chairside
