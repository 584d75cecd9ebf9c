// SPDX-License-Identifier: GPL-3.0-or-later
// The controlled drug in stock: every lot with what came in, what sessions drew and what must be left; beside
// it the forms to receive, remove and count, and the newest entries with the way to withdraw one. A view:
// state in, commands out. Main thread.
#pragma once

#include "ui/clinic/stock_forms.h"
#include "ui/style/theme.h"

#include <QWidget>

class QStackedWidget;
class QTableWidget;

namespace chairside {

class Card;
class Chip;

class StockSection final : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        Uuid id;
        QString title, detail; ///< "Received 10 of ketamine …", "2026-11-21 10:42 · J. Okafor RN"
        bool withdrawable = false;
    };
    struct State {
        std::vector<StockLot> lots;
        std::string today; ///< ISO date
        QStringList warnings;
        std::vector<Entry> entries; ///< newest first
        StockForm::Content forms;
        QString saving; ///< what is not saved yet, or why it can't be; empty when all is
    };
    explicit StockSection(QWidget* parent = nullptr);
    void setState(const State& state);
    /// The answer to the body that was submitted last.
    void showAnswer(const Decision& decision);
    void submitAgain(); ///< the PIN asked for was right
    void showWrongPin(const QString& sentence);
    void showWithdrawn(const Decision& decision);

Q_SIGNALS:
    void submitted(const chairside::Command& command); ///< without an actor
    void pinGiven(const QString& person, const QString& pin);
    void withdrawRequested(const chairside::Uuid& entry, const QString& reason);

private:
    QWidget* makeTable();
    QWidget* makeSide();
    void fillTable();
    void fillEntries();
    void askReason(const Uuid& entry);

    State state_;
    QTableWidget* table_;
    TextLabel *empty_, *warnings_, *saving_;
    QStackedWidget* forms_;
    std::vector<StockForm*> each_;
    StockForm* asked_ = nullptr;
    Card* entries_;
    QWidget* entryList_;
};

/// "2027-06 · expires soon", with the tone that goes with it.
struct ExpiryWords {
    QString text;
    Tone tone = Tone::normal;
};
ExpiryWords expiryWords(const StockLot& lot, const std::string& today);

} // namespace chairside
