// SPDX-License-Identifier: GPL-3.0-or-later
// The three forms of the stock page: receive, remove, count. Each asks for what the clinic's log needs and
// hands it out as an event body; guards and questions come back as sentences. Views; main thread.
#pragma once

#include "core/domain/stock.h"

#include <QWidget>
#include <functional>
#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace chairside {

class PinLine;
class PushButton;
class TextLabel;

/// Something that can be received: picked from what the protocols use, never typed.
struct StockProduct {
    std::string drug;
    double strengthMgPerMl = 0; ///< 0 for a device
    double contentMg = 0;
    bool operator==(const StockProduct&) const = default;
};

class StockForm : public QWidget {
    Q_OBJECT
public:
    struct Content {
        std::vector<StockProduct> products;
        std::vector<StockLot> lots;
        std::string operatorName;  ///< empty: nobody is chosen
        std::vector<Actor> others; ///< possible witnesses
    };
    virtual void setContent(const Content& content) = 0;
    /// The answer to what was submitted: a sentence, a question (submitting again means yes), or done.
    void showAnswer(const Decision& decision);
    void submitAgain(); ///< the PIN asked for was right
    void showWrongPin(const QString& sentence);

Q_SIGNALS:
    void pinGiven(const QString& person, const QString& pin);
    void submitted(const chairside::Command& command); ///< without an actor: the page knows who it is

protected:
    StockForm(const QString& submitText, QWidget* parent);
    virtual EventBody body() const = 0;
    virtual void clear() = 0;
    QVBoxLayout* fields() const { return fields_; }
    QLineEdit* line(const QString& label, const QString& hint = {});
    QComboBox* choice(const QString& label);
    void say(const QString& sentence);
    void showOperator(const std::string& name);
    void edited(); ///< a question asked before is void

private:
    void askPin(const std::string& person);

    QVBoxLayout* fields_;
    TextLabel *who_, *answer_;
    PushButton* submit_;
    PinLine* pin_;
    std::string pinOf_; ///< whose PIN is asked for
    QString submitText_;
    bool asked_ = false;
};

class ReceiveForm final : public StockForm {
    Q_OBJECT
public:
    explicit ReceiveForm(QWidget* parent = nullptr);
    void setContent(const Content& content) override;

private:
    EventBody body() const override;
    void clear() override;
    std::vector<StockProduct> products_;
    QComboBox* product_;
    QLineEdit *lot_, *expiry_, *count_, *supplier_, *document_;
};

class RemoveForm final : public StockForm {
    Q_OBJECT
public:
    explicit RemoveForm(QWidget* parent = nullptr);
    void setContent(const Content& content) override;

private:
    EventBody body() const override;
    void clear() override;
    std::vector<StockLot> lots_;
    std::vector<Actor> others_;
    QComboBox *lot_, *witness_;
    QLineEdit *count_, *reason_;
};

/// Every lot is counted blind: what the book expects shows only once a number stands there.
class CountForm final : public StockForm {
    Q_OBJECT
public:
    explicit CountForm(QWidget* parent = nullptr);
    void setContent(const Content& content) override;

private:
    struct Row {
        StockLot lot;
        QLineEdit *found, *explanation;
        TextLabel* verdict;
    };
    EventBody body() const override;
    void clear() override;
    void judge(const Row& row) const;
    std::vector<Row> rows_;
    std::vector<Actor> others_;
    QWidget* list_;
    TextLabel* empty_;
    QComboBox* second_;
};

/// "ketamine 50 mg/mL, vial of 500 mg"
QString productWords(const StockProduct& product);
QString lotTitle(const StockLot& lot); ///< "ketamine 500 mg · lot L1"

} // namespace chairside
