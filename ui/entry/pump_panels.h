// SPDX-License-Identifier: GPL-3.0-or-later
// The panels behind the infusion card: start, change rate, resume (a rate is keyed or confirmed), pause (one
// reason), stop (a reason, then a second touch). They record what a person set at the pump; they never
// control a pump. Views.
#pragma once

#include "ui/entry/entry_panel.h"

class QAbstractButton;
class QButtonGroup;
class QLayout;
class QLineEdit;

namespace chairside {

class NumberField;

class RatePanel : public EntryPanel {
    Q_OBJECT
public:
    enum class Purpose : std::uint8_t { start, change, resume };
    explicit RatePanel(Purpose purpose, QWidget* parent = nullptr);
    /// The rate to be set when starting or the one before the pause; shown, and filled in only where it is an
    /// order to confirm (start, resume), never for a change.
    void setOrderedRate(double mlPerH, double volumeMl = 0);
    /// Of the vial recorded as drawn, to be confirmed with the start.
    void setVial(const QString& lot, const QString& expiry);
    void begin() override;
    NumberField* rate() const { return rate_; }

protected:
    void record() override;
    void focusFirst() override;

private:
    QLayout* makeReasons();
    Purpose purpose_;
    double ordered_ = 0;
    QString vialLot_, vialExpiry_;
    NumberField* rate_;
    QLineEdit *reason_, *lot_, *expiry_;
};

class PausePanel : public EntryPanel {
    Q_OBJECT
public:
    explicit PausePanel(const QStringList& reasons, QWidget* parent = nullptr);

protected:
    void record() override;
    void focusFirst() override { setFocus(); }

private:
    QLineEdit* other_;
};

class StopPanel : public EntryPanel {
    Q_OBJECT
public:
    struct Reason {
        std::string code; ///< as stored: "bp"
        QString label;
    };
    /// An early end names the prescriber who was told, or that nobody was reached yet.
    StopPanel(std::vector<Reason> abortReasons, std::vector<Actor> prescribers, QWidget* parent = nullptr);
    /// What will be recorded as given: "20.7 mg of 35 mg".
    void setDelivered(const QString&);
    void begin() override;
    QAbstractButton* reasonButton(std::size_t index) const; ///< 0 is "completed as planned"

protected:
    void record() override;
    void focusFirst() override { setFocus(); }

private:
    void makeTold();

    std::vector<Reason> reasons_;
    std::vector<Actor> prescribers_;
    QButtonGroup *group_, *told_;
    QWidget* toldRow_;
    QLineEdit* note_;
    TextLabel* delivered_;
};

} // namespace chairside
