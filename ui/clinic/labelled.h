// SPDX-License-Identifier: GPL-3.0-or-later
// A field with its quiet label above, at touch height and named for a screen reader. Main thread.
#pragma once

#include <QWidget>

namespace chairside {

/// `width` 0: as wide as its place.
QWidget* labelled(const QString& label, QWidget* field, int width = 0);

} // namespace chairside
