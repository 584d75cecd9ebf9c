// SPDX-License-Identifier: GPL-3.0-or-later
// The dose order: mg/kg and weight basis, vial strength and container picked from the protocol's lists (a
// concentration is never typed), and beside them everything that follows: mg, mL to draw, final volume, pump
// rate. What the range checks find stands there too; a second person is named where one is needed. Arithmetic
// is core/domain/dosing. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include "core/domain/dosing.h"

class QButtonGroup;
class QHBoxLayout;
class QLineEdit;

namespace chairside {

class DosePanel : public EntryPanel {
    Q_OBJECT
public:
    explicit DosePanel(DosingRule rule, QWidget* parent = nullptr);
    /// Proposal, today's weight, height and sex; the prescriber confirms every choice on the panel.
    void setChoices(const DoseChoices&);
    /// What the last session was and found, for comparison; the dose proposed from it stays to be ordered.
    void setLastSession(const QStringList& lines);
    void begin() override;
    QString orderText() const;    ///< "35 mg = 0.7 mL of 50 mg/mL"
    QString findingsText() const; ///< the sentences of the range checks, empty if none
    QLineEdit* doseEdit() const { return dose_; }
    QLineEdit* secondEdit() const { return second_; }

protected:
    void record() override;
    void focusFirst() override;

private:
    QButtonGroup* addChips(QVBoxLayout& column, const QString& label, const QStringList& texts);
    void makeChoices(QVBoxLayout& column);
    void recompute();
    std::optional<DoseChoices> choices() const; ///< empty while a number is not one
    void showFigures(const DoseOrder&);
    bool nasal() const { return rule_.deviceMg.has_value(); }

    DosingRule rule_;
    DoseChoices given_;
    std::optional<DoseOrder> order_;
    std::vector<DoseFinding> found_;
    QLineEdit *dose_, *duration_, *overfill_, *second_;
    QButtonGroup *basis_ = nullptr, *strength_ = nullptr, *container_ = nullptr, *mix_ = nullptr,
                 *fixed_ = nullptr;
    TextLabel *amount_, *preparation_, *rate_, *findings_, *last_;
};

} // namespace chairside
