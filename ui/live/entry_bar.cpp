// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/entry_bar.h"

#include "ui/style/push_button.h"

#include <QHBoxLayout>

namespace chairside {

QString EntryBar::keyOf(EntryKind kind) {
    switch (kind) {
    case EntryKind::bloodPressure: return QStringLiteral("B");
    case EntryKind::sedation: return QStringLiteral("S");
    case EntryKind::dissociation: return QStringLiteral("D");
    case EntryKind::questionnaire: return QStringLiteral("Q");
    case EntryKind::sideEffect: return QStringLiteral("E");
    case EntryKind::medication: return QStringLiteral("M");
    case EntryKind::oxygen: return QStringLiteral("O");
    case EntryKind::note: return QStringLiteral("N");
    case EntryKind::event: return QStringLiteral("1–9");
    }
    return {};
}

EntryBar::EntryBar(QWidget* parent) : QWidget(parent) {
    const std::array<QString, kEntryKinds> names{tr("Blood pressure"), tr("Sedation"),    tr("Dissociation"),
                                                 tr("Questionnaire"),  tr("Side effect"), tr("Medication"),
                                                 tr("Oxygen"),         tr("Note"),        tr("Event")};
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kTight);
    for (std::size_t i = 0; i < kEntryKinds; ++i) {
        const auto kind = static_cast<EntryKind>(i);
        buttons_[i] = new PushButton(names[i]);
        buttons_[i]->setKeyHint(keyOf(kind));
        buttons_[i]->setCheckable(false);
        buttons_[i]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        buttons_[i]->setMinimumHeight(60);
        connect(buttons_[i], &QPushButton::clicked, this, [this, kind] { Q_EMIT chosen(kind); });
        line->addWidget(buttons_[i], 1);
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Entries"));
}

void EntryBar::setState(const State& next) {
    if (next == state_) return;
    state_ = next;
    for (std::size_t i = 0; i < kEntryKinds; ++i) {
        buttons_[i]->setSubline(next[i].subline);
        buttons_[i]->setHighlighted(next[i].due);
        buttons_[i]->setWhyDisabled(next[i].whyNot);
    }
}

void EntryBar::setOpen(int kind) {
    for (std::size_t i = 0; i < kEntryKinds; ++i) {
        buttons_[i]->setCheckable(true);
        buttons_[i]->setChecked(static_cast<int>(i) == kind);
        buttons_[i]->setCheckable(static_cast<int>(i) == kind);
    }
}

PushButton* EntryBar::button(EntryKind kind) const {
    return buttons_[static_cast<std::size_t>(kind)];
}

} // namespace chairside
