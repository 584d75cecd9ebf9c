// SPDX-License-Identifier: GPL-3.0-or-later
// A row of chips of which one is chosen, and which one it is. Owned by the layout it is put into; main
// thread. Private to the ledger panel's two files.
#pragma once

#include "ui/style/chip.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>

#include <vector>

namespace chairside {

inline std::vector<Chip*> chipRow(QHBoxLayout* into, const QStringList& texts) {
    auto* group = new QWidget;
    auto* inner = new QHBoxLayout(group);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(space::kTight);
    std::vector<Chip*> chips;
    for (const auto& text : texts) {
        auto* chip = new Chip(text);
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
        inner->addWidget(chip);
        chips.push_back(chip);
    }
    into->addWidget(group);
    return chips;
}

/// Index of the chosen one; their number when none is.
inline std::size_t checkedIndex(const std::vector<Chip*>& chips) {
    std::size_t i = 0;
    while (i < chips.size() && !chips[i]->isChecked()) ++i;
    return i;
}

} // namespace chairside
