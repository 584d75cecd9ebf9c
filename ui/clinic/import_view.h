// SPDX-License-Identifier: GPL-3.0-or-later
// A document before it is taken over: what it is, what it replaces, its content in words, and the two
// answers. A view; main thread.
#pragma once

#include "core/interop/document_import.h"

#include <QWidget>

namespace chairside {

class DocumentView;
class PushButton;
class TextLabel;

class ImportView final : public QWidget {
    Q_OBJECT
public:
    explicit ImportView(QWidget* parent = nullptr);
    void show(const QString& fileName, const DocumentPreview& preview);
    void showProblem(const QString& fileName, const QString& sentence); ///< nothing of it can be taken over
    void showFailure(const QString& sentence); ///< taking over failed; may be repeated

Q_SIGNALS:
    void confirmed();
    void cancelled();

private:
    DocumentView* document_;
    TextLabel* sentence_;
    PushButton *take_, *cancel_;
};

} // namespace chairside
