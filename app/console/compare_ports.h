// SPDX-License-Identifier: GPL-3.0-or-later
// What the compare page may ask of the record, and the words of questionnaires for history and comparison.
// Binds to the one read-only connection of SessionController; holds no state. Main thread.
#pragma once

#include "ui/compare/compare_page.h"
#include "ui/history/review_rows.h"

namespace chairside {

struct Catalogue;
class SessionController;

/// Both outlive the page.
ComparePage::Ports comparePorts(SessionController& controller, const Catalogue& catalogue);
ReviewWords reviewWords(const Catalogue& catalogue);

} // namespace chairside
