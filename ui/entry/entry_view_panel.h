// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of the record, read: what it says, when, who, whether it is saved, and what became of it. From
// here it is corrected, withdrawn or annotated, and the neighbours are one touch away. A view: it changes
// nothing itself. Main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <QStringList>

namespace chairside {

class EntryViewPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        QString what;                    ///< "Blood pressure 164/96 mmHg"
        QString when, who;               ///< "10:40, entered at 10:42" and "J. Okafor RN"
        QStringList fate;                ///< "Corrected at 10:50 by …: …", in order of time
        bool standing = true;            ///< neither corrected nor withdrawn
        QString whyNoCorrection;         ///< empty = it can be corrected
        QString whyNoWithdrawal;         ///< empty = it can be withdrawn
        QString whyNoNote;               ///< empty = a note can be added to it
        std::optional<Uuid> replacement; ///< what stands in its place
        std::optional<Uuid> previous, next;
    };
    explicit EntryViewPanel(const Content& content, QWidget* parent = nullptr);

Q_SIGNALS:
    void correctRequested();
    void withdrawRequested();
    void noteRequested();
    void otherRequested(const chairside::Uuid& entry); ///< the replacement or a neighbour
    void listRequested();

protected:
    void focusFirst() override { setFocus(); }

private:
    void addActions(const Content& content);
    void addWays(const Content& content);
};

} // namespace chairside
