// SPDX-License-Identifier: GPL-3.0-or-later
// Side effects as people chart them: one touch notes a mild onset, a severity chip makes it stronger, a
// second touch ends it. What is present now is listed with since when. Typing letters finds one. A view; what
// is present comes in.
#pragma once

#include "ui/entry/entry_panel.h"

class QGridLayout;
class QLineEdit;

namespace chairside {

class Chip;

class SideEffectPanel : public EntryPanel {
    Q_OBJECT
public:
    struct Option {
        std::string key; ///< as stored: "nausea"
        QString label;
        bool common = true; ///< on the first page
    };
    struct Present {
        Uuid id; ///< of the SideEffectBegan event
        std::string key;
        int severity = 1;
        QString since;                ///< "10:20"
        std::string relatedness = {}; ///< as judged last, empty if not yet
        bool operator==(const Present&) const = default;
    };

    explicit SideEffectPanel(std::vector<Option> options, QWidget* parent = nullptr);
    void setPresent(const std::vector<Present>&);
    void select(const Uuid& id); ///< shows one that is present, to change or end it
    void begin() override;
    PushButton* button(const std::string& key) const;
    PushButton* severityButton(int severity) const;

protected:
    bool staysOpen() const override { return true; }
    void focusFirst() override;
    void showBefore(const EventBody&) override;

private:
    void submitCorrection(const std::string& key, int severity);
    const Present* presentOf(const std::string& key) const;
    QString labelOf(const std::string& key) const;
    void touch(const std::string& key);
    void setSeverity(int severity);
    void endSelected();
    QWidget* makeJudgement();
    void setRelatedness(std::size_t which);
    void setAction(const std::string& action);
    void arrange();
    void refresh();

    std::vector<Option> options_;
    std::vector<Present> present_;
    std::vector<PushButton*> buttons_;
    std::string selected_;
    bool all_ = false;
    QLineEdit* find_;
    QGridLayout* grid_;
    PushButton *more_, *end_;
    QWidget *detail_, *judgement_;
    TextLabel *detailText_, *none_;
    std::vector<PushButton*> severities_;
    std::vector<Chip*> related_, actions_;
};

} // namespace chairside
