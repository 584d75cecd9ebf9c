// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/entry_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/icon.h"
#include "ui/style/pin_line.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace chairside {
namespace {

/// The tinted box behind the program's answer.
class MessageBox final : public QWidget {
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(*this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.caution, 1));
        painter.setBrush(theme.cautionFill);
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::kButtonRadius,
                                space::kButtonRadius);
        paintIcon(painter, QStringLiteral("warning"), QRectF(12, height() / 2.0 - 10, 20, 20), theme.caution);
    }
};

/// What a person can see of two entries of the same kind.
struct SaysTheSame {
    bool operator()(const VitalsEntered& a, const VitalsEntered& b) const {
        return a.values == b.values && a.site == b.site;
    }
    bool operator()(const ScoreEntered& a, const ScoreEntered& b) const { return a.answers == b.answers; }
    bool operator()(const SideEffectBegan& a, const SideEffectBegan& b) const {
        return a.effect == b.effect && a.severity == b.severity;
    }
    bool operator()(const MedicationGiven& a, const MedicationGiven& b) const {
        return a.drug == b.drug && a.dose == b.dose && a.unit == b.unit && a.route == b.route &&
               a.reason == b.reason && a.orderedBy == b.orderedBy;
    }
    bool operator()(const NoteWritten& a, const NoteWritten& b) const { return a.text == b.text; }
    bool operator()(const EventMarked& a, const EventMarked& b) const { return a.label == b.label; }
    template <class A, class B>
    bool operator()(const A&, const B&) const {
        return false;
    }
};

} // namespace

EntryPanel::EntryPanel(const QString& title, QWidget* parent)
    : QWidget(parent), title_(new TextLabel(title, type::kLead, Tone::normal, QFont::DemiBold)),
      hint_(new TextLabel({}, type::kSmall, Tone::quiet)), times_(new TimeChips), body_(new QVBoxLayout),
      footer_(new QHBoxLayout), messageText_(new TextLabel({}, type::kBody)), yes_(new PushButton({})),
      no_(new PushButton({}, ButtonLook::primary)), pin_(new PinLine) {
    auto* close = new PushButton({}, ButtonLook::plain);
    close->setIconName(QStringLiteral("close"));
    close->setAccessibleName(tr("Close"));
    close->setFixedWidth(space::kTouch);
    connect(close, &QPushButton::clicked, this, &EntryPanel::closeRequested);

    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    head->addWidget(title_);
    head->addWidget(hint_, 1);
    head->addWidget(times_);
    head->addWidget(close);
    message_ = makeMessage();
    pin_->hide();
    connect(pin_, &PinLine::given, this,
            [this](const QString& pin) { Q_EMIT pinGiven(QString::fromStdString(pinOf_), pin); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kInside, space::kTight, space::kGap, space::kGap);
    column->setSpacing(space::kTight);
    column->addLayout(head);
    column->addWidget(message_);
    column->addWidget(pin_);
    column->addLayout(body_, 1);
    column->addLayout(footer_);
    body_->setSpacing(space::kTight);
    footer_->setSpacing(space::kTight);
    title_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setAccessibleName(title);
    setFocusPolicy(Qt::TabFocus); // a touch beside a field must not take the caret out of it
}

QWidget* EntryPanel::makeMessage() {
    auto* box = new MessageBox;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(44, 6, 8, 6);
    line->setSpacing(space::kTight);
    messageText_->setWrapping(true);
    line->addWidget(messageText_, 1);
    line->addWidget(yes_);
    line->addWidget(no_);
    yes_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    no_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    box->setMinimumHeight(56);
    box->hide();
    connect(yes_, &QPushButton::clicked, this, [this] {
        const auto act = onYes_;
        clearMessage();
        if (act) act();
    });
    connect(no_, &QPushButton::clicked, this, [this] {
        clearMessage();
        focusFirst();
    });
    return box;
}

void EntryPanel::begin() {
    cut_.clear();
    clearMessage();
    last_.reset();
    times_->reset();
    if (correction_) showBefore(correction_->before);
    focusFirst();
}

void EntryPanel::correct(const Correction& correction) {
    correction_ = correction;
    title_->setText(tr("Correct an entry"));
    setAccessibleName(title_->text());
    setHint(tr("%1, at %2").arg(correction.words, correction.when));
    times_->offerKept(correction.when);
    if (record_) record_->setText(tr("Record correction"));
    begin();
}

void EntryPanel::setHint(const QString& text) {
    hint_->setText(text);
}

QString EntryPanel::message() const {
    return message_->isHidden() ? QString() : messageText_->text();
}

bool EntryPanel::isAsking() const {
    return !message_->isHidden() && !yes_->isHidden();
}

void EntryPanel::submit(EventBody body, std::optional<Actor> second, std::optional<Actor> actor,
                        std::optional<Uuid> corrects) {
    const auto ago = times_->ago();
    if (!ago) return say(times_->problem());
    if (correction_ && times_->isKept() && std::visit(SaysTheSame{}, correction_->before, body))
        return say(tr("Nothing was changed, so nothing was recorded."));
    clearMessage();
    Command command;
    command.ask = std::move(body);
    command.second = std::move(second);
    command.corrects = correction_ ? correction_->of : corrects;
    if (correction_ && times_->isKept()) command.effective = correction_->effective;
    if (actor) command.actor = std::move(*actor);
    last_ = command;
    lastAgo_ = *ago;
    Q_EMIT submitted(command, *ago);
}

void EntryPanel::showAnswer(const Decision& decision) {
    recorded_.reset();
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        say(QString::fromStdString(refusal->sentence));
        if (!refusal->pinOf.empty()) askPin(refusal->pinOf);
        return;
    }
    if (const auto* question = std::get_if<Question>(&decision)) {
        ask(QString::fromStdString(question->sentence), tr("Record anyway"), tr("Correct it"), [this] {
            if (!last_) return;
            last_->sure = true;
            submitAgain();
        });
        return;
    }
    clearMessage();
    last_.reset();
    if (const auto& events = std::get<std::vector<Event>>(decision); !events.empty())
        recorded_ = events.front().id;
    afterRecorded();
    if (!staysOpen() || correction_) Q_EMIT finished();
}

