// SPDX-License-Identifier: GPL-3.0-or-later
// Where this session stands in the course of treatment: what is treated, induction or maintenance, the
// number. Everything is proposed from the sessions before and waits to be confirmed; beside it stands what
// the last session found. A view; main thread.
#pragma once

#include "ui/entry/entry_panel.h"

#include <QStringList>

class QButtonGroup;
class QLineEdit;

namespace chairside {

class SeriesPanel final : public EntryPanel {
    Q_OBJECT
public:
    struct Content {
        std::string indication; ///< key, empty = nothing proposed
        std::string course;     ///< "induction", "maintenance"
        int number = 1;
        QStringList last; ///< lines about the last session, empty = there was none
    };
    explicit SeriesPanel(Content content, QWidget* parent = nullptr);

protected:
    void record() override;
    void focusFirst() override { setFocus(); }

private:
    QButtonGroup* addChips(QVBoxLayout& column, const QString& label,
                           const std::vector<std::pair<std::string, QString>>& choices,
                           const std::string& chosen);

    std::vector<std::string> indicationKeys_, courseKeys_;
    QButtonGroup *indications_, *courses_;
    QLineEdit* number_;
};

} // namespace chairside
