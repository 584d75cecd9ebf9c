// SPDX-License-Identifier: GPL-3.0-or-later
// The checklist: every row answered 0–3 by one touch or one digit, with a running sum, and chips that lead to
// nausea and pain. Each answer is handed over when given, the sum by Record. An incomplete list has no sum
// and says so. A view.
#pragma once

#include "ui/entry/entry_panel.h"
#include "ui/entry/score_sheet.h"

class QButtonGroup;
class QStackedLayout;

namespace chairside {

class Chip;

class DissociationPanel : public EntryPanel {
    Q_OBJECT
public:
    /// `checklist` has several rows; each of `scales` is a single scale such as numericSheet().
    DissociationPanel(ScoreSheet checklist, std::vector<ScoreSheet> scales, QWidget* parent = nullptr);
    /// Answers in the record that no sum has closed yet: the list goes on from them.
    void goOn(const std::map<std::string, std::string>& stored);
    void begin() override;
    void showScale(int page); ///< 0 the checklist, 1… the scales
    PushButton* answerButton(std::size_t row, int value) const;
    QString sumText() const;

protected:
    void record() override;
    void afterRecorded() override;
    bool staysOpen() const override { return stays_; }
    void focusFirst() override;
    void showBefore(const EventBody&) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    QWidget* makeChecklist();
    QWidget* makeScale(const ScoreSheet&);
    void give(std::size_t row, int value);
    void take(std::size_t row, int value);
    void mark();
    void recordChecklist();
    void showSum();

    ScoreSheet checklist_;
    std::vector<ScoreSheet> scales_;
    std::map<std::string, int> given_, open_;
    std::optional<std::pair<std::size_t, int>> storing_; ///< handed over, no answer yet
    bool stays_ = false;                                 ///< the last hand-over was one answer
    std::vector<QButtonGroup*> rows_;
    std::vector<Chip*> tabs_;
    std::size_t currentRow_ = 0;
    QStackedLayout* pages_;
    TextLabel* sum_;
    PushButton* restNone_;
};

} // namespace chairside
