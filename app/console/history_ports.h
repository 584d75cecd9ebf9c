// SPDX-License-Identifier: GPL-3.0-or-later
// What the history page may ask of the record: lists, one session, exports. Binds HistoryPage to the one
// read-only connection of SessionController; holds no state. Main thread.
#pragma once

#include "ui/history/history_page.h"

namespace chairside {

struct Catalogue;
class EarlierSessions;
class SessionController;

/// Where a task beside the window finds what it works on.
struct RecordPlaces {
    QString record, resources;
};

/// All references outlive the page.
HistoryPage::Ports historyPorts(SessionController& controller, Catalogue& catalogue, EarlierSessions& earlier,
                                const RecordPlaces& places);

} // namespace chairside
