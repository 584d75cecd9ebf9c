// SPDX-License-Identifier: GPL-3.0-or-later
// One decision by one person: who decides, a reason (one touch or typed), and the button that does it. Serves
// hold and discharge overrides, cancelling, signatures, withdrawals and addenda. A view; main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <QStringList>

#include <functional>
#include <vector>

class QPlainTextEdit;

namespace chairside {

class Chip;

class ConfirmPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        QString title, explanation; ///< what happens and what stays safe
        std::vector<Actor> people;  ///< who may do it; one is chosen
        QStringList reasons;        ///< one-touch reasons, as they are stored (ui/style/stored_text.h)
        QString reasonsLabel = {};  ///< what they are; empty = "Reason"
        QString textLabel;          ///< prompt of the free text, empty = no free text
        QString confirmText;
        /// Builds the event from the chosen person, the reason and the text.
        std::function<EventBody(const Actor&, const std::string& reason, const std::string& text)> build;
        std::optional<Uuid> corrects;
        QString alternativeText; ///< a second, quiet way out; empty = none
        std::optional<EventBody> alternative;
    };
    explicit ConfirmPanel(Content content, QWidget* parent = nullptr);

protected:
    void record() override;
    void focusFirst() override { setFocus(); }

private:
    void addChips(const QString& label, const QStringList& texts, std::vector<Chip*>& into);

    Content content_;
    std::vector<Chip*> people_, reasons_;
    QPlainTextEdit* text_ = nullptr;
};

/// A one-touch reason and what was typed beside it, as one sentence.
inline std::string joined(const std::string& reason, const std::string& text) {
    return reason.empty() ? text : text.empty() ? reason : reason + ": " + text;
}

} // namespace chairside
