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
        std::vector<StockLot> lots = {};     ///< in stock; choosing one fills in lot, expiry and strength
        std::vector<VialUse> openVials = {}; ///< of this session, with something left
        std::string today = {};              ///< ISO date, for the expiry
        bool singleUse = false;              ///< the rest of a vial is wasted with the session
        std::vector<double> vialMg = {};     ///< content of a vial of each strength, 0 = not known
        double bagMgPerMl = 0;               ///< of the order; 0 = no bag
        double vialMgPerMl = 0;              ///< of the order
    };
    explicit LedgerPanel(Content content, QWidget* parent = nullptr);
    void setBalance(const LedgerBalance& balance);
    /// Those to draw from again; a choice that is still among them stays.
    void setOpenVials(const std::vector<VialUse>& vials);

protected:
    bool staysOpen() const override { return true; }
    void afterRecorded() override;
    void focusFirst() override { setFocus(); }

private:
    QLineEdit* field(QHBoxLayout* row, const QString& label, const QString& hint, int width);
    void buildLots(QVBoxLayout* column);
    void chooseLot(const StockLot& lot);
    void chooseOpenVial(const VialUse& vial);
    void forgetOpenVial(); ///< another vial is described now
    void fillVial(const std::string& lot, const std::string& expiry, double strengthMgPerMl);
    double vialContent(const DrugDrawn& drawn) const;
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
    std::vector<Chip*> strengths_, from_, methods_, witnesses_, open_;
    QWidget* openRow_ = nullptr;
    std::optional<StockLot> chosen_;    ///< as long as what it filled in still stands there
    std::optional<VialUse> chosenOpen_; ///< the draw is from this one
};

} // namespace chairside
