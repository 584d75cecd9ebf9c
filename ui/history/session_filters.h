// SPDX-License-Identifier: GPL-3.0-or-later
// What narrows the session list beside the words typed: from and to a date, protocol, nurse, and what
// happened. The choices stay until they are cleared, and words() says them while the card is folded away.
// Main thread; a view that knows no session.
#pragma once

#include "core/log/session_index.h"
#include "ui/style/card.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace chairside {

class Chip;
class TextLabel;

class SessionFilters final : public Card {
    Q_OBJECT
public:
    explicit SessionFilters(QWidget* parent = nullptr);

    /// What can be chosen; a choice that is not among them any more stays chosen and finds nothing.
    void setChoices(const std::vector<std::string>& protocols, const std::vector<std::string>& nurses);
    void setToday(WallTime now) { now_ = now; }
    /// Lays the filters into a query; its text and its sessions stay as they are.
    void apply(SessionQuery& query) const;
    int active() const;       ///< how many filters are in force
    QString words() const;    ///< "from 2026-11-01 · stopped early"; empty without any
    bool needFigures() const; ///< a filter is in force that only sessions with figures can pass
    void clear();

Q_SIGNALS:
    void changed();

private:
    QWidget* dates();
    void setDates(LocalDay from, LocalDay to);
    void read(QLineEdit& field, std::optional<LocalDay>& into);

    WallTime now_;
    QLineEdit *from_, *to_;
    QComboBox *protocol_, *nurse_;
    std::vector<std::pair<std::uint32_t, Chip*>> flags_;
    std::optional<LocalDay> fromDay_, toDay_;
    TextLabel* problem_;
    bool quiet_ = false; ///< several controls change as one
};

} // namespace chairside
