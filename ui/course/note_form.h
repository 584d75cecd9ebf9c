// SPDX-License-Identifier: GPL-3.0-or-later
// Writing down what a patient tells or what was talked about, at a session or between two, with a day on
// which to come back to it. Asks for entries and waits for the answer; what was typed stays until it is
// recorded. A view; main thread.
#pragma once

#include "core/domain/command.h"

#include <QWidget>
#include <functional>
#include <vector>

class QButtonGroup;
class QLineEdit;
class QPlainTextEdit;

namespace chairside {

class PushButton;
class TextLabel;

class NoteForm final : public QWidget {
    Q_OBJECT
public:
    /// A struct, because Qt asks the element of a vector for comparisons that events do not have.
    struct Entries {
        std::vector<EventBody> list;
    };
    explicit NoteForm(QWidget* parent = nullptr);
    /// Empties it; `today` (ISO) is what the chips for the follow-up count from.
    void begin(const QString& today, const QString& belongsTo);
    /// The answer to submitted(): events empty the form, a refusal is shown with everything kept.
    void showAnswer(const Decision& decision);

Q_SIGNALS:
    /// In the order in which they are to be recorded; `sure` after a question was answered with yes.
    void submitted(const chairside::NoteForm::Entries& entries, bool sure);
    void recorded();
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent*) override;

private:
    void addKinds();
    void addFollowUp();
    void submit();

    QButtonGroup* kinds_;
    QPlainTextEdit* text_;
    QLineEdit *date_, *task_;
    TextLabel *belongs_, *message_;
    PushButton* record_;
    QString today_;
    bool asked_ = false;
};

} // namespace chairside