void EntryPanel::submitAgain() {
    if (!last_) return;
    const Command again = *last_;
    Q_EMIT submitted(again, lastAgo_);
}

void EntryPanel::askPin(const std::string& person) {
    pinOf_ = person;
    pin_->show();
    pin_->begin(message());
}

void EntryPanel::showWrongPin(const QString& sentence) {
    const auto person = pinOf_;
    say(sentence);
    askPin(person);
}

void EntryPanel::say(const QString& problem) {
    messageText_->setText(problem);
    pin_->hide();
    pinOf_.clear();
    yes_->hide();
    no_->hide();
    message_->show();
    message_->setAccessibleName(problem);
    updateGeometry();
}

void EntryPanel::ask(const QString& question, const QString& yes, const QString& no,
                     std::function<void()> onYes) {
    say(question);
    onYes_ = std::move(onYes);
    yes_->setText(yes);
    yes_->setAccessibleName(yes);
    no_->setText(no);
    no_->setAccessibleName(no);
    yes_->show();
    no_->show();
    no_->setFocus(); // the careless Enter corrects, it never confirms
}

void EntryPanel::clearMessage() {
    message_->hide();
    pin_->hide();
    pinOf_.clear();
    onYes_ = nullptr;
    if (!cut_.isEmpty()) return say(cut_); // storing the answer does not bring the rest back
    updateGeometry();
}

void EntryPanel::useRecordButton(const QString& text) {
    record_ = new PushButton(text, ButtonLook::primary);
    record_->setKeyHint(tr("Enter"));
    record_->setMinimumSize(160, 52);
    footer_->addStretch(1);
    footer_->addWidget(record_);
    connect(record_, &QPushButton::clicked, this, [this] { record(); });
}

void EntryPanel::limit(QLineEdit* field, int characters) {
    field->setMaxLength(characters);
    connect(field, &QLineEdit::inputRejected, this, [this, field, characters] {
        if (field->text().size() < characters) return;
        cut_ = tr("%1 A note takes more.").arg(cutSentence(characters));
        cutText_ = field->text();
        say(cut_);
    });
    // The paste that was cut is told of as an edit, too.
    connect(field, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (cut_.isEmpty() || text == cutText_) return;
        const bool shown = message() == cut_;
        cut_.clear();
        if (shown) clearMessage();
    });
}

void EntryPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeRequested();
        return;
    }
    // A stray digit or letter is for this panel only: on the page behind it would mark an event.
    const bool character = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (character && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return event->accept();
    QWidget::keyPressEvent(event);
}

} // namespace chairside
