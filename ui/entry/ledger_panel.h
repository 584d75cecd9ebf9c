// SPDX-License-Identifier: GPL-3.0-or-later
// The controlled drug of this session: what was drawn, given (from the pump record) and wasted, and whether
// the sum comes out. Records a draw, a waste with its witness, or a named discrepancy. A view; main thread.
#pragma once

#include "core/domain/ledger.h"
#include "core/domain/stock.h"
#include "ui/entry/entry_panel.h"

#include <vector>

class QLineEdit;

class QHBoxLayout;
class QVBoxLayout;
namespace chairside {

class Chip;
class TextLabel;

class LedgerPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        std::vector<Actor> witnesses;     ///< colleagues other than the operator
        std::vector<double> stockMgPerMl; ///< strengths to pick from
        LedgerBalance balance;
        std::vector<StockLot> lots = {}; ///< in stock; choosing one fills in lot, expiry and strength
        std::string today = {};          ///< ISO date, for the expiry
        bool singleUse = false;          ///< the rest of a vial is wasted with the session
        std::vector<double> vialMg = {}; ///< content of a vial of each strength, 0 = not known
        double bagMgPerMl = 0;           ///< of the order; 0 = no bag
        double vialMgPerMl = 0;          ///< of the order
    };
    explicit LedgerPanel(Content content, QWidget* parent = nullptr);
    void setBalance(const LedgerBalance& balance);

protected:
    bool staysOpen() const override { return true; }
    void afterRecorded() override;
    void focusFirst() override { setFocus(); }

private:
    QLineEdit* field(QHBoxLayout* row, const QString& label, const QString& hint, int width);
    void buildLots(QVBoxLayout* column);
    void chooseLot(const StockLot& lot);
    void buildDraw(QVBoxLayout* column);
    void buildWaste(QVBoxLayout* column);
    void submitDraw();
    void submitWaste();
    void submitDiscrepancy();
    std::optional<double> number(QLineEdit* from);

    Content content_;
    TextLabel *sums_, *sentence_;
    double wasteMl(double mg, std::string_view from) const;

    QLineEdit *vial_, *lot_, *expiry_, *drawnMg_, *wasteMg_, *reason_;
    Chip* rest_ = nullptr; ///< fills in what is still to account for
    std::vector<Chip*> strengths_, from_, methods_, witnesses_;
    std::optional<StockLot> chosen_; ///< as long as what it filled in still stands there
};

} // namespace chairside
