// SPDX-License-Identifier: GPL-3.0-or-later
// The alarm limits of this session: one row for each condition, a button for each rung; a touch opens the
// number with the keypad, a reason is asked for. The second page proposes limits from the patient's own
// baseline, one confirmation each. A refused change is answered where the number stands and nothing is lost.
// A view; main thread.
#pragma once

#include "ui/entry/entry_panel.h"
#include "ui/live/limits_presenter.h"

class QStackedWidget;

namespace chairside {

class Chip;
class Keypad;
class NumberField;

class LimitsPanel final : public EntryPanel {
    Q_OBJECT
public:
    explicit LimitsPanel(QWidget* parent = nullptr);
    void setState(const LimitsState& state);
    void begin() override;
    /// Opens the number of the innermost limit of this channel.
    void showChannel(Channel channel);
    void edit(const std::string& limit);
    NumberField* number() const { return number_; }
    void showOffers(bool offers);

protected:
    void record() override;
    void afterRecorded() override;
    bool staysOpen() const override { return true; }
    void focusFirst() override { setFocus(); }

private:
    QWidget* makeList();
    QWidget* makeEditor();
    void fillRows();
    void fillOffers();
    const LimitCell* cell(const std::string& limit) const;

    LimitsState state_;
    std::string edited_;
    QStackedWidget* pages_;
    QVBoxLayout *rows_, *offers_;
    TextLabel *offersNote_, *editTitle_, *editHint_;
    NumberField* number_;
    Keypad* keypad_;
    QWidget* editor_;
    Chip *limitsTab_, *offersTab_;
    std::vector<Chip*> reasons_;
};

} // namespace chairside
