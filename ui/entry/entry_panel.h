// SPDX-License-Identifier: GPL-3.0-or-later
// What every entry panel shares: title, quiet hint, time chips, close, and the line in which the program
// answers where the person is looking. A panel emits what is asked and waits for showAnswer(): events close
// it, a refusal is shown with everything typed kept, a question offers to record anyway or to correct. Dumb
// views: no clock, no store, no actor; the page fills those in. Main thread.
#pragma once

#include "core/domain/command.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <functional>
#include <optional>

class QHBoxLayout;
class QLineEdit;
class QVBoxLayout;

namespace chairside {

class PinLine;
class PushButton;
class TextLabel;
class TimeChips;

/// An entry that stays in the record, struck through, beside the one that this panel asks for in its place.
struct Correction {
    Uuid of;
    EventBody before;
    MonoTime effective; ///< kept unless another time is chosen
    QString when;       ///< "10:40"
    QString words;      ///< what it says: "Blood pressure 164/96 mmHg"
};

class EntryPanel : public QWidget {
    Q_OBJECT
public:
    explicit EntryPanel(const QString& title, QWidget* parent = nullptr);

    /// The answer to the last submitted command.
    void showAnswer(const Decision&);
    /// The PIN that was asked for is right: the same command once more.
    void submitAgain();
    /// It is not: says why and lets it be typed again.
    void showWrongPin(const QString& sentence);
    /// "last 164/96 at 10:40": a hint for the eye, never filled in.
    void setHint(const QString&);
    /// From now on what is submitted replaces that entry; its time and whatever is not touched stay as they
    /// were. Begins anew.
    void correct(const Correction&);
    bool isCorrecting() const { return correction_.has_value(); }
    /// Called when the panel opens: empties it (a draft note stays) and puts the focus on the first field.
    virtual void begin();
    /// What the message line says now, empty if nothing.
    QString message() const;
    bool isAsking() const; ///< a question waits for its answer
    PushButton* recordButton() const { return record_; }

Q_SIGNALS:
    void pinGiven(const QString& person, const QString& pin); ///< person: Refusal::pinOf
    /// `ago`: how long before now it happened; the page sets Command::effective and Command::actor.
    void submitted(const chairside::Command& command, chairside::Millis ago);
    void finished();       ///< recorded, and nothing more to do here
    void closeRequested(); ///< Esc or the cross

protected:
    QVBoxLayout* body() const { return body_; }
    QHBoxLayout* footer() const { return footer_; }
    TimeChips* times() const { return times_; }
    void submit(EventBody ask, std::optional<Actor> second = std::nullopt,
                std::optional<Actor> actor = std::nullopt, std::optional<Uuid> corrects = std::nullopt);
    void say(const QString& problem); ///< one sentence, with everything typed kept
    /// A question of the panel's own, before anything is submitted.
    void ask(const QString& question, const QString& yes, const QString& no, std::function<void()> onYes);
    void clearMessage();
    void useRecordButton(const QString& text); ///< adds it to the footer; its click and Enter call record()
    /// At most so many characters; what is cut off when more is pasted is said, never silently lost. It stays
    /// said while the cut text is stored, until somebody types again or the panel opens anew.
    void limit(QLineEdit* field, int characters);
    virtual void record() {}
    virtual void afterRecorded() {}
    virtual bool staysOpen() const { return false; }
    /// Shows what the entry to correct says, as a hint or laid in; called by begin().
    virtual void showBefore(const EventBody&) {}
    /// The entry that the last answer recorded; empty when it was refused or asked about.
    const std::optional<Uuid>& recorded() const { return recorded_; }
    /// The entry to correct, if it is of this kind.
    template <class Body>
    const Body* before() const {
        return correction_ ? std::get_if<Body>(&correction_->before) : nullptr;
    }
    virtual void focusFirst() {}
    void keyPressEvent(QKeyEvent*) override;

private:
    QWidget* makeMessage();
    void askPin(const std::string& person);

    TextLabel *title_, *hint_;
    TimeChips* times_;
    QVBoxLayout* body_;
    QHBoxLayout* footer_;
    QWidget* message_;
    TextLabel* messageText_;
    PushButton *yes_, *no_;
    PinLine* pin_;
    std::string pinOf_; ///< whose PIN is asked for, empty if nobody's
    PushButton* record_ = nullptr;
    std::function<void()> onYes_;
    std::optional<Command> last_;
    std::optional<Uuid> recorded_;
    std::optional<Correction> correction_;
    QString cut_, cutText_; ///< the sentence about a text that was cut off, and what is left of the text
    Millis lastAgo_{0};
};

} // namespace chairside
