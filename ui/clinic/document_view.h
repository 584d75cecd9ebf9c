// SPDX-License-Identifier: GPL-3.0-or-later
// A document as headings and lines to read, in a column of cards that scrolls. Plain text only, whatever the
// document holds. A view; main thread.
#pragma once

#include "core/interop/document_words.h"

#include <QScrollArea>

class QVBoxLayout;

namespace chairside {

class DocumentView final : public QScrollArea {
    Q_OBJECT
public:
    explicit DocumentView(QWidget* parent = nullptr);
    /// `remarks` stand above, in the tone of a caution.
    void show(const QString& title, const QString& detail, const std::vector<DocumentPart>& parts,
              const QStringList& remarks = {});
    void showNothing(const QString& sentence);

protected:
    void keyPressEvent(QKeyEvent*) override;

private:
    QVBoxLayout* fresh();
};

} // namespace chairside
