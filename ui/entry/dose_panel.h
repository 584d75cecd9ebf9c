// SPDX-License-Identifier: GPL-3.0-or-later
// The dose order: mg/kg and weight basis, vial strength and container picked from the protocol's lists (a
// concentration is never typed), who ordered it, and beside them everything that follows: mg, mL to draw,
// final volume, pump rate, what is in stock. What the range checks find stands there too; a second person is
// chosen where one is needed. Arithmetic is core/domain/dosing. A view.
#pragma once

#include "ui/entry/entry_panel.h"

#include "core/domain/dosing.h"
#include "core/domain/stock.h"

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
    /// Who may have ordered it, when the one at the chair does not prescribe; and who may check it as second.
    void setPeople(std::vector<Actor> prescribers, std::vector<Actor> others, bool operatorPrescribes);
    /// What of the drug can be used; shown beside the strengths. Without a stock book: not called.
    void setStock(const std::vector<StockLot>& lots, const std::string& today);
    void begin() override;
    QString orderText() const;    ///< "35 mg = 0.7 mL of 50 mg/mL"
    QString findingsText() const; ///< the sentences of the range checks, empty if none
    QLineEdit* doseEdit() const { return dose_; }
    QString stockText() const; ///< "In stock: lot L1, until 2027-06, 7 left", empty without a stock book

protected:
    void record() override;
    void focusFirst() override;

private:
    QButtonGroup* addChips(QVBoxLayout& column, const QString& label, const QStringList& texts,
                           QLineEdit* beside = nullptr, const QString& caption = {},
                           const QString& unit = {});
    void makePeople(QVBoxLayout& column);
    void showStock();
    void makeChoices(QVBoxLayout& column);
    void recompute();
    std::optional<DoseChoices> choices() const; ///< empty while a number is not one
    void showFigures(const DoseOrder&);
    bool nasal() const { return rule_.deviceMg.has_value(); }

    DosingRule rule_;
    DoseChoices given_;
    std::optional<DoseOrder> order_;
    std::vector<DoseFinding> found_;
    std::vector<Actor> prescribers_, others_;
    std::vector<StockLot> stock_;
    std::string today_;
    bool hasStock_ = false, operatorPrescribes_ = true;
    QLineEdit *dose_, *duration_, *overfill_;
    QWidget *orderedRow_ = nullptr, *secondRow_ = nullptr;
    QButtonGroup *orderedBy_ = nullptr, *second_ = nullptr;
    QButtonGroup *basis_ = nullptr, *strength_ = nullptr, *container_ = nullptr, *mix_ = nullptr,
                 *fixed_ = nullptr;
    TextLabel *amount_, *preparation_, *rate_, *findings_, *last_, *stockLine_;
};

} // namespace chairside
