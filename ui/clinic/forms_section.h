// SPDX-License-Identifier: GPL-3.0-or-later
// Monitoring forms of esketamine sessions: what is due and when, the form's fields in words, the files to
// send and the mark that somebody sent it. The program prepares forms and sends none. A view; main thread.
#pragma once

#include "ui/clinic/document_section.h"

#include "core/domain/command.h"

#include <QWidget>
#include <functional>

class QComboBox;
class QLineEdit;
class QListWidget;

namespace chairside {

class Card;
class DocumentView;
class PushButton;
class TextLabel;

class FormsSection final : public QWidget {
    Q_OBJECT
public:
    struct State {
        std::vector<ListRow> rows;
        std::vector<std::string> sent; ///< keys of the rows whose form is marked as sent
        QStringList people;            ///< who may have sent it, the operator first
        QString today;                 ///< ISO date
        QString saving;                ///< what is not saved yet; empty when all is
    };
    struct Ports {
        DocumentSection::Show show;
        /// Writes the form's files into a folder chosen by a person; answers a sentence.
        std::function<QString(const QString& key)> exportForm;
    };
    explicit FormsSection(Ports ports, QWidget* parent = nullptr);
    void setState(const State& state);
    void showAnswer(const Decision& decision);

Q_SIGNALS:
    void sentMarked(const QString& key, const QString& by, const QString& on);

private:
    QWidget* makeActions();
    void showChosen();
    QString chosenKey() const;

    Ports ports_;
    State state_;
    QListWidget* list_;
    DocumentView* view_;
    Card* actions_;
    QComboBox* by_;
    QLineEdit* on_;
    PushButton *export_, *mark_;
    TextLabel *answer_, *saving_;
};

} // namespace chairside
