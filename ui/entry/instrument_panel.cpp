// SPDX-License-Identifier: GPL-3.0-or-later
// InstrumentPanel: the way through the questions, and what is handed over when. What is shown of it:
// instrument_panel_pages.cpp.
#include "ui/entry/instrument_panel.h"

#include "core/domain/open_answers.h"
#include "ui/entry/answer_field.h"
#include "ui/entry/question_progress.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>

#include <algorithm>
#include <initializer_list>

namespace chairside {
InstrumentPanel::InstrumentPanel(Content content, QWidget* parent)
    : EntryPanel(text(content.instrument.title), parent), content_(std::move(content)),
      answers_(content_.answers), where_(new TextLabel({}, type::kSmall, Tone::quiet, QFont::Medium)),
      scoreLine_(new TextLabel({}, type::kBody, Tone::score, QFont::DemiBold)),
      flagLine_(new TextLabel({}, type::kBody, Tone::caution, QFont::DemiBold)),
      progress_(new QuestionProgress), room_(new QScrollArea), back_(new PushButton(tr("Back"))),
      overview_(new PushButton(tr("Overview"))), anewButton_(new PushButton(tr("Start anew"))) {
    if (!answers_.empty())
        setHint(tr("goes on from %n answer(s) given at %1", nullptr, static_cast<int>(answers_.size()))
                    .arg(content_.since));
    else
        setHint(content_.lastResult.isEmpty() ? tr("each answer is stored when given") : content_.lastResult);
    makeLines();
    back_->setKeyHint(QStringLiteral("⌫"));
    back_->setAccessibleName(tr("Back to the question before"));
    for (auto* button : {back_, overview_, anewButton_}) {
        button->setMinimumHeight(52);
        button->setFocusPolicy(Qt::TabFocus);
        footer()->addWidget(button);
    }
    anewButton_->setVisible(!answers_.empty());
    connect(back_, &QPushButton::clicked, this, [this] { back(); });
    connect(overview_, &QPushButton::clicked, this, [this] { goTo(asked().size()); });
    connect(anewButton_, &QPushButton::clicked, this, [this] { startAnew(); });
    footer()->addSpacing(space::kGap);
    footer()->addWidget(scoreLine_);
    useRecordButton(tr("Next"));
    recordButton()->setFocusPolicy(Qt::TabFocus);
}

InstrumentPanel::~InstrumentPanel() {
    if (field_) field_->disconnect(this); // it loses the focus while this goes
}

void InstrumentPanel::begin() {
    at_ = 0;
    EntryPanel::begin();
    const auto questions = asked();
    while (!isCorrecting() && at_ < questions.size() && answers_.contains(questions[at_]->linkId)) ++at_;
    present();
}

void InstrumentPanel::showBefore(const EventBody& body) {
    const auto* before = std::get_if<ScoreEntered>(&body);
    if (!before) return;
    answers_ = before->answers;
    anewButton_->hide();
}

std::vector<const Item*> InstrumentPanel::asked() const {
    const auto shown = askedItems(content_.instrument, answers_);
    std::vector<const Item*> questions;
    for (const Item* item : allItems(content_.instrument))
        if (takesAnswer(item->type) && shown.contains(item->linkId)) questions.push_back(item);
    return questions;
}

void InstrumentPanel::goTo(std::size_t question) {
    if (!takeTyped()) return;
    at_ = std::min(question, asked().size());
    clearMessage();
    present();
}

void InstrumentPanel::next() {
    if (at_ < asked().size()) return goTo(at_ + 1);
    if (isCorrecting() || !score_) return finish();
    Q_EMIT finished();
}

void InstrumentPanel::back() {
    if (at_ > 0) goTo(at_ - 1);
}

void InstrumentPanel::present() {
    const auto questions = asked();
    at_ = std::min(at_, questions.size());
    std::vector<bool> answered;
    for (const Item* item : questions) answered.push_back(answers_.contains(item->linkId));
    progress_->set(std::move(answered), at_);
    const bool atEnd = at_ == questions.size();
    where_->setText(atEnd ? tr("Overview") : tr("Question %1 of %2").arg(at_ + 1).arg(questions.size()));
    back_->setEnabled(at_ > 0);
    overview_->setVisible(!atEnd);
    if (atEnd)
        showOverview();
    else
        showQuestion(*questions[at_]);
    tellScore();
    focusFirst();
}

/// One answer, to be recorded as soon as it is given. After the score each change corrects the score.
void InstrumentPanel::answer(const std::string& linkId, const std::string& given, bool goOn) {
    const auto before = answers_.find(linkId);
    const bool same = before == answers_.end() ? given.empty() : before->second == given;
    pending_ = {linkId, given};
    goOn_ = goOn;
    scored_ = false;
    if (same || isCorrecting()) return afterRecorded();
    if (!score_) return submit(ItemConfirmed{answerList(content_.instrument.id), linkId, given});
    scored_ = true;
    auto changed = answers_;
    changed[linkId] = given;
    if (given.empty()) changed.erase(linkId);
    submit(entry(changed), std::nullopt, std::nullopt, score_);
}

ScoreEntered InstrumentPanel::entry(const Answers& answers) const {
    const auto& instrument = content_.instrument;
    return {instrument.id, instrument.version, answers, score(instrument, answers).total,
            instrument.textHash};
}

bool InstrumentPanel::takeTyped() {
    if (!field_) return true;
    if (const auto problem = field_->problem(); !problem.isEmpty()) {
        say(problem);
        return false;
    }
    const auto typed = field_->typed();
    const auto questions = asked();
    if (!typed || at_ >= questions.size()) return true;
    field_->kept(*typed);
    answer(questions[at_]->linkId, *typed, false);
    return message().isEmpty();
}

void InstrumentPanel::finish() {
    const auto result = score(content_.instrument, answers_);
    if (result.complete) return handOver();
    if (answers_.empty()) return say(tr("No question has an answer yet, so there is nothing to record."));
    ask(tr("%n question(s) have no answer, so there will be no score.", nullptr,
           static_cast<int>(result.missing.size())),
        tr("Record without score"), tr("Answer them"), [this] { handOver(); });
}

void InstrumentPanel::handOver() {
    scored_ = true;
    pending_.reset();
    submit(entry(answers_));
}

/// What somebody left open is closed as it stands, without score, and the questions begin again.
void InstrumentPanel::startAnew() {
    anew_ = true;
    handOver();
}

void InstrumentPanel::afterRecorded() {
    if (scored_) {
        scored_ = false;
        if (isCorrecting()) return;
        if (!anew_) score_ = recorded();
    }
    if (anew_) {
        anew_ = false;
        answers_.clear();
        at_ = 0;
        anewButton_->hide();
        setHint(tr("begun anew; the answers before are kept without score"));
        return present();
    }
    if (pending_) {
        if (pending_->second.empty())
            answers_.erase(pending_->first);
        else
            answers_[pending_->first] = pending_->second;
        pending_.reset();
        if (goOn_) {
            goOn_ = false;
            return next();
        }
    }
    if (!field_)
        present();
    else
        tellScore();
}

void InstrumentPanel::focusFirst() {
    if (field_ && field_->isTyped())
        field_->focusAnswer();
    else
        setFocus();
}

void InstrumentPanel::keyPressEvent(QKeyEvent* event) {
    const int key = event->key(), digit = key - Qt::Key_0;
    if (field_ && !field_->isTyped() && digit >= 0 && digit <= 9) {
        if (!field_->answerByDigit(digit)) say(tr("%1 is no answer to this question.").arg(digit));
        return;
    }
    const auto isOne = [key](std::initializer_list<int> list) {
        return std::ranges::find(list, key) != list.end();
    };
    if (isOne({Qt::Key_Return, Qt::Key_Enter, Qt::Key_Right, Qt::Key_Down})) return next();
    if (isOne({Qt::Key_Backspace, Qt::Key_Left, Qt::Key_Up})) return back();
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
