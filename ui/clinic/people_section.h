// SPDX-License-Identifier: GPL-3.0-or-later
// The people of the clinic: everybody who can be chosen, with role and whether a PIN stands behind the name;
// beside them the ways to add a colleague, set a PIN or take somebody off the list. Who has to confirm a
// change, and whether a PIN is right, is decided behind it (app/console/staff). A view; main thread.
#pragma once

#include "ui/clinic/two_line_row.h"

#include "core/domain/event.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace chairside {

class Card;
class Chip;
class PushButton;
class TextLabel;

class PeopleSection final : public QWidget {
    Q_OBJECT
public:
    struct Person {
        Actor actor;
        bool hasPin = false;
        QString pinWords;            ///< "PIN set on 2026-11-21, confirmed by Dr M. Haas"
        std::vector<Actor> vouchers; ///< one of them has to give their PIN before this person is changed
    };
    struct State {
        std::vector<Person> people;
        std::vector<Actor> vouchers; ///< the same before a prescriber is added or the rule for all changes
        bool everybody = false;
        QString whyNoChange; ///< empty: the list may be changed now
    };
    /// Who confirms a change and with which PIN; both empty where nobody has to.
    struct Voucher {
        std::string person, pin;
    };
    explicit PeopleSection(QWidget* parent = nullptr);
    void setState(const State& state);
    /// What became of the last request; an empty sentence is a success without words.
    void showAnswer(bool done, const QString& sentence);

Q_SIGNALS:
    void addRequested(const chairside::Actor& person, const chairside::PeopleSection::Voucher& by);
    void pinRequested(const QString& person, const QString& pin, const chairside::PeopleSection::Voucher& by);
    void removeRequested(const QString& person, const chairside::PeopleSection::Voucher& by);
    void everybodyRequested(bool on, const chairside::PeopleSection::Voucher& by);

private:
    QWidget* makeList();
    QWidget* makeChosen();
    QWidget* makeRule();
    void showChosen();
    const Person* chosen() const;
    void add();
    void setPin();
    Voucher voucher() const;

    State state_;
    std::string removing_; ///< touched once; the second touch means it
    QListWidget* list_;
    QLineEdit *name_, *credential_, *pin_, *pinAgain_, *voucherPin_;
    Chip *nurse_, *prescriber_;
    PushButton *add_, *set_, *remove_, *rule_;
    QComboBox* voucher_;
    QWidget* voucherRow_;
    TextLabel *title_, *detail_, *answer_, *ruleWords_, *voucherWords_;
};

} // namespace chairside
