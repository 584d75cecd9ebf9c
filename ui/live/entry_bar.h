// SPDX-License-Identifier: GPL-3.0-or-later
// The bottom edge: eight large buttons, one for each kind of entry, with what is known about it and its key.
// What is due is tinted. A dumb view: it opens nothing itself.
#pragma once

#include <QWidget>

#include <array>

namespace chairside {

class PushButton;

enum class EntryKind : std::uint8_t {
    bloodPressure,
    sedation,
    dissociation,
    questionnaire,
    sideEffect,
    medication,
    oxygen,
    note,
    event
};
inline constexpr std::size_t kEntryKinds = 9;

class EntryBar : public QWidget {
    Q_OBJECT
public:
    struct Item {
        QString subline; ///< "last 164/96 at 10:40"
        bool due = false;
        QString whyNot; ///< disabled with this reason; empty = possible
        bool operator==(const Item&) const = default;
    };
    using State = std::array<Item, kEntryKinds>; ///< by EntryKind

    explicit EntryBar(QWidget* parent = nullptr);
    void setState(const State&);
    /// The one whose panel is open, -1 for none.
    void setOpen(int kind);
    PushButton* button(EntryKind) const;
    /// The keys of the live page, "B" to "E"; events answer to the digits.
    static QString keyOf(EntryKind);
    QSize sizeHint() const override { return {1000, 60}; }

Q_SIGNALS:
    void chosen(chairside::EntryKind kind);

private:
    State state_;
    std::array<PushButton*, kEntryKinds> buttons_{};
};

} // namespace chairside
