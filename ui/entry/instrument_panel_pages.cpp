// SPDX-License-Identifier: GPL-3.0-or-later
// InstrumentPanel: what is shown, the page of one question, the overview at the end, the lines around them.
#include "core/base/number.h"
#include "ui/entry/answer_field.h"
#include "ui/entry/answer_row.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/question_progress.h"
#include "ui/entry/questionnaire_words.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kRoomHeight = 300; ///< of the question; the panel does not jump from one to the next

} // namespace

void InstrumentPanel::makeLines() {
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    head->addWidget(where_);
    head->addWidget(progress_, 1);
    where_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    body()->addLayout(head);
    room_->setWidgetResizable(true);
    room_->setFrameShape(QFrame::NoFrame);
    room_->viewport()->setAutoFillBackground(false);
    room_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    room_->setMinimumHeight(kRoomHeight);
    room_->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(room_, 1);
    flagLine_->setWrapping(true);
    flagLine_->hide();
    body()->addWidget(flagLine_);
    if (content_.instrument.notice.empty()) return;
    auto* notice = new TextLabel(text(content_.instrument.notice).simplified(), type::kTiny, Tone::faint);
    body()->addWidget(notice);
}

void InstrumentPanel::put(QWidget* page) {
    // The page before may be in the middle of its own signal.
    if (auto* old = room_->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    room_->setWidget(page);
    page->setAutoFillBackground(false); // the panel's own surface
}

void InstrumentPanel::showQuestion(const Item& item) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::kTight, space::kTight, 0);
    column->setSpacing(space::kTight);
    const auto add = [&](const QString& text, double px, Tone tone, QFont::Weight weight) {
        auto* label = new TextLabel(text, px, tone, weight);
        label->setWrapping(true);
        column->addWidget(label);
    };
    if (const auto context = contextOf(content_.instrument, item); !context.isEmpty())
        add(context, type::kSmall, Tone::quiet, QFont::Normal);
    add(questionText(content_.instrument, item), type::kTitle, Tone::normal, QFont::DemiBold);
    if (!item.required) add(tr("This question may stay open."), type::kTiny, Tone::faint, QFont::Normal);
    column->addSpacing(space::kUnit);
    const auto given = answers_.find(item.linkId);
    field_ = new AnswerField(item, given == answers_.end() ? std::string() : given->second);
    column->addWidget(field_, 1);
    connect(field_, &AnswerField::chosen, this,
            [this, id = item.linkId](const std::string& answer) { this->answer(id, answer, true); });
    connect(field_, &AnswerField::changed, this,
            [this, id = item.linkId](const std::string& answer) { this->answer(id, answer, false); });
    connect(field_, &AnswerField::entered, this, [this] { next(); });
    connect(field_, &AnswerField::backedOut, this, [this] { back(); });
    connect(field_, &AnswerField::left, this, [this] { takeTyped(); });
    setAccessibleDescription(questionText(content_.instrument, item));
    recordButton()->setText(tr("Next"));
    put(page);
}

void InstrumentPanel::showOverview() {
    field_ = nullptr;
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::kTight, space::kTight, 0);
    column->setSpacing(space::kUnit);
    const auto result = score(content_.instrument, answers_);
    for (const auto& scale : result.scales)
        if (scale.id != kTotalScale && scale.value)
            column->addWidget(new TextLabel(
                tr("%1: %2").arg(text(scale.title), text(formatNumber(*scale.value))), type::kBody));
    const auto questions = asked();
    for (std::size_t i = 0; i < questions.size(); ++i) {
        auto* row = new AnswerRow(questionText(content_.instrument, *questions[i]),
                                  answerWords(*questions[i], answers_), questions[i]->required);
        connect(row, &QPushButton::clicked, this, [this, i] { goTo(i); });
        column->addWidget(row);
    }
    column->addStretch(1);
    recordButton()->setText(isCorrecting()    ? tr("Record correction")
                            : score_          ? tr("Done")
                            : result.complete ? tr("Record")
                                              : tr("Record without score"));
    put(page);
    if (!score_ && !isCorrecting() && result.complete) handOver();
}

QString InstrumentPanel::scoreText() const {
    return scoreLine_->text();
}

QString InstrumentPanel::flagText() const {
    return flagLine_->isHidden() ? QString() : flagLine_->text();
}

void InstrumentPanel::tellScore() {
    const auto words = resultWords(content_.instrument, answers_);
    scoreLine_->setText(score_ ? words.score + tr(" · recorded") : words.score);
    flagLine_->setTone(words.alerts ? Tone::caution : Tone::quiet);
    flagLine_->setText(words.flags);
    flagLine_->setVisible(!words.flags.isEmpty());
}

} // namespace chairside
