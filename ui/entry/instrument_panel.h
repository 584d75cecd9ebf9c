// SPDX-License-Identifier: GPL-3.0-or-later
// A questionnaire or rating scale, one question at a time beside the tiles: every answer is handed over when
// given, the score when the last one is there. Incomplete means no score. Digits answer, Enter and the arrows
// go on, Backspace goes back; the overview at the end shows every answer and leads back to it. A view: it
// scores by core/domain/scoring, records nothing and knows no clock.
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/scoring.h"
#include "ui/entry/entry_panel.h"

#include <vector>

class QScrollArea;

namespace chairside {

class AnswerField;
class QuestionProgress;

class InstrumentPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        Instrument instrument;
        Answers answers;    ///< already in the record and not closed by a score
        QString since;      ///< "10:31", when the first of them was given
        QString lastResult; ///< "last 12 at 9:58", a hint only
    };
    explicit InstrumentPanel(Content content, QWidget* parent = nullptr);
    ~InstrumentPanel() override;

    void begin() override;
    AnswerField* field() const { return field_; } ///< null on the overview
    QString scoreText() const;
    QString flagText() const;
    int position() const { return static_cast<int>(at_); } ///< 0-based; the number of questions at the end
    void goTo(std::size_t question);

protected:
    void record() override { next(); }
    void afterRecorded() override;
    bool staysOpen() const override { return true; }
    void showBefore(const EventBody&) override;
    void focusFirst() override;
    void keyPressEvent(QKeyEvent*) override;

private:
    void makeLines();
    void answer(const std::string& linkId, const std::string& given, bool goOn);
    bool takeTyped(); ///< false when what is typed is no answer; it says why
    void next();
    void back();
    void present();
    void showQuestion(const Item&);
    void showOverview();
    void tellScore();
    void finish(); ///< hands over the score, or asks when answers are missing
    void handOver();
    ScoreEntered entry(const Answers&) const;
    void startAnew();
    void put(QWidget* page);
    std::vector<const Item*> asked() const;

    Content content_;
    Answers answers_;
    std::optional<std::pair<std::string, std::string>> pending_; ///< handed over, no answer yet
    bool goOn_ = false;                                          ///< after the pending answer
    bool scored_ = false;                                        ///< the pending hand-over is the score
    bool anew_ = false;                                          ///< ... and closes what somebody left open
    std::optional<Uuid> score_; ///< recorded; what changes from here corrects it
    std::size_t at_ = 0;

    TextLabel *where_, *scoreLine_, *flagLine_;
    QuestionProgress* progress_;
    QScrollArea* room_;
    AnswerField* field_ = nullptr;
    PushButton *back_, *overview_, *anewButton_;
};

} // namespace chairside
