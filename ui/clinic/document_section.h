// SPDX-License-Identifier: GPL-3.0-or-later
// Protocols or instruments of the clinic: the list on the left, the chosen one in words on the right, refused
// files above the list. A view: reading and judging of documents comes through functions handed in. Main
// thread.
#pragma once

#include "ui/clinic/two_line_row.h"

#include "core/interop/document_words.h"

#include <QWidget>
#include <functional>

class QListWidget;

namespace chairside {

class DocumentView;
class TextLabel;

class DocumentSection final : public QWidget {
    Q_OBJECT
public:
    struct Shown {
        QString title, detail;
        QStringList remarks;
        std::vector<DocumentPart> parts;
    };
    struct State {
        std::vector<ListRow> rows;
        QStringList problems; ///< one sentence for each refused file
        QString place;        ///< "Own documents are read from …"
        bool operator==(const State&) const = default;
    };
    using Show = std::function<Shown(const QString& key)>;
    DocumentSection(const QString& listName, Show show, QWidget* parent = nullptr);
    void setState(const State& state);
    void choose(const QString& key); ///< shows this document, if it is there

private:
    void showChosen();

    Show show_;
    State state_;
    QListWidget* list_;
    DocumentView* view_;
    QWidget* problems_;
    TextLabel* place_;
};

} // namespace chairside
