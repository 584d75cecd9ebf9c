// SPDX-License-Identifier: GPL-3.0-or-later
// Where one question of a questionnaire is answered, whatever its type: options and yes/no as buttons with
// digit keys, numbers with a keypad, text and dates typed. It answers in the form that is stored and says in
// words what does not fit; it stores nothing. Made anew for each question. A view; main thread.
#pragma once

#include "core/domain/instrument.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QGridLayout;
class QLineEdit;
class QPlainTextEdit;

namespace chairside {

class NumberEdit;
class OptionButton;

class AnswerField : public QWidget {
    Q_OBJECT
public:
    /// `answer`: what is recorded already, empty if nothing.
    AnswerField(const Item& item, const std::string& answer, QWidget* parent = nullptr);

    bool answerByDigit(int digit); ///< false when that digit is no answer here
    bool isTyped() const { return line_ || number_ || lines_; }
    void focusAnswer();
    /// What is typed and not handed over yet, as stored; empty when nothing changed.
    std::optional<std::string> typed() const;
    void kept(const std::string& answer) { before_ = answer; } ///< it is recorded
    QString problem() const; ///< why the typed text is no answer; empty if it is one
    OptionButton* option(const std::string& code) const;

Q_SIGNALS:
    void chosen(const std::string& answer);  ///< by one touch: go on
    void changed(const std::string& answer); ///< one of several answers was added or taken away
    void entered();                          ///< Enter in a typed answer: go on
    void backedOut();                        ///< Backspace in an empty one: go back
    void left();                             ///< the caret left a typed answer

protected:
    bool eventFilter(QObject*, QEvent*) override;

private:
    struct Choice {
        std::string stored;
        int digit = -1;
        OptionButton* button = nullptr;
    };
    void makeChoices();
    void layOutChoices(int roomForOneRow);
    void makeNumber();
    void makeText();
    void choose(std::size_t index);

    Item item_;
    std::string before_;
    std::vector<Choice> choices_;
    NumberEdit* number_ = nullptr;
    QLineEdit* line_ = nullptr;
    QPlainTextEdit* lines_ = nullptr;
};

} // namespace chairside
