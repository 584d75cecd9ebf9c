// SPDX-License-Identifier: GPL-3.0-or-later
// A list of required items answered one touch each: the pre-session screen, the time-out, the discharge list.
// Every answer is stored when given; there is no save button. Where two people check, the second one is
// chosen first and stands with each line. Emits ItemConfirmed commands and, from its big button, the command
// that closes the list. A view; the page fills in the actor. Main thread.
#pragma once

#include "core/domain/protocol.h"
#include "ui/entry/entry_panel.h"

#include <map>
#include <vector>

class QVBoxLayout;

class QLineEdit;
namespace chairside {

class Chip;

class ChecklistPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        QString title, hint;
        std::string list; ///< "screen", "timeout", "discharge"
        std::vector<RequiredItem> items;
        std::map<std::string, std::string> answers; ///< item key → answer already in the record
        QString finishText;                         ///< big button, empty = none
        std::optional<EventBody> finish;            ///< what the big button asks for
        bool twoPeople = false;                     ///< each line is confirmed together with a second person
        std::vector<Actor> people;                  ///< to choose the second person from
    };
    explicit ChecklistPanel(Content content, QWidget* parent = nullptr);
    /// Takes answers that are in the record over into the marks.
    void setAnswers(const std::map<std::string, std::string>& answers);
    /// Who answered each item: "J. Okafor RN, T. Lind RN".
    void setNames(const std::map<std::string, std::string>& names);

protected:
    bool staysOpen() const override { return !finishing_; }
    void record() override;
    void focusFirst() override { setFocus(); }

private:
    struct Line {
        RequiredItem item;
        QWidget* row = nullptr; ///< hidden while the item does not concern the patient
        std::vector<Chip*> choices;
        QLineEdit* text = nullptr;
        TextLabel* names = nullptr;
    };
    void addLine(const RequiredItem& item, QVBoxLayout* into);
    QLineEdit* textField(const RequiredItem& item);
    bool isAskedNow(const RequiredItem& item) const;
    void addPeople(QVBoxLayout* into);
    void confirm(const std::string& key, const QString& value);
    std::optional<Actor> second() const;

    Content content_;
    std::vector<Line> lines_;
    std::vector<Chip*> people_;
    bool finishing_ = false;
};

} // namespace chairside
